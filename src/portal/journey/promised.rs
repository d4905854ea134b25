//! By when something is promised.

use content::{Priority, Sla};
use jiff::Timestamp;

/// The instants that are promised for a ticket, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Promised {
    /// By when somebody answers for the first time.
    pub(crate) respond_by: i64,
    /// By when it is to be solved.
    pub(crate) resolve_by: i64,
}

impl Promised {
    /// What is promised for a ticket submitted at an instant in milliseconds since 1970; `None` where the service hours
    /// are told in words only.
    pub(crate) fn of(sla: &Sla, priority: &Priority, submitted: i64) -> Option<Self> {
        let promise = sla.promise(Timestamp::from_millisecond(submitted).ok()?, priority)?;
        let (respond_by, resolve_by) = (promise.respond_by.as_millisecond(), promise.resolve_by.as_millisecond());
        Some(Self { respond_by, resolve_by })
    }
}
