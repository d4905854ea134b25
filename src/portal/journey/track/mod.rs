//! The status of one ticket, opened by the private link that only its reader has.

mod fragment;
mod page;
mod polling;
mod standing;
mod timeline;
mod watch;

pub(crate) use page::TrackView;
