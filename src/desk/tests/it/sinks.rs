//! The hand-over to other systems, against servers on this computer that answer as the real ones do.

mod mailbox;
mod sample;
mod site;
mod smtp;
mod webhook;

use std::time::Duration;

use desk::sink::{Failure, HttpConfig};

/// Limits that a test can wait for.
fn short() -> HttpConfig {
    HttpConfig { connect: Duration::from_millis(500), whole: Duration::from_millis(500), ..HttpConfig::default() }
}

/// What a failure means and says, in one line.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::Later { after: Some(after), why } => format!("later, after {} s: {why}", after.as_secs()),
        Failure::Later { after: None, why } => format!("later: {why}"),
        Failure::Never { why } => format!("never: {why}"),
    }
}
