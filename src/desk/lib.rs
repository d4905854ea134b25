//! The ticket endpoint and its store.
//!
//! [`Desk::open`] opens the database and takes the forms and settings of a knowledge base. [`Desk::router`] is what
//! another server merges into its own, [`Desk::serve`] is a server by itself, and [`Desk::close`] ends both.
//!
//! What holds here:
//!
//! - A 201 is answered only after the ticket is on the disk. All of one ticket is one transaction.
//! - One `Idempotency-Key` makes one ticket, however often it is sent.
//! - A tracking secret is never stored, only its hash; an unknown reference and a wrong secret get the same answer.
//! - Logs, down to the finest, hold no ticket text, no secret and no whole address. A failure is logged once, where it is answered.

mod address;
mod api;
mod body;
mod boundary;
mod config;
mod desk;
mod digest;
mod error;
mod intake;
mod limiter;
mod origin;
mod problem;
mod reference;
mod server;
mod shape;
mod store;

pub use config::{Config, Limit};
pub use desk::Desk;
pub use error::Error;
