//! The hand-over to other systems, against servers on this computer that answer as the real ones do.

pub(crate) mod github;
mod glpi;
mod jira;
pub(crate) mod mailbox;
mod sample;
pub(crate) mod site;
mod smtp;
mod tls;
mod webhook;
pub(crate) mod zammad;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use desk::sink::{Event, EventKind, Failure, Fetch, Fetching, FileView, HttpConfig, PageView, Requester, TicketView};
use site::Told;

/// Limits that a test can wait for.
pub(crate) fn short() -> HttpConfig {
    HttpConfig { connect: Duration::from_secs(2), whole: Duration::from_secs(2), ..HttpConfig::default() }
}

/// Whether an attempt is still to be spoiled: the other system does what it is asked, and a proxy loses its answer.
#[derive(Default)]
struct Loss(AtomicBool);

impl Loss {
    fn next(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn spoil(&self, told: Told) -> Told {
        if self.0.swap(false, Ordering::SeqCst) { Told::text(502, "") } else { told }
    }
}

/// What a failure means and says, in one line.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::Later { after: Some(after), why } => format!("later, after {} s: {why}", after.as_secs()),
        Failure::Later { after: None, why } => format!("later: {why}"),
        Failure::Never { why } => format!("never: {why}"),
    }
}
