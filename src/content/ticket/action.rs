//! What a reader sends about a ticket that is there already.

use serde::{Deserialize, Serialize};

use super::{FieldError, File, LONGEST_TEXT, clean, file};
use crate::FileLimits;

/// What the browser sends to `POST /api/tickets/{reference}/replies`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// What the reader says; may be empty when files come along.
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub text: String,
    /// Files, within the limits of one field of a form; their bytes were sent before.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub files: Vec<File>,
}

/// What the browser sends to `POST /api/tickets/{reference}/reopen`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// What is still wrong.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 20_000,
            pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
        )
    )]
    pub text: String,
    /// Files, as in a reply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub files: Vec<File>,
}

/// What the browser sends to `POST /api/tickets/{reference}/rating`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// From 1, the worst, to 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub stars: u8,
    /// Why, for those who want to say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(nullable, max_length = 20_000))]
    pub text: String,
}

/// What the browser sends to `POST /api/tickets/{reference}/escalate`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Why it is urgent, for those who want to say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(nullable, max_length = 20_000))]
    pub text: String,
}

impl NewReply {
    /// The same as it is stored: cleaned like the answers of a form.
    pub fn cleaned(&self) -> Self {
        Self { text: clean::prose(&self.text), files: self.files.iter().map(clean::file).collect() }
    }

    /// Everything that is wrong with it; nothing when the list is empty.
    pub fn check(&self, limits: &FileLimits) -> Vec<FieldError> {
        let text = if self.files.is_empty() { said(&self.text, "Write your reply") } else { short(&self.text) };
        with_files(text, &self.files, limits)
    }
}

impl Reopening {
    /// The same as it is stored.
    pub fn cleaned(&self) -> Self {
        Self { text: clean::prose(&self.text), files: self.files.iter().map(clean::file).collect() }
    }

    /// Everything that is wrong with it; nothing when the list is empty.
    pub fn check(&self, limits: &FileLimits) -> Vec<FieldError> {
        with_files(said(&self.text, "Write what is still wrong"), &self.files, limits)
    }
}

impl Rating {
    /// The same as it is stored.
    pub fn cleaned(&self) -> Self {
        Self { stars: self.stars, text: clean::prose(&self.text) }
    }

    /// Everything that is wrong with it; nothing when the list is empty.
    pub fn check(&self) -> Vec<FieldError> {
        let stars = (!(1..=5).contains(&self.stars)).then(|| error("stars", "Choose one to five stars"));
        stars.into_iter().chain(short(&self.text)).collect()
    }
}

impl Escalation {
    /// The same as it is stored.
    pub fn cleaned(&self) -> Self {
        Self { text: clean::prose(&self.text) }
    }

    /// Everything that is wrong with it; nothing when the list is empty.
    pub fn check(&self) -> Vec<FieldError> {
        short(&self.text).into_iter().collect()
    }
}

/// What is wrong with a text and with the files that come along.
fn with_files(text: Option<FieldError>, files: &[File], limits: &FileLimits) -> Vec<FieldError> {
    text.into_iter().chain(file::check(files, limits).map(|message| error("files", message))).collect()
}

/// A text that must say something.
fn said(text: &str, missing: &str) -> Option<FieldError> {
    if clean::prose(text).is_empty() { Some(error("text", missing)) } else { short(text) }
}

fn short(text: &str) -> Option<FieldError> {
    (clean::prose(text).chars().count() > LONGEST_TEXT).then(|| error("text", "Use 20,000 characters or fewer"))
}

fn error(field: &str, message: impl Into<String>) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(size: u64) -> File {
        File { name: "../jam.jpg".into(), media_type: "image/jpeg".into(), size, upload: "0a".repeat(16) }
    }

    fn wrong(errors: Vec<FieldError>) -> Vec<(String, String)> {
        errors.into_iter().map(|error| (error.field, error.message)).collect()
    }

    #[test]
    fn a_reply_says_something_or_brings_a_file() {
        let limits = FileLimits::default();
        let reply = |text: &str, files: &[File]| NewReply { text: text.into(), files: files.to_vec() };
        let told = wrong(reply(" \u{202e}\u{0} ", &[]).check(&limits));
        assert_eq!(told, [("text".to_owned(), "Write your reply".to_owned())]);
        assert_eq!(reply("", &[photo(2)]).check(&limits), []);
        assert_eq!(reply("It hums", &[]).check(&limits), []);
        let both = wrong(reply(&"x".repeat(LONGEST_TEXT + 1), &[photo(0)]).check(&limits));
        assert_eq!(both.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["text", "files"]);
    }

    #[test]
    fn what_is_stored_is_cleaned_like_answers() {
        let reply = NewReply { text: " It\u{202e} hums\r\n".into(), files: vec![photo(2)] }.cleaned();
        assert_eq!((reply.text.as_str(), reply.files[0].name.as_str()), ("It hums", "jam.jpg"));
        let reopening = Reopening { text: "\tStill\u{0} jams ".into(), files: vec![photo(2)] }.cleaned();
        assert_eq!((reopening.text.as_str(), reopening.files[0].name.as_str()), ("Still jams", "jam.jpg"));
    }

    #[test]
    fn a_ticket_is_reopened_with_words_and_files_may_come_along() {
        let limits = FileLimits::default();
        let reopening = |text: &str, files: &[File]| Reopening { text: text.into(), files: files.to_vec() };
        assert_eq!(reopening("Still jams", &[photo(2)]).check(&limits), []);
        let told = wrong(reopening(" ", &[photo(0)]).check(&limits));
        assert_eq!(told.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["text", "files"]);
        assert_eq!(told[0].1, "Write what is still wrong");
    }

    #[test]
    fn who_asks_to_hurry_needs_no_words() {
        assert_eq!(Escalation::default().check(), []);
        assert_eq!(Escalation { text: " Payday\u{0} ".into() }.cleaned().text, "Payday");
        assert_eq!(Escalation { text: "x".repeat(LONGEST_TEXT + 1) }.check().len(), 1);
    }

    #[test]
    fn a_rating_has_one_to_five_stars_and_needs_no_words() {
        let fits = |stars| Rating { stars, text: String::new() }.check().is_empty();
        assert_eq!([0, 1, 5, 6, 255].map(fits), [false, true, true, false, false]);
    }
}
