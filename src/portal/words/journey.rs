//! Words of guides, forms and tickets.

use content::ticket::{Entry, EntryKind, LARGEST_FILES, MOST_FILES, State, Ticket, Who};
use content::{Priority, secret};

use search::message::Kind;

use crate::date::{full_words, minutes_ahead, near_words};
use crate::journey::{Failure, Promised, Room};

pub(crate) use super::{
    MY_TICKETS, NO, PRIORITY, RAISE_A_TICKET, RELATED as READ_NEXT, TALK_TO_A_PERSON, TRY_AGAIN, YES,
};

// Anywhere.
pub(crate) const COPIED: &str = "Copied.";
pub(crate) const COPY_BY_HAND: &str = "Your browser does not let us copy. Select the text below and copy it.";
pub(crate) const TEXT_TO_COPY: &str = "Text to copy";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const REACH_US_ANOTHER_WAY: &str = "Reach us another way";

// Guides.
pub(crate) const CHANGE: &str = "Change";
pub(crate) const BACK: &str = "Back";
pub(crate) const START_AGAIN: &str = "Start again";
pub(crate) const GUIDE_WAYS: &str = "Ways out of this guide";
pub(crate) const RATHER_A_PERSON: &str = "Would you rather not go on alone?";
pub(crate) const OR: &str = "or";
pub(crate) const SEND_A_TICKET: &str = "send a ticket";
pub(crate) const ANSWERS_DROPPED: &str =
    "This guide has changed since the link was made. We kept the answers that still fit; please go on from here.";
pub(crate) const GO_ON_IN_GUIDE: &str = "Another guide takes it from here";
pub(crate) const START_GUIDE: &str = "Go on";
pub(crate) const THIS_ARTICLE_HELPS: &str = "This article shows what to do";
pub(crate) const READ_ARTICLE: &str = "Read the article";
pub(crate) const A_PERSON_TAKES_OVER: &str = "A person takes it from here";
pub(crate) const FILL_IN_FORM: &str = "Fill in the form";
pub(crate) const ANSWERS_GO_ALONG: &str =
    "Your answers go along, so nobody has to ask again. You can take them off before you send.";
pub(crate) const PLEASE_CALL: &str = "Please call us";
pub(crate) const CALL_NOW: &str = "Call now";
pub(crate) const PLEASE_WRITE: &str = "Please write to us";
pub(crate) const WRITE_NOW: &str = "Write an email";
pub(crate) const GO_ON_ELSEWHERE: &str = "It goes on elsewhere";
pub(crate) const OPEN_PAGE: &str = "Open the page";
pub(crate) const SOLVED: &str = "Solved";
pub(crate) const SOLVED_THANKS: &str = "Good to hear. Thank you for trying it yourself first.";
pub(crate) const WAS_IT_HELPFUL: &str = "Was this guide helpful?";
pub(crate) const GLAD_IT_HELPED: &str = "Glad it helped.";
pub(crate) const SORRY_IT_DID_NOT: &str = "Sorry. What was missing?";
pub(crate) const TELL_A_PERSON: &str = "Tell a person";
pub(crate) const BACK_TO_HOME: &str = "Back to the start page";

/// Where the reader is in a guide.
pub(crate) fn progress(step: usize, more: usize) -> String {
    match more {
        0 => format!("Step {step}, the last one"),
        more => format!("Step {step}, at most {more} more"),
    }
}

/// The answers so far, behind a heading that says how many there are.
pub(crate) fn answers_so_far(count: usize) -> String {
    format!("Your answers so far ({count})")
}

/// What a screen reader says for a link that changes an answer.
pub(crate) fn change_answer_to(question: &str) -> String {
    format!("Change the answer to: {question}")
}

// Forms.
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
pub(crate) const SEND: &str = "Send ticket";
pub(crate) const SENDING: &str = "Sending …";
pub(crate) const SEND_PROMISE: &str =
    "Until you press Send, everything stays on this device. Afterwards you get a reference and a private link.";
