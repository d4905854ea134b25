//! Words of what is promised for a ticket.

use content::Priority;

use crate::date::{full_words, minutes_ahead, near_words};
use crate::journey::Promised;
use crate::words::duration;

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
    let said = |minutes| duration(minutes, priority.day_minutes);
    let (respond, resolve) = (said(priority.respond_minutes), said(priority.resolve_minutes));
    format!("We answer within {respond} and aim to solve it within {resolve}, counted in service hours.")
}
