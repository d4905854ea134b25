//! What a reader goes through: guides, forms, receipts and the status of tickets.
//!
//! The publisher renders these pages for somebody it knows nothing about; what only the device knows (answers in the
//! address, drafts, receipts) comes in after the page has come to life, so that both always agree on the first view.

mod asking;
mod catalogue;
mod copy;
mod device;
mod facts;
mod files;
mod focus;
mod form;
mod guide;
mod mine;
mod moment;
mod outbox;
mod people;
mod promised;
mod qr;
mod save;
mod secrets;
mod self_service;
#[cfg(test)]
mod tests;
mod ticket;
mod told;
mod track;
mod verify;

pub(crate) use catalogue::CatalogueView;
pub(crate) use form::{FormPageView, Room};
pub(crate) use guide::GuidePageView;
pub(crate) use mine::MyTicketsView;
pub(crate) use moment::milliseconds;
pub(crate) use outbox::{Outbox, provide_outbox};
pub(crate) use promised::Promised;
pub(crate) use ticket::Failure;
pub(crate) use track::{Holdings, TrackView};