pub(crate) const SEND_PROMISE_UNKEPT: &str = "Until you press Send, everything stays on this page, and only there: your browser keeps nothing. Afterwards you get a reference and a private link.";
pub(crate) const KEPT_WHAT_YOU_TYPED: &str = "We kept what you typed.";
pub(crate) const DISCARD: &str = "Discard";
pub(crate) const DISCARDED: &str = "Discarded.";
pub(crate) const BRING_IT_BACK: &str = "Bring it back";
pub(crate) const NOTHING_KEPT: &str = "Your browser keeps nothing for us. If you close or reload this page before you send the ticket, what you typed is lost.";
pub(crate) const DRAFT_ELSEWHERE: &str = "This ticket was taken over or discarded in another tab. If you change anything here, this becomes a ticket of its own.";
pub(crate) const NOT_SENT: &str = "Your ticket was not sent";
pub(crate) const NOTHING_LOST: &str = "Nothing is lost: everything you typed is still here and kept on this device.";
pub(crate) const STILL_HERE: &str = "Everything you typed is still here, but your browser does not keep it. Copy it before you close or reload this page.";
pub(crate) const QR_CODE: &str = "QR code";
pub(crate) const TOO_LONG_FOR_A_CODE: &str = "This is too long for a QR code. Copy it instead.";
pub(crate) const OPEN_ON_ANOTHER_DEVICE: &str = "Open it on another device: show a QR code";
pub(crate) const CARRY_ON_ELSEWHERE: &str = "Carry it to another device: show what I wrote as a QR code";
pub(crate) const WRITE_AN_EMAIL_WITH_ALL: &str = "Write an email with all of it";
pub(crate) const COPY_WHAT_I_WROTE: &str = "Copy what I wrote";
pub(crate) const REACH_US_WITH_TEXT: &str = "Copy what you wrote and bring it with you:";

/// A draft other than the one in the form.
pub(crate) fn other_draft(summary: &str) -> String {
    match summary.trim() {
        "" => "You have another ticket here that was not sent.".to_owned(),
        summary => format!("You have another ticket here that was not sent: “{summary}”."),
    }
}

/// How many files a field takes.
pub(crate) fn upload_limits() -> String {
    format!("Up to {MOST_FILES} files, together smaller than {} MB.", LARGEST_FILES / (1024 * 1024))
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

/// What a screen reader says for the button that takes a file off.
pub(crate) fn take_off(file: &str) -> String {
    format!("Remove {file}")
}

/// Why a ticket was not sent, and what helps.
pub(crate) fn why_not_sent(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "Your device is offline. Connect to a network, then try again.".to_owned(),
        Failure::Online => "Your device is online again. The ticket has not been sent yet: try again now.".to_owned(),
        Failure::Unreachable => "The service desk cannot be reached at the moment.".to_owned(),
        Failure::Slow => {
            "The service desk took too long to answer. Try again: if the ticket has arrived after all, it is not stored twice."
                .to_owned()
        }
        Failure::Busy(wait) => busy(*wait),
        Failure::Earlier(reference) => earlier(reference.as_deref()),
        Failure::TooLarge => "The ticket is too large. Shorten the text or remove a file, then send it again.".to_owned(),
        Failure::Invalid(_) => "Some answers need another look.".to_owned(),
        Failure::Unknown | Failure::Broken(_) => {
            "The service desk has a problem and could not take the ticket. Try again in a few minutes.".to_owned()
        }
    }
}

fn busy(wait: Option<u32>) -> String {
    let when = match wait {
        None => "in a few minutes".to_owned(),
        Some(seconds) if seconds < 90 => format!("in {} seconds", seconds.max(1)),
        Some(seconds) => format!("in {} minutes", seconds.div_ceil(60)),
    };
    format!("Too many tickets came in at once. Try again {when}.")
}

fn earlier(reference: Option<&str>) -> String {
    let again = "Try again only if this one should be a new ticket beside it.";
    match reference {
        Some(reference) => {
            format!("An earlier version of this ticket has reached us: it is {reference}, under My tickets. {again}")
        }
        None => format!("An earlier version of this ticket has reached us. {again}"),
    }
}

// The status of a ticket.
pub(crate) const TRACK_NEEDS_JS: &str =
    "To show a ticket, this page needs JavaScript: the key to your ticket never leaves your browser's address bar.";
