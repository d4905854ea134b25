//! `portal.toml`: what the portal is called, how people are reached, and how tickets are handled.

mod colour;
mod duration;
mod files;
mod matrix;
mod read;
mod routing;
mod sla;

use serde::{Deserialize, Serialize};

use crate::file::FileLimits;
use crate::secret::Privacy;
use crate::service::Service;

pub use colour::contrast;
pub use duration::{WHOLE_DAY, WORKING_DAY, working_time};
pub use matrix::Matrix;
pub(crate) use read::{References, read};
pub(crate) use routing::check as check_routing;
pub use routing::{Route, verify};
pub(crate) use sla::PRIORITIES;

/// The settings of a portal. Every key is optional; [`Settings::default`] is a portal without `portal.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Name of the portal, such as `Northwind IT Help`.
    pub name: String,
    /// One sentence for the home page and search engines.
    pub summary: String,
    /// BCP 47 language tag of the content.
    pub language: String,
    /// Public address with scheme, for the sitemap and canonical links.
    pub url: Option<String>,
    /// Path of the logo, relative to the knowledge base.
    pub logo: Option<String>,
    /// Colours.
    pub brand: Brand,
    /// Ways to reach a person, in the order shown.
    pub contact: Vec<Channel>,
    /// Categories in the order shown; those that only folders name follow in alphabetical order.
    pub categories: Vec<Category>,
    /// Where tickets go.
    pub tickets: Tickets,
    /// What is promised to a requester.
    pub sla: Sla,
    /// Which team gets which ticket; the first match wins.
    pub routing: Vec<Route>,
    /// What counts as a secret in what readers write.
    pub privacy: Privacy,
}

/// The one brand colour, as derived tints need it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Brand {
    /// oklch lightness, 0 to 1.
    pub lightness: f32,
    /// oklch chroma, 0 to about 0.37.
    pub chroma: f32,
    /// oklch hue in degrees.
    pub hue: f32,
}

/// A way to reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What kind of way it is, which decides its link and its icon.
    pub kind: ChannelKind,
    /// What the link says.
    pub label: String,
    /// The number, address, URL or place.
    pub value: String,
    /// When somebody is there, in words.
    pub hours: Option<String>,
}

/// What kind of way a [`Channel`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum ChannelKind {
    Phone,
    Email,
    Chat,
    Place,
    Link,
}

/// A group of articles and guides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The id that front matter and folders use.
    pub id: String,
    /// The name people see.
    pub title: String,
    /// One line about what is in it; may be empty.
    pub summary: String,
    /// Name of its icon in the sprite.
    pub icon: String,
}

/// Where tickets go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tickets {
    /// Address that `api/tickets` is below; `/` is the portal's own origin.
    pub endpoint: String,
    /// Letters before the dash of a reference.
    pub prefix: String,
    /// Id of the form that "raise a ticket" opens; the first form when not set.
    pub form: Option<String>,
    /// For how many days of 24 hours after it was closed a reader can reopen a ticket; 0 for never.
    pub reopen_days: u32,
    /// For how many days of 24 hours after it was closed the private link opens a ticket.
    pub link_days: u32,
    /// For how many days of 24 hours a solved ticket waits for its reader before the desk closes it by itself; 0 for ever.
    pub close_days: u32,
    /// For how many days of 24 hours after it was closed the desk keeps a ticket, before it erases it; 0 for ever.
    pub retention_days: u32,
    /// Teams that tickets are passed on to, beside those that the routing names.
    pub teams: Vec<String>,
    /// What one field of a form, or one reply, takes of files.
    pub files: FileLimits,
}

/// What is promised to a requester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sla {
    /// Service hours, in words.
    pub hours: Option<String>,
    /// Service hours as they are counted; without them no promise has an instant.
    pub service: Option<Service>,
    /// Priorities from the most to the least urgent.
    pub priorities: Vec<Priority>,
    /// Which of them impact and urgency make; `None` when only some of the four are declared and nothing is said.
    pub matrix: Option<Matrix>,
}

/// How urgent a ticket is and what is promised for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// The id forms name.
    pub id: String,
    /// The name people see.
    pub title: String,
    /// What it means, in words.
    pub meaning: String,
    /// Working minutes until the first response.
    pub respond_minutes: u32,
    /// Working minutes until it is resolved.
    pub resolve_minutes: u32,
    /// Minutes of a working day: how many of these people call one.
    pub day_minutes: u32,
    /// Whether it is served at every hour of every day, whatever the service hours are.
    pub always: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "IT Help".into(),
            summary: "Find an answer, or hand it over to a person.".into(),
            language: "en".into(),
            url: None,
            logo: None,
            brand: Brand::default(),
            contact: Vec::new(),
            categories: Vec::new(),
            tickets: Tickets::default(),
            sla: Sla::default(),
            routing: Vec::new(),
            privacy: Privacy::default(),
        }
    }
}

impl Default for Brand {
    fn default() -> Self {
        Self { lightness: 0.5, chroma: 0.13, hue: 255.0 }
    }
}

impl Default for Sla {
    fn default() -> Self {
        Self { hours: None, service: None, priorities: Vec::new(), matrix: Some(Matrix::standard()) }
    }
}

impl Default for Tickets {
    fn default() -> Self {
        Self {
            endpoint: "/".into(),
            prefix: "TZ".into(),
            form: None,
            reopen_days: 14,
            link_days: 365,
            close_days: 7,
            retention_days: 0,
            teams: Vec::new(),
            files: FileLimits::default(),
        }
    }
}

impl Category {
    /// Names of the icons a category can have.
    pub const ICONS: [&str; 14] = [
        "alert-triangle",
        "app-window",
        "folder",
        "house",
        "key",
        "laptop",
        "life-buoy",
        "mail",
        "printer",
        "shield",
        "smartphone",
        "user-plus",
        "video",
        "wifi",
    ];
    /// The icon of a category that names none.
    pub const DEFAULT_ICON: &str = "folder";
}

#[cfg(test)]
mod tests;
