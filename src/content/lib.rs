//! What an author writes: the types of a knowledge base, how its files are read, and what can be wrong with them.
//!
//! Nothing here touches a disk, a clock or a network: [`Kb::read`] takes paths and texts and gives back a model and
//! every [`Problem`] it found. The publisher, the portal, the search engine and the desk all use these types, so a
//! front matter, a guide or a form is parsed in one place only.

mod article;
pub mod file;
#[cfg(test)]
mod fixture;
mod form;
mod golden;
pub mod guide;
mod kb;
pub mod link;
pub mod markdown;
mod matter;
mod notice;
mod platform;
mod problem;
pub mod proof;
pub mod route;
pub mod secret;
pub mod service;
mod settings;
pub mod slug;
pub mod spelling;
mod synonyms;
pub mod ticket;
pub mod tree;
mod verify;

pub use article::{Article, Heading};
pub use file::FileLimits;
pub use form::{
    Condition, Element, ElementKind, Form, Measure, Pattern, Refusal, SelfService, Tick, notice_of, places_of_words,
};
pub use golden::Golden;
pub use guide::{Choice, Guide, GuideTest, Step, Target};
pub use kb::{Kb, Source};
pub use notice::{Notice, NoticeKind};
pub use platform::Platform;
pub use problem::{Position, Problem, Severity};
pub use settings::{
    Brand, Category, Channel, ChannelKind, Matrix, Priority, Route, Settings, Sla, Tickets, WHOLE_DAY, WORKING_DAY,
    contrast, verify as verify_of, working_time,
};
pub use verify::Verify;
