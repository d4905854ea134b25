//! Pages and components: rendered natively by the publisher; what lives in them is hydrated in the browser.
//!
//! One page is one [`page::Document`]. [`render`] turns it into HTML; in the browser `start` finds the islands in that HTML
//! and brings the same components to life. What only a browser knows (the query, the theme, the clock, what this
//! device keeps) changes in effects after hydration, so the first rendering is the same on both sides.

#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "leptos' component macro writes `pub` whatever the component says")]

#[cfg(not(any(erase_components, doc)))]
compile_error!(
    "leptos must be compiled with `--cfg erase_components`, on both sides alike: `.cargo/config.toml` asks for it, but a \
     `RUSTFLAGS` variable replaces what stands there; unset it, or add the flag to it"
);

mod address;
mod alive;
mod any;
mod app;
mod between;
mod date;
mod device;
mod early;
mod effect;
mod element;
mod html;
mod idle;
mod island;
mod journey;
mod navigation;
pub mod page;
mod page_data;
mod pages;
mod query;
mod reading;
mod request;
mod search;
mod shell;
mod site;
mod start;
mod trail;
mod waking;
mod words;

pub use app::render;
pub use early::start_early;
pub use html::escaped;
pub use start::{start_journeys, start_portal};
