//! Every word of the portal that a reader sees, except what authors write. One place, ready for other languages.

pub(crate) mod journey;
mod pages;
mod reasons;
mod search;
mod shell;

pub(crate) use pages::*;
pub(crate) use reasons::*;
pub(crate) use search::*;
pub(crate) use shell::*;
