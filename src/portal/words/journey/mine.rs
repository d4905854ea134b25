//! Words of the tickets on the device.

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
