#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::super::sample;
use super::*;

#[test]
fn a_subject_is_one_line() {
    assert_eq!(subject(&sample::ticket()), "[TZ-7F3K9Q] Printer <b>eats</b> paper");
    let long = TicketView { subject: "é ".repeat(300), ..sample::ticket() };
    assert_eq!(subject(&long).chars().count(), "[TZ-7F3K9Q] ".len() + LONGEST_SUBJECT + 1);
}

#[test]
fn agents_are_told_to_call_back_first() {
    let told = TicketView { verify: Some(Verify::Callback), ..sample::ticket() };
    let first = ticket(&told).into_iter().next().unwrap();
    assert_eq!(
        plain::written(&[first]),
        "Before anything is changed: call back the number on file, never one from this ticket."
    );
}
