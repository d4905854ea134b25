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
pub(crate) const UNREAD: &str = "(something is new)";
pub(crate) const SEARCH_YOUR_TICKETS: &str = "Search your tickets";
pub(crate) const STATE: &str = "State";
pub(crate) const ALL_TICKETS: &str = "All";
pub(crate) const NO_TICKET_FITS: &str = "No ticket fits";
pub(crate) const NO_TICKET_FITS_LEAD: &str =
    "Words are looked for in the subject and the reference of each ticket on this device.";
pub(crate) const SHOW_ALL_TICKETS: &str = "Show all tickets";
pub(crate) const EXPORT: &str = "Export this list";
pub(crate) const EXPORT_LEAD: &str = "You get a file with the private link of each ticket, to open your tickets on another device. Whoever has the file can read all of them: keep it as safe as a password.";
pub(crate) const LIST_SAVED: &str = "The file is among your downloads.";
pub(crate) const LIST_NOT_SAVED: &str = "Your browser does not let us save a file.";
pub(crate) const FORGET_ALL: &str = "Forget all on this device";
pub(crate) const FORGET_ALL_LEAD: &str = "This device forgets the private links. The tickets stay with us, and open only with a link that you keep elsewhere: export the list first if you may need it. To have a ticket deleted at the service desk, open it: that is at the end of its page.";

/// A ticket has been taken off the list.
pub(crate) fn forgotten(reference: &str) -> String {
    format!("This device has forgotten {reference}. The ticket itself is still with us.")
}

/// All tickets have been taken off the list.
pub(crate) fn forgotten_all(count: usize) -> String {
    format!("This device has forgotten {count} tickets. The tickets themselves are still with us.")
}

/// How many tickets the list is narrowed down to.
pub(crate) fn tickets_shown(shown: usize, all: usize) -> String {
    format!("{shown} of {all} tickets")
}

/// What the button says that saves the list.
pub(crate) fn save_tickets(count: usize) -> String {
    if count == 1 { "Save a file with 1 ticket".to_owned() } else { format!("Save a file with {count} tickets") }
}

/// What the button says that forgets the list.
pub(crate) fn forget_tickets(count: usize) -> String {
    format!("Forget {count} tickets")
}

/// What a screen reader says for the button that takes a ticket off the list.
pub(crate) fn forget_ticket(reference: &str) -> String {
    format!("Forget ticket {reference} on this device")
}
