//! One attempt to bring a ticket to the desk.

use content::ticket::Receipt;

use super::waiting::Waiting;
use crate::journey::ticket::{Desk, Failure};

/// Brings a ticket to the desk.
pub(super) async fn deliver(desk: &Desk, waiting: &Waiting) -> Result<Receipt, Failure> {
    desk.send(&waiting.body, &waiting.seal).await
}
