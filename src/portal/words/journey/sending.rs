//! Words about a ticket that could not be sent.

use crate::journey::Failure;

pub(crate) const NOTHING_LOST: &str = "Nothing is lost: everything you typed is still here and kept on this device.";
pub(crate) const STILL_HERE: &str = "Everything you typed is still here, but your browser does not keep it. Copy it before you close or reload this page.";
pub(crate) const OPEN_ON_ANOTHER_DEVICE: &str = "Open it on another device: show a QR code";
pub(crate) const CARRY_ON_ELSEWHERE: &str = "Carry it to another device: show what I wrote as a QR code";
pub(crate) const WRITE_AN_EMAIL_WITH_ALL: &str = "Write an email with all of it";
pub(crate) const COPY_WHAT_I_WROTE: &str = "Copy what I wrote";
pub(crate) const REACH_US_WITH_TEXT: &str = "Copy what you wrote and bring it with you:";

pub(crate) const GOES_BY_ITSELF: &str = "It is kept on this device and goes by itself as soon as it can: now, or on your next visit to this portal. You need not keep this page open.";
pub(crate) const GOES_WHILE_OPEN: &str =
    "It goes by itself as soon as it can, but your browser keeps nothing for us: keep this page open until it is sent.";
pub(crate) const GOES_WHILE_OPEN_IN_CONFIDENCE: &str = "It goes by itself as soon as it can. It says something in confidence, which we do not keep on your device: keep this page open until it is sent.";
pub(crate) const WAITS_FOR_YOU: &str =
    "It is kept on this device, but it cannot go as it is. Change it, then send it again.";
pub(crate) const PROVING: &str = "Your browser is working something out that keeps machines from flooding the service desk. This takes up to a minute, then the ticket is sent.";
pub(crate) const CHANGE_IT: &str = "Change it";
pub(crate) const DISCARD_TICKET: &str = "Discard this ticket? It has not been sent.";
pub(crate) const DISCARD_REQUEST: &str = "Discard this request? It has not been sent.";
pub(crate) const DISCARD_FOR_GOOD: &str = "Yes, discard it";
pub(crate) const KEEP_IT: &str = "Keep it";
pub(crate) const MEANWHILE: &str = "If it cannot wait";
pub(crate) const SEE_WAITING: &str = "See it";
pub(crate) const SEE_IT: &str = "See how it stands";
pub(crate) const WAITING_TO_BE_SENT: &str = "Waiting to be sent";

/// What the card of a ticket is called that has not arrived yet; `follows` for the wish to be told about a notice.
pub(crate) fn waiting_heading(why: Option<&Failure>, follows: bool) -> &'static str {
    match (why, follows) {
        (None, false) => "Your ticket is on its way",
        (None, true) => "Your request is on its way",
        (Some(why), false) if why.passes() => "Your ticket is waiting to be sent",
        (Some(why), true) if why.passes() => "Your request is waiting to be sent",
        (Some(_), follows) => not_sent(follows),
    }
}

/// What the card is called of what was not taken as it is.
pub(crate) fn not_sent(follows: bool) -> &'static str {
    if follows { "Your request was not sent" } else { "Your ticket was not sent" }
}

/// How many tickets wait on the device, and how many of them need the reader.
pub(crate) fn waiting(all: usize, stuck: usize) -> String {
    let tickets = |count| if count == 1 { "1 ticket".to_owned() } else { format!("{count} tickets") };
    match (all - stuck, stuck) {
        (0, stuck) => format!("{} could not be sent and needs another look.", tickets(stuck)),
        (1, _) => "1 ticket is waiting to be sent.".to_owned(),
        (waiting, _) => format!("{} are waiting to be sent.", tickets(waiting)),
    }
}

/// A ticket that waited has been sent.
pub(crate) fn sent_by_itself(reference: &str) -> String {
    format!("The ticket that was waiting has been sent: {reference}.")
}

/// Why a ticket was not sent, and what helps.
pub(crate) fn why_not_sent(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "Your device is offline.".to_owned(),
        Failure::Unreachable => "The service desk cannot be reached at the moment.".to_owned(),
        Failure::Slow => {
            "The service desk took too long to answer. If the ticket has arrived after all, it is not stored twice."
                .to_owned()
        }
        Failure::Busy(wait) => busy(*wait),
        Failure::Unproven => {
            "Many tickets are coming in at once, and the service desk could not take this one yet.".to_owned()
        }
        Failure::Elsewhere => "This ticket was sent or taken back in another tab.".to_owned(),
        Failure::Earlier(reference) => earlier(reference.as_deref()),
        Failure::TooLarge => {
            "The ticket is too large. Shorten the text or remove a file, then send it again.".to_owned()
        }
        Failure::MissingFiles => "The files have to be sent again.".to_owned(),
        Failure::LostFile(name) => super::file_lost(name) + ".",
        Failure::Refused(why) => why.clone(),
        Failure::Invalid(_) => "Some answers need another look.".to_owned(),
        Failure::Unknown | Failure::Gone | Failure::Broken(_) => {
            "The service desk has a problem and could not take the ticket.".to_owned()
        }
    }
}

fn busy(wait: Option<u32>) -> String {
    let when = match wait {
        None => "in a few minutes".to_owned(),
        Some(seconds) if seconds < 90 => format!("in {} seconds", seconds.max(1)),
        Some(seconds) => format!("in {} minutes", seconds.div_ceil(60)),
    };
    format!("Too many tickets came in at once. There is room again {when}.")
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
