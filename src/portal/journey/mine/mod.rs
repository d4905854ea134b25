//! The tickets this device knows.

mod care;
mod controls;
mod export;
mod list;
mod page;
mod receipts;
mod rows;
mod sift;
#[cfg(test)]
mod tests;

pub(crate) use page::MyTicketsView;
pub(super) use receipts::{Kept, Receipts};

use content::ticket::Receipt;

use super::device::{Area, Device};
use super::ticket::Seal;

const TICKETS: &str = "tickets";
const JUST_SENT: &str = "just-sent";

/// All tickets the device knows.
pub(super) fn all(device: &Device) -> Receipts {
    device.read(Area::Device, TICKETS).unwrap_or_default()
}

/// The way into a ticket that the device knows.
pub(super) fn secret_of(device: &Device, reference: &str) -> Option<String> {
    all(device).0.into_iter().find(|kept| kept.reference == reference).map(|kept| kept.secret)
}

/// The receipt of a ticket that went under a seal, when it has been sent.
pub(super) fn receipt_of(device: &Device, seal: &Seal) -> Option<Receipt> {
    let kept = all(device).0.into_iter().find(|kept| kept.secret == seal.secret)?;
    Some(Receipt { reference: kept.reference, created: kept.created, unconfirmed: kept.unconfirmed })
}

/// Changes what the device knows. It is read afresh each time: another tab may have changed it.
pub(super) fn change<R>(device: &Device, change: impl FnOnce(&mut Receipts) -> R) -> R {
    let mut receipts = all(device);
    let result = change(&mut receipts);
    device.write(Area::Device, TICKETS, &receipts);
    result
}

/// Keeps a ticket.
pub(super) fn keep(device: &Device, kept: Kept) {
    change(device, |receipts| receipts.keep(kept));
}

/// Notes that a ticket has just been sent, for the page that says so.
pub(super) fn just_sent(device: &Device, reference: &str) {
    device.write(Area::Visit, JUST_SENT, &reference);
}

/// Whether this ticket is the one just sent.
pub(super) fn is_just_sent(device: &Device, reference: &str) -> bool {
    device.read::<String>(Area::Visit, JUST_SENT).is_some_and(|sent| sent == reference)
}
