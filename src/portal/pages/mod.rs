//! One component for each kind of page, and the parts they share.

mod article;
mod breadcrumb;
mod cards;
mod category;
mod channel;
mod contact;
mod contents;
mod enliven;
mod help;
mod home;
mod not_found;
mod notices;
mod platforms;
mod results;
mod solved;

pub(crate) use article::ArticleView;
pub(crate) use breadcrumb::Breadcrumb;
pub(crate) use cards::CardList;
pub(crate) use category::CategoryView;
pub(crate) use channel::ChannelLine;
pub(crate) use contact::ContactView;
pub(crate) use enliven::enliven;
pub(crate) use home::HomeView;
pub(crate) use not_found::NotFoundView;
pub(crate) use platforms::{listen_for_platforms, offer_platforms, reveal};
pub(crate) use results::{Results, ResultsView};
pub(crate) use solved::{listen_for_verdicts, note_unsolved, said_of};

#[cfg(test)]
pub(crate) mod tests;
