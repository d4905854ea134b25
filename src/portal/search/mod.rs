//! The search as the reader sees it: one question at a time, answered by titles until the engine is ready.

mod answers;
mod client;
mod engine;
mod hit;
mod marked;
mod reasons;
mod search_box;
mod selection;
mod state;
mod suggestion_list;
mod suggestions;
mod titles;

pub(crate) use answers::Answered;
pub(crate) use client::{Search, use_search};
pub(crate) use hit::{Known, PASSAGE, REASONS, hit_list};
pub(crate) use marked::marked;
pub(crate) use reasons::why;
pub(crate) use search_box::{BOX, Place, SearchBox, settings};
pub(crate) use state::SearchState;
pub(crate) use suggestions::{LIMIT, LIST, suggestion};
