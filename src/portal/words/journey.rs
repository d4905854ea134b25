//! Words of guides, forms and tickets.

mod confirm;
mod files;
mod form;
mod guide;
mod mine;
mod promise;
mod sending;
mod stored;
mod track;

pub(crate) use confirm::*;
pub(crate) use files::*;
pub(crate) use form::*;
pub(crate) use guide::*;
pub(crate) use mine::*;
pub(crate) use promise::*;
pub(crate) use sending::*;
pub(crate) use stored::*;
pub(crate) use track::*;

pub(crate) use super::{
    MY_TICKETS, NO, PRIORITY, RAISE_A_TICKET, RELATED as READ_NEXT, TALK_TO_A_PERSON, TELL_ME, TRY_AGAIN, YES,
    tell_me_about,
};

pub(crate) const COPIED: &str = "Copied.";
pub(crate) const COPY_BY_HAND: &str = "Your browser does not let us copy. Select the text below and copy it.";
pub(crate) const TEXT_TO_COPY: &str = "Text to copy";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const REACH_US_ANOTHER_WAY: &str = "Reach us another way";
pub(crate) const QR_CODE: &str = "QR code";
pub(crate) const TOO_LONG_FOR_A_CODE: &str = "This is too long for a QR code. Copy it instead.";
