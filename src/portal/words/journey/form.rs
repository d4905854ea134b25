//! Words of forms.

use content::file::{FileLimits, MEGABYTE};
use content::{Verify, secret};
use search::message::Kind;

use crate::journey::Room;

pub(crate) const DO_IT_YOURSELF: &str = "You may be able to do this yourself, right now:";
pub(crate) const CATALOGUE_LEAD: &str = "Choose what fits best. We read every ticket ourselves.";
pub(crate) const NO_FORMS: &str = "This portal takes no tickets. Please reach us directly.";
pub(crate) const SEE_MY_TICKETS: &str = "See the tickets you have sent";
pub(crate) const SENDING_NEEDS_JS: &str = "Sending needs JavaScript";
pub(crate) const SENDING_NEEDS_JS_LEAD: &str =
    "Your browser runs no JavaScript here, so this form cannot be filled in and sent. Please reach us another way:";
pub(crate) const WHAT_WE_ASK: &str = "These are the questions we ask. It helps to have the answers at hand:";
pub(crate) const OPTIONAL: &str = " (optional)";
pub(crate) const PLEASE_PICK: &str = "Please choose";
pub(crate) const NOT_SURE: &str = "Not sure, or none of these";
pub(crate) const SECRET_FOUND: &str = "This looks like a secret";
pub(crate) const SECRET_TAKEN_OUT: &str = "We take it out before the ticket is sent. We never need it to help you.";
pub(crate) const SECRET_SENT: &str = "It is sent as you wrote it. Whoever reads the ticket can read it.";
pub(crate) const SEND_AS_WRITTEN: &str = "It is no secret: send it as I wrote it";
pub(crate) const THIS_MAY_HELP: &str = "This may help right now";
pub(crate) const THIS_MAY_HELP_LEAD: &str = "Found by what you have written so far. None of it has left this device.";
pub(crate) const READ_IT_HERE: &str = "Read it here";
pub(crate) const THIS_SOLVED_IT: &str = "This solved it";
pub(crate) const NOT_THIS: &str = "Not this";
pub(crate) const WHERE_TO_TELL_YOU: &str = "Your email";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const FOLLOWED: &str = "You follow this now";
pub(crate) const DRAFT_SOLVED: &str = "Good to hear that it works";
pub(crate) const DRAFT_SOLVED_LEAD: &str = "Thank you for looking before you sent a ticket. Nothing was sent.";
pub(crate) const WRITE_A_TICKET_AFTER_ALL: &str = "Write a ticket after all";
pub(crate) const HELP_WITH_THIS: &str = "Help with this question";
pub(crate) const NOT_KEPT: &str =
    "We keep this neither on your device nor in a copy: after a reload you have to enter it again.";
pub(crate) const LEFT_OUT: &str = "(left out: sensitive)";
pub(crate) const ERROR: &str = "Error:";
pub(crate) const THERE_IS_A_PROBLEM: &str = "There is a problem";
pub(crate) const TAKE_OFF: &str = "Remove";
pub(crate) const REMEMBER_ME: &str = "Remember my name and email on this device";
pub(crate) const WHAT_WE_ATTACH: &str = "What we attach";
pub(crate) const WHAT_WE_ATTACH_LEAD: &str =
    "It saves you explaining. It goes with the ticket and nowhere else; untick what you would rather keep to yourself.";
pub(crate) const THE_PAGE_YOU_CAME_FROM: &str = "The page you came from";
pub(crate) const YOUR_ANSWERS_IN_THE_GUIDE: &str = "Your answers in the guide";
pub(crate) const YOU_SEARCHED_FOR: &str = "You searched for";
pub(crate) const LEAVE_EMPTY: &str = "Leave this empty";
pub(crate) const NEVER_A_PASSWORD: &str = "Never give a password or code to anyone, us included.";
pub(crate) const SEND: &str = "Send ticket";
pub(crate) const SENDING: &str = "Sending …";
pub(crate) const KEPT_WHAT_YOU_TYPED: &str = "We kept what you typed.";
pub(crate) const DISCARD: &str = "Discard";
pub(crate) const DISCARD_WHAT_YOU_TYPED: &str = "Discard what you typed?";
pub(crate) const DISCARDED: &str = "Discarded.";
pub(crate) const BRING_IT_BACK: &str = "Bring it back";
pub(crate) const NOTHING_KEPT: &str = "Your browser keeps nothing for us. If you close or reload this page before you send the ticket, what you typed is lost.";
pub(crate) const DRAFT_ELSEWHERE: &str = "This ticket was taken over or discarded in another tab. If you change anything here, this becomes a ticket of its own.";

