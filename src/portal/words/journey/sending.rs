//! Words about a ticket that could not be sent.

use crate::journey::Failure;

pub(crate) const NOT_SENT: &str = "Your ticket was not sent";
pub(crate) const NOTHING_LOST: &str = "Nothing is lost: everything you typed is still here and kept on this device.";
pub(crate) const STILL_HERE: &str = "Everything you typed is still here, but your browser does not keep it. Copy it before you close or reload this page.";
pub(crate) const OPEN_ON_ANOTHER_DEVICE: &str = "Open it on another device: show a QR code";
pub(crate) const CARRY_ON_ELSEWHERE: &str = "Carry it to another device: show what I wrote as a QR code";
pub(crate) const WRITE_AN_EMAIL_WITH_ALL: &str = "Write an email with all of it";
pub(crate) const COPY_WHAT_I_WROTE: &str = "Copy what I wrote";
pub(crate) const REACH_US_WITH_TEXT: &str = "Copy what you wrote and bring it with you:";

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
