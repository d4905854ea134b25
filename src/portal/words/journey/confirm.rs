//! Words about confirming an address.

use super::track::{CHANGED_MEANWHILE, UNKNOWN_TICKET_LEAD, why_not_shown};
use crate::journey::Failure;

pub(crate) const CONFIRM_ADDRESS: &str = "Confirm your email address";
pub(crate) const CONFIRM_LEAD: &str = "We have your ticket, and keep it. Confirm your address, so that nobody can write in your name and our answers reach you. Until then nobody at the service desk sees it.";
pub(crate) const CODE_FROM_THE_MAIL: &str = "Code from the email";
pub(crate) const CODE_HINT: &str = "8 letters and digits, such as 7F3K-9QXM";
pub(crate) const CONFIRM: &str = "Confirm";
pub(crate) const CODE_MISSHAPEN: &str = "The code has 8 letters and digits, such as 7F3K-9QXM. Copy it from the email";
pub(crate) const CODE_WRONG: &str =
    "This is not the code of this ticket, or it works no more. Take it from the latest email, or have one sent again";
pub(crate) const NO_MAIL: &str = "No email from us? Look among the unwanted ones, too.";
pub(crate) const SEND_IT_AGAIN: &str = "Send it again";
pub(crate) const ADDRESS_IS_WRONG: &str = "The address is wrong";
pub(crate) const RIGHT_ADDRESS: &str = "Your right email address";
pub(crate) const SEND_TO_THIS: &str = "Correct it and send the email there";
pub(crate) const CORRECT_ONCE: &str = "You can correct it once. Codes in earlier emails then work no more.";
pub(crate) const SENT_AGAIN: &str = "The email is on its way once more.";
pub(crate) const ADDRESS_CONFIRMED: &str = "Your address is confirmed";
pub(crate) const ADDRESS_CONFIRMED_LEAD: &str = "The service desk sees your ticket from now on.";
pub(crate) const CONFIRM_LINK_YES: &str = "Yes, I sent it: confirm";
pub(crate) const SHOW_THE_TICKET: &str = "Show the ticket";
pub(crate) const LINK_WORKS_NO_MORE: &str = "This link works no more";
/// What whoever opens the link of a mail says by pressing the button: words before and after the ticket's reference.
pub(crate) const CONFIRM_LINK_LEAD: [&str; 2] = [
    "Somebody sent the ticket ",
    " with your email address. Was it you? If not, close this page: nobody reads the ticket then, and it is removed.",
];
/// What whoever has pressed it needs to know.
pub(crate) const CONFIRMED_BY_LINK: [&str; 2] = [
    "The service desk sees the ticket ",
    " from now on. It opens on the device that you sent it from, or with its private link.",
];
/// What helps where neither the link nor the device opens anything.
pub(crate) const DEAD_LINK: [&str; 2] = [
    "If there is a newer email about ",
    ", open the link in that one. If there is none, open the ticket on the device that you sent it from, under “My tickets”: it says how it stands, and can send another email. What nobody confirms for 7 days is removed; then send it again.",
];
pub(crate) const DEAD_LINK_HERE: &str = "A newer email may have taken its place. Your ticket says how it stands and, while it waits for you, sends another one.";
pub(crate) const OR_ELSE: &str = "Otherwise we remove the ticket, unread, on";
pub(crate) const TO_BE_CONFIRMED: &str = "Confirm your address";
pub(crate) const CONFIRM_FIRST: &str =
    "We sent you an email. Confirm your address with it, or we may not write to you.";

/// Where the mail went. No line ends between the dots and what follows them.
pub(crate) fn mail_sent_to(address: &str) -> String {
    let address = address.replace('…', "…\u{2060}");
    format!("We sent an email to {address}. Open the link in it, on any device, or type the code here.")
}

/// Why a code did not confirm.
pub(crate) fn why_not_confirmed(failure: &Failure) -> String {
    match failure {
        Failure::Unknown => CODE_WRONG.to_owned(),
        Failure::Busy(wait) => format!("Too many codes were tried. You can go on {}", when(*wait)),
        other => why_not_shown(other),
    }
}

/// Why no other mail was sent.
pub(crate) fn why_not_asked(failure: &Failure) -> String {
    match failure {
        Failure::Busy(wait) => format!("An email went out not long ago. You can have another one {}.", when(*wait)),
        Failure::Earlier(_) => CHANGED_MEANWHILE.to_owned(),
        Failure::Unknown => UNKNOWN_TICKET_LEAD.to_owned(),
        other => why_not_shown(other),
    }
}

fn when(seconds: Option<u32>) -> String {
    match seconds {
        None => "in a few minutes".to_owned(),
        Some(seconds) if seconds < 90 => format!("in {} seconds", seconds.max(1)),
        Some(seconds) => format!("in {} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_helps_is_told_with_every_refusal() {
        assert_eq!(why_not_confirmed(&Failure::Unknown), CODE_WRONG);
        assert_eq!(
            why_not_confirmed(&Failure::Busy(Some(600))),
            "Too many codes were tried. You can go on in 10 minutes"
        );
        assert_eq!(
            why_not_asked(&Failure::Busy(Some(45))),
            "An email went out not long ago. You can have another one in 45 seconds."
        );
        assert_eq!(why_not_asked(&Failure::Offline), "Your device is offline.");
        assert_eq!(why_not_asked(&Failure::Earlier(None)), CHANGED_MEANWHILE, "confirmed or corrected elsewhere");
    }
}
