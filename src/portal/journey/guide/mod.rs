//! Guides: one question at a time, with the answers in the address.

mod answers;
mod outcome;
mod page;
mod path;
mod step;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use page::GuidePageView;
pub(super) use path::{forget_path, kept_path};
#[cfg(test)]
pub(super) use tests::vpn as sample;
