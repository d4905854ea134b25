//! Pages and components: rendered natively by the publisher, hydrated in the browser.

pub mod page;
