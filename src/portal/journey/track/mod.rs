//! The status of one ticket, opened by the private link that only its reader has.

mod confirm;
mod first_answer;
mod fragment;
mod history;
mod next;
mod page;
mod polling;
mod standing;
mod stored;
mod talk;
mod timeline;
mod watch;

pub(super) use fragment::Pass;
pub(crate) use page::TrackView;
pub(crate) use stored::Holdings;
