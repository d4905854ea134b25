//! Why a page was found.

/// One thing the reader asked for, and what a page has of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The words for it, as the reader typed them.
    pub typed: String,
    /// How they were read, when there was a slip in them.
    pub mended: Option<String>,
    /// Whether they say little about the subject, as question words do.
    pub little: bool,
    /// What the page has of it; nothing when it has none.
    pub found: Option<Found>,
}

/// What a page has of one thing asked for. Of several ways to say it this is the reader's own, or else the best.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Words of the page, as they are indexed; the likest first, and not every form there is. Words that only count
    /// together are one entry.
    pub words: Vec<String>,
    /// How they were come by.
    pub how: How,
    /// Where they stand besides the text.
    pub place: Place,
    /// Other words for the same on this page, when they count more and stand for these.
    pub outdone_by: Option<String>,
    /// Their share in what the page is worth to the query, from 0 to 1; all shares of a page make up 1.
    pub share: f64,
}

/// How the words of a page were come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The very words that were typed or, after a slip, meant.
    Typed,
    /// Other forms of them.
    Form,
    /// Some of several words.
    Partly,
    /// Longer words that begin like the last one typed.
    Unfinished,
    /// Words that mean the same, as the author says or a page explains.
    Synonym,
    /// An everyday word for the same.
    Everyday,
    /// Words with the same beginning.
    Related,
    /// Two words written as one.
    Joined,
    /// The parts of a compound or of a code.
    Parts,
}

/// Where words stand besides the text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nowhere else.
    Text,
    /// In its title.
    Title,
    /// In another name that its author gave it.
    Alias,
}
