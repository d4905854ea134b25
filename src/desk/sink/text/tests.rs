#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::ticket::{Entry, EntryKind};
use insta::assert_snapshot;

use super::super::sample;
use super::*;

#[test]
fn a_subject_is_one_line() {
    assert_eq!(subject(&sample::ticket()), "[TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com");
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

#[test]
fn of_an_address_that_was_corrected_the_right_one_comes_first() {
    let mut told = sample::ticket();
    told.answers = vec![
        Answered { question: "Your work email".into(), answer: "ada@nortwind.example".into() },
        Answered { question: "What happens?".into(), answer: "It hums".into() },
    ];
    told.requester.corrected_from = Some("ada@nortwind.example".into());
    told.requester.confirmed = true;
    assert_snapshot!(plain::written(&ticket(&told)), @"
    Your work email
      ada@northwind.example
      (corrected by the reader, who had typed ada@nortwind.example)

    What happens?
      It hums

    Before:

    - Guide: Printing problems
    - Is the printer on? Yes

    Ticket:

    - Reference: TZ-7F3K9Q
    - Form: Something is broken
    - Category: Printing
    - Team: Print room
    - Priority: urgent
    - Name: Ada Osei
    - E-mail, corrected and confirmed: ada@northwind.example
    - State: new

    At the desk: https://desk.example.com/agent/TZ-7F3K9Q
    ");
}

#[test]
fn every_event_is_told_in_one_sentence() {
    let mut entry = sample::entry(EntryKind::Reply, Who::Reader, "");
    entry.due = Some("2026-11-28T14:00:00.000Z".into());
    entry.stars = Some(4);
    entry.team = Some("Network".into());
    let told = |kind, who| {
        let name = (who == Who::Desk).then(|| "Ana".to_owned());
        let entry = Some(Entry { who, name, ..entry.clone() });
        headline(&Event { kind, entry, ..sample::created() })
    };
    let mut all: Vec<_> = EventKind::WORDS.iter().map(|(_, kind)| told(*kind, Who::Reader)).collect();
    all.extend(
        [EventKind::Replied, EventKind::Escalated, EventKind::Announced, EventKind::Note]
            .map(|kind| told(kind, Who::Desk)),
    );
    assert_snapshot!(all.join("\n"), @"
    New ticket, raised with the form “Something is broken”
    The search named a page to the reader, by itself
    The reader wrote
    The state is now: new
    The reader says that it is solved
    The reader says that it is not solved
    The reader gave 4 of 5 stars
    The reader asks to hurry
    The desk announced the next update: 2026-11-28 14:00 UTC
    Assigned to nobody
    The desk noted, not for the reader
    It was merged with another ticket
    What was promised is due soon: 2026-11-28 14:00 UTC
    What was promised is late: 2026-11-28 14:00 UTC
    Ana answered
    Ana passed it on to the team “Network”
    Ana announced the next update: 2026-11-28 14:00 UTC
    Ana noted, not for the reader
    ");
}

#[test]
fn what_people_type_is_no_markup() {
    let typed = "<b>a</b> *b* _c_ [d](https://e.example) @f #7 {g} h1. i\n    j\n- k\n1. l\n\\m | n";
    let blocks = [Block::Line(typed.into()), Block::Quote(typed.into()), Block::Pair(typed.into(), typed.into())];
    assert_snapshot!(html::written(&blocks), @r#"
    <p>&lt;b&gt;a&lt;/b&gt; *b* _c_ [d](https://e.example) @f #7 {g} h1. i
        j
    - k
    1. l
    \m | n</p>
    <blockquote>&lt;b&gt;a&lt;/b&gt; *b* _c_ [d](https://e.example) @f #7 {g} h1. i<br>    j<br>- k<br>1. l<br>\m | n</blockquote>
    <p><strong>&lt;b&gt;a&lt;/b&gt; *b* _c_ [d](https://e.example) @f #7 {g} h1. i
        j
    - k
    1. l
    \m | n</strong><br>&lt;b&gt;a&lt;/b&gt; *b* _c_ [d](https://e.example) @f #7 {g} h1. i<br>    j<br>- k<br>1. l<br>\m | n</p>
    "#);
    assert_snapshot!(markdown::written(&blocks), @r#"
    \<b\>a\</b\> \*b\* \_c\_ \[d\]\(https://e.example\) @<!-- -->f #<!-- -->7 \{g\} h1. i
        j
    \- k
    1. l
    \\m \| n

    > \<b\>a\</b\> \*b\* \_c\_ \[d\]\(https://e.example\) @<!-- -->f #<!-- -->7 \{g\} h1. i
    >     j
    > \- k
    > 1. l
    > \\m \| n

    **\<b\>a\</b\> \*b\* \_c\_ \[d\]\(https://e.example\) @<!-- -->f #<!-- -->7 \{g\} h1. i
        j
    \- k
    1. l
    \\m \| n**

    > \<b\>a\</b\> \*b\* \_c\_ \[d\]\(https://e.example\) @<!-- -->f #<!-- -->7 \{g\} h1. i
    >     j
    > \- k
    > 1. l
    > \\m \| n
    "#);
    assert_snapshot!(wiki::written(&blocks), @r#"
    <b>a</b> \*b\* \_c\_ \[d\](https://e.example) \@f \#7 \{g\} h1. i
    j
    \- k
    1. l
    &#92;m \| n

    {quote}
    <b>a</b> \*b\* \_c\_ \[d\](https://e.example) \@f \#7 \{g\} h1. i
    j
    \- k
    1. l
    &#92;m \| n
    {quote}

    *<b>a</b> \*b\* \_c\_ \[d\](https://e.example) \@f \#7 \{g\} h1. i
    j
    \- k
    1. l
    &#92;m \| n*
    <b>a</b> \*b\* \_c\_ \[d\](https://e.example) \@f \#7 \{g\} h1. i
    j
    \- k
    1. l
    &#92;m \| n
    "#);
    assert_snapshot!(plain::written(&blocks), @r#"
    <b>a</b> *b* _c_ [d](https://e.example) @f #7 {g} h1. i
        j
    - k
    1. l
    \m | n

    > <b>a</b> *b* _c_ [d](https://e.example) @f #7 {g} h1. i
    >     j
    > - k
    > 1. l
    > \m | n

    <b>a</b> *b* _c_ [d](https://e.example) @f #7 {g} h1. i
        j
    - k
    1. l
    \m | n
      <b>a</b> *b* _c_ [d](https://e.example) @f #7 {g} h1. i
          j
      - k
      1. l
      \m | n
    "#);
}

#[test]
fn what_is_too_long_is_cut_between_letters() {
    assert_eq!(cut("éàü".into(), 2), "éà…");
    assert_eq!(cut("éàü".into(), 3), "éàü");
}