/// What becomes of what is typed, next to the button that sends it: a ticket, or the wish to be told about a notice.
pub(crate) fn send_promise(follows: bool, keeps: bool) -> String {
    let press = if follows { "you press the button" } else { "you press Send" };
    let place = if keeps { "on this device" } else { "on this page, and only there: your browser keeps nothing" };
    format!("Until {press}, everything stays {place}. Afterwards you get a reference and a private link.")
}

/// What is done before anything is changed.
pub(crate) fn verify(verify: Verify) -> &'static str {
    match verify {
        Verify::Callback => "Before we change anything we call you back on the number we have on file.",
    }
}

/// A reader is told about a notice from now on.
pub(crate) fn followed(reference: &str) -> String {
    format!(
        "Your reference is {reference}. As soon as there is news, you find it there. The ticket you were writing was not sent."
    )
}

/// A draft other than the one in the form.
pub(crate) fn other_draft(summary: &str) -> String {
    match summary.trim() {
        "" => "You have another ticket here that was not sent.".to_owned(),
        summary => format!("You have another ticket here that was not sent: “{summary}”."),
    }
}

/// How many files a field takes, how large and of which kinds.
pub(crate) fn upload_limits(limits: &FileLimits) -> String {
    let (each, together) = (limits.largest / MEGABYTE, limits.together / MEGABYTE);
    let kinds = limits.kinds();
    match limits.most {
        1 => format!("One file of up to {each} MB: {kinds}."),
        most => format!("Up to {most} files of {each} MB each, {together} MB together: {kinds}."),
    }
}

/// The room left in a field for text.
pub(crate) fn room(room: Room) -> String {
    match room {
        Room::Left(1) => "Room for 1 more character".to_owned(),
        Room::Left(0) => "No room left".to_owned(),
        Room::Left(count) => format!("Room for {count} more characters"),
        Room::Over(1) => "1 character too many".to_owned(),
        Room::Over(count) => format!("{count} characters too many"),
    }
}

/// What a likely secret seems to be.
pub(crate) fn secret(kind: &secret::Kind) -> String {
    match kind {
        secret::Kind::Password => "A password".to_owned(),
        secret::Kind::PrivateKey => "A private key".to_owned(),
        secret::Kind::Token => "An access key".to_owned(),
        secret::Kind::RecoveryKey => "A recovery key".to_owned(),
        secret::Kind::Card => "A card number".to_owned(),
        secret::Kind::Identity(name) => name.clone(),
    }
}

/// How many pages are offered for what the reader writes.
pub(crate) fn offered(count: usize) -> String {
    match count {
        1 => "1 page may help right now, below what you wrote.".to_owned(),
        count => format!("{count} pages may help right now, below what you wrote."),
    }
}

/// What a page is that is offered, and its icon.
pub(crate) fn offered_kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Notice => ("We know about this", "triangle-alert"),
        Kind::Guide => ("Step by step", "signpost"),
        Kind::Article | Kind::Form => ("Article", "file-text"),
    }
}

/// A name of the kind for the style sheet.
pub(crate) fn offered_id(kind: Kind) -> Option<&'static str> {
    (kind == Kind::Notice).then_some("notice")
}

/// An article that goes along with a ticket, by what the reader said of it.
pub(crate) fn article_read(solved: Option<bool>) -> &'static str {
    match solved {
        None => "An article you read",
        Some(true) => "An article that helped",
        Some(false) => "An article that did not help",
    }
}

/// What a fact about the device is called.
pub(crate) fn fact(name: &str) -> &'static str {
    match name {
        "browser" => "Browser",
        "system" => "System",
        "screen" => "Screen",
        "time-zone" => "Time zone",
        _ => "Language",
    }
}
