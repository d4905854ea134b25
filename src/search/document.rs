//! What is put into the search: one page.

use content::Platform;

use crate::message::Kind;

/// One page as the publisher hands it over.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What kind of page it is.
    pub kind: Kind,
    /// Address below the base path; hits of equal worth are in the order of their addresses.
    pub path: String,
    /// Its title.
    pub title: String,
    /// One or two sentences; when empty, the first words of the body are shown in its place.
    pub summary: String,
    /// Other words people use for it; they count as much as its title.
    pub aliases: Vec<String>,
    /// Its headings: the parts of it that a hit can lead to.
    pub headings: Vec<Heading>,
    /// Its text without markup. It can be found but is not kept, so nothing of it is shown.
    pub body: String,
    /// Id of its category; may be empty.
    pub category: String,
    /// Systems it is about; their names can be searched for.
    pub platforms: Vec<Platform>,
    /// Whether it is found but never [offered for a draft](crate::message::Question::sure).
    pub withheld: bool,
}

/// The heading of a section or of a guide's step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// Its anchor on the page.
    pub anchor: String,
}
