//! Markdown as every part of Tierzero reads it: CommonMark with GitHub's additions.

mod front_matter;
mod html;
mod outline;
mod plain;
pub(crate) mod reserved;
mod sections;
mod unclosed;

pub use front_matter::{FrontMatter, split};
pub(crate) use html::tags;
pub(crate) use outline::{Ids, page_outline};
pub use outline::{Link, Outline, outline};
pub use plain::plain_text;
pub use reserved::is_reserved;
pub(crate) use sections::Slip;
pub use sections::platforms;
pub(crate) use unclosed::UNCLOSED;

use pulldown_cmark::Options;

/// The Markdown that authors can write. Whoever parses must use these, or headings and places differ.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}
