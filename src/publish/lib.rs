//! From a knowledge base to a site: load, render, index, check, watch.
//!
//! [`build`] publishes, [`check()`] only tells what is wrong, [`searcher`] asks what a browser would ask, [`read`] gives the
//! model, and [`watch()`] notices that something was saved. What is wrong with a knowledge base is in the [`Report`]; an
//! [`Error`] means that nothing could be done at all.

mod app;
mod assets;
mod base;
mod calendar;
mod check;
mod colour;
mod csp;
mod droppings;
mod error;
mod html;
mod icons;
mod index;
mod links;
mod load;
mod manifest;
mod markdown;
mod media;
mod output;
mod pages;
mod publication;
mod redirects;
mod report;
mod revision;
mod shell;
mod siblings;
mod site;
mod svg;
mod texts;
mod titles;
mod twins;
mod watch;
mod words;

pub use app::App;
pub use base::Base;
pub use check::{check, pack, read, searcher};
pub use error::Error;
pub use publication::{Options, Stage, build};
pub use report::Report;
pub use search::pack::Cut;
pub use watch::{Watch, watch};