pub(crate) const NO_LINK: &str = "Open a ticket with its private link";
pub(crate) const NO_LINK_LEAD: &str = "Each ticket has a private link, which you got when you sent it. Tickets sent from this device are under My tickets.";
pub(crate) const TORN_LINK: &str = "This link is not complete";
pub(crate) const TORN_LINK_LEAD: &str = "Copy the whole private link, with everything after the # sign. Tickets sent from this device are under My tickets.";
pub(crate) const NO_KEY: &str = "The key to this ticket is missing";
pub(crate) const UNKNOWN_TICKET: &str = "We do not know this ticket";
pub(crate) const UNKNOWN_TICKET_LEAD: &str = "Either there is no ticket with this reference, or the link is not the right one for it. Check that you copied all of it.";
pub(crate) const ASKING_THE_DESK: &str = "Asking the service desk …";
pub(crate) const DESK_DOWN: &str = "We cannot show your ticket right now";
pub(crate) const TICKET_IS_SAFE: &str = "Your ticket is not affected. This page tries again by itself.";
pub(crate) const SAFELY_WITH_US: &str = "Your ticket is safely with us";
pub(crate) const SAFELY_WITH_US_LEAD: &str = "Here is how it stands. Keep the private link below to come back to it.";
pub(crate) const SENT_ON: &str = "Sent";
pub(crate) const LAST_CHANGE: &str = "Last change";
pub(crate) const TEAM: &str = "Team";
pub(crate) const STATION_PASSED: &str = "(done)";
pub(crate) const STATION_HERE: &str = "(now)";
pub(crate) const STATION_TO_COME: &str = "(to come)";
pub(crate) const PRIVATE_LINK: &str = "Your private link";
pub(crate) const PRIVATE_LINK_LEAD: &str = "This page's address is the key to your ticket. Whoever has it can read the ticket, so share it only with people you trust.";
pub(crate) const COPY_PRIVATE_LINK: &str = "Copy the private link";
pub(crate) const KEPT_ON_DEVICE: &str = "This device remembers the ticket, too:";
pub(crate) const KEEP_ON_DEVICE: &str = "Remember this ticket on this device";
pub(crate) const NOT_ON_DEVICE: &str = "Your browser keeps nothing, so this device will not remember the ticket. Copy the private link now and keep it in a safe place.";
pub(crate) const WHAT_HAPPENED: &str = "What happened so far";
pub(crate) const TALK_TO_US: &str = "Talk to us about this ticket";
pub(crate) const YOUR_REPLY: &str = "Your reply";
pub(crate) const WHAT_IS_STILL_WRONG: &str = "What is still wrong?";
pub(crate) const SEND_REPLY: &str = "Send reply";
pub(crate) const IT_IS_SOLVED: &str = "It is solved";
pub(crate) const IT_IS_NOT_SOLVED: &str = "It is not solved";
pub(crate) const HOW_WAS_IT: &str = "How was it?";
pub(crate) const ANYTHING_ELSE: &str = "Anything else you want to say";
pub(crate) const SEND_RATING: &str = "Send";
pub(crate) const END_THE_LINK: &str = "End this private link";
pub(crate) const END_THE_LINK_LEAD: &str = "For a lost phone, or a link that went to the wrong person: from then on nobody can open the ticket with it, nor can you. We go on working on it.";
pub(crate) const END_IT_NOW: &str = "End it now";
pub(crate) const WHAT_YOU_SENT: &str = "What you sent";
pub(crate) const WHAT_WENT_ALONG: &str = "What went along";

/// A reference alone opens nothing.
pub(crate) fn no_key(reference: &str) -> String {
    format!(
        "{reference} is only the reference of a ticket. To open it here, use the whole private link, with everything after the dot. If you have lost it, contact us and name the reference."
    )
}

/// Entries of a timeline that are not shown.
pub(crate) fn earlier_entries(count: usize) -> String {
    if count == 1 {
        "1 earlier entry is not shown.".to_owned()
    } else {
        format!("{count} earlier entries are not shown.")
    }
}

/// What happened, in a sentence.
pub(crate) fn entry(entry: &Entry) -> String {
    let who = match (entry.who, &entry.name) {
        (Who::Reader, _) => "You",
        (Who::Desk, Some(name)) => name.as_str(),
        (Who::Desk, None) => "The service desk",
        (Who::System, _) => "The system",
    };
    let what = match entry.kind {
        EntryKind::Created => "sent the ticket".to_owned(),
        EntryKind::Reply => "wrote".to_owned(),
        EntryKind::State => "changed the state".to_owned(),
        EntryKind::Solved => "said that it is solved".to_owned(),
        EntryKind::Reopened => "said that it is not solved".to_owned(),
        EntryKind::Rated => match entry.stars {
            Some(stars) => format!("said how it was: {}", self::stars(stars)),
            None => "said how it was".to_owned(),
        },
        EntryKind::Revoked => "ended the private link".to_owned(),
    };
    match entry.state.filter(|_| entry.kind != EntryKind::Created) {
        Some(now) => format!("{who} {what}. Now: {}.", state(now)),
        None => format!("{who} {what}."),
    }
}

/// So many stars of five.
pub(crate) fn stars(stars: u8) -> &'static str {
    match stars {
        1 => "1 of 5: very bad",
        2 => "2 of 5: bad",
        3 => "3 of 5: so-so",
        4 => "4 of 5: good",
        _ => "5 of 5: very good",
    }
}

