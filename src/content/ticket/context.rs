//! What goes along with a ticket besides its answers. It comes back with the ticket, perhaps from a desk that is newer than the page and
//! tells more; what a desk takes, it reads strictly all the same.

use serde::{Deserialize, Serialize};

/// How many articles go along at most.
pub const MOST_ARTICLES: usize = 12;
/// How many searches go along at most.
pub const MOST_SEARCHES: usize = 12;

/// What the reader did before raising the ticket, and on what device. All of it is shown before Send, and each part can be
/// taken off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Context {
    /// The guide that led here.
    pub guide: Option<GuidePath>,
    /// Address of the page the reader came from, below the base path.
    pub page: Option<String>,
    /// Articles the reader tried, in the order they were opened.
    #[cfg_attr(feature = "openapi", schema(nullable, max_items = 12))]
    pub articles: Vec<ArticleRead>,
    /// What the reader searched for, in order.
    #[cfg_attr(feature = "openapi", schema(nullable, max_items = 12))]
    pub searches: Vec<String>,
    /// The device the ticket was written on.
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub device: Device,
}

/// The way a reader took through a guide, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuidePath {
    /// Slug of the guide.
    pub guide: String,
    /// Title of the guide.
    pub title: String,
    /// Which text of the guide it was, as in [`ArticleRead::revision`].
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub revision: String,
    /// Each question and the answer to it.
    pub answers: Vec<Answered>,
}

/// One question of a guide and the reader's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answered {
    /// Title of the step.
    pub question: String,
    /// Text of the choice.
    pub answer: String,
}

/// An article the reader opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleRead {
    /// Its address below the base path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Which text it was: the beginning of the name that Git gives to the contents of its file.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub revision: String,
    /// What the reader said to "Did this solve it?".
    #[serde(default)]
    pub solved: Option<bool>,
}

/// What a browser tells of the device it runs on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Device {
    /// Browser and version, such as `Firefox 145`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// System, such as `Windows`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Width and height of the screen in CSS pixels, such as `1920 × 1080`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
    /// IANA name of the time zone, such as `Europe/London`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// BCP 47 tag of the browser's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Device {
    fn named(&mut self) -> [(&'static str, &mut Option<String>); 5] {
        let Self { browser, system, screen, time_zone, language } = self;
        [("browser", browser), ("system", system), ("screen", screen), ("time-zone", time_zone), ("language", language)]
    }

    /// What is told, each under its name, in the order shown.
    pub fn facts(mut self) -> Vec<(&'static str, String)> {
        self.named().into_iter().filter_map(|(name, fact)| Some((name, fact.take()?))).collect()
    }

    /// The same without the facts whose names are `off`.
    pub fn without(mut self, off: impl Fn(&str) -> bool) -> Self {
        self.named().into_iter().filter(|(name, _)| off(name)).for_each(|(_, fact)| *fact = None);
        self
    }
}