/// Why something about a ticket was not done.
pub(crate) fn why_not_done(failure: &Failure) -> String {
    match failure {
        Failure::Earlier(_) => "Something else happened to the ticket meanwhile. Look at how it stands now.".to_owned(),
        Failure::Invalid(errors) => errors.first().map(|error| error.message.clone()).unwrap_or_default(),
        Failure::Unknown => UNKNOWN_TICKET_LEAD.to_owned(),
        _ => format!("{} What you wrote is still here.", why_not_sent(failure)),
    }
}

/// How a ticket stands, in a word or two.
pub(crate) fn state(state: State) -> &'static str {
    match state {
        State::New => "Received",
        State::InProgress => "Being worked on",
        State::WaitingForReader => "Waiting for you",
        State::Solved => "Solved",
        State::Closed => "Closed",
    }
}

/// What that means for the reader.
pub(crate) fn state_meaning(state: State) -> &'static str {
    match state {
        State::New => "We have it. Somebody will look at it soon.",
        State::InProgress => "Somebody is working on it.",
        State::WaitingForReader => "We need something from you. Please look for a message from us.",
        State::Solved => "We think it is solved. If it is not, tell us and we go on.",
        State::Closed => "This ticket is closed.",
    }
}

/// How a ticket stands, as a screen reader says it.
pub(crate) fn standing(ticket: &Ticket) -> String {
    format!("{}: {}. {}", ticket.reference, state(ticket.state), state_meaning(ticket.state))
}

/// A name of the state for the style sheet.
pub(crate) fn state_id(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::InProgress => "in-progress",
        State::WaitingForReader => "waiting",
        State::Solved => "solved",
        State::Closed => "closed",
    }
}

/// What is promised for a ticket that is sent now; `now` is in milliseconds since 1970.
pub(crate) fn promise_now(priority: &Priority, promised: Option<&Promised>, now: i64) -> String {
    let Some(Promised { respond_by, resolve_by }) = promised else { return promise(priority) };
    let said = |moment: i64| near_words(moment, now, minutes_ahead(moment));
    format!(
        "Sent now, you get a first answer by {}, and we aim to solve it by {}.",
        said(*respond_by),
        said(*resolve_by)
    )
}

/// What was promised for a ticket.
pub(crate) fn promise_then(priority: &Priority, promised: Option<&Promised>) -> String {
    let Some(Promised { respond_by, resolve_by }) = promised else { return promise(priority) };
    let said = |moment: i64| full_words(moment, minutes_ahead(moment));
    format!("First answer by {}. Solved, if all goes well, by {}.", said(*respond_by), said(*resolve_by))
}

/// What is promised for a priority, where service hours are told in words only.
fn promise(priority: &Priority) -> String {
    let said = |minutes| super::duration(minutes, priority.day_minutes);
    let (respond, resolve) = (said(priority.respond_minutes), said(priority.resolve_minutes));
    format!("We answer within {respond} and aim to solve it within {resolve}, counted in service hours.")
}

/// Why a ticket cannot be shown.
pub(crate) fn why_not_shown(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "Your device is offline.".to_owned(),
        Failure::Slow => "The service desk takes too long to answer.".to_owned(),
        Failure::Busy(_) => "The service desk is very busy.".to_owned(),
        _ => "The service desk cannot be reached at the moment.".to_owned(),
    }
}

/// What is shown may be old.
pub(crate) fn stale(failure: &Failure) -> String {
    format!("{} What you see is the last we know.", why_not_shown(failure))
}

// The tickets on the device.
pub(crate) const MY_TICKETS_LEAD: &str =
    "Tickets sent from this device. The list is kept in this browser and nowhere else.";
pub(crate) const MY_TICKETS_NEED_JS: &str = "To show your tickets, this page needs JavaScript.";
pub(crate) const MY_TICKETS_UNKEPT: &str = "Your browser keeps nothing for us: this list ends when you close or reload the page. Keep the private link of each ticket you send.";
pub(crate) const NO_TICKETS_UNKEPT: &str = "A ticket you have sent opens with its private link.";
pub(crate) const NO_TICKETS: &str = "No tickets yet";
pub(crate) const NO_TICKETS_LEAD: &str =
    "Tickets you send from this device appear here. One sent from elsewhere opens with its private link.";
pub(crate) const FIND_AN_ANSWER: &str = "Find an answer";
pub(crate) const FORGET: &str = "Forget";

/// A ticket has been taken off the list.
pub(crate) fn forgotten(reference: &str) -> String {
    format!("This device has forgotten {reference}. The ticket itself is still with us.")
}

/// What a screen reader says for the button that takes a ticket off the list.
pub(crate) fn forget_ticket(reference: &str) -> String {
    format!("Forget ticket {reference} on this device")
}
