//! A ticket form, in the syntax of GitHub's issue forms.

mod conditions;
mod draft;
mod kinds;
mod measure;
mod notice;
mod options;
mod pattern;
mod prefill;
mod read;
mod rules;

use serde::{Deserialize, Serialize};

use crate::Verify;

pub use measure::Measure;
pub use notice::notice_of;
pub use pattern::Pattern;
pub use prefill::Refusal;
pub use read::places_of_words;
pub(crate) use read::{Draft, read};

/// A form as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// File, relative to the knowledge base.
    #[serde(skip)]
    pub path: String,
    /// File name without its ending; the part of its address after `ticket/`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Id of the category its tickets are in, unless a field with the id `category` says otherwise.
    pub category: Option<String>,
    /// Id of the priority its tickets have.
    pub priority: Option<String>,
    /// What the desk does before it changes anything for one of its tickets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verify>,
    /// What a reader can do at once, without asking anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_service: Option<SelfService>,
    /// Whether no pages are offered that may answer a ticket: neither while it is written nor by the desk when it comes in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
    /// What it is made of, in order.
    pub body: Vec<Element>,
}

/// What a reader can do in place of sending a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfService {
    /// Where it is done: an address below the base path, or one of another site with its scheme.
    pub href: String,
    /// What it is called: the title of the page, or the name of the other site.
    pub title: String,
}

impl SelfService {
    /// Whether it is done on another site.
    pub fn is_elsewhere(&self) -> bool {
        self.href.contains("://")
    }
}

/// One part of a form: a field, or words between fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Id, unique in the form: the author's, else the slug of the label.
    pub id: String,
    /// What is asked; empty for words between fields.
    pub label: String,
    /// A sentence under the label; Markdown in the file, shown as plain text.
    pub description: String,
    /// What helps to answer, for those who ask; Markdown in the file, shown as plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whether an answer must be given when the field is visible.
    pub required: bool,
    /// Whether the answer stays out of links, of drafts on the device and of copies.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Shown only while this holds.
    pub visible_if: Option<Condition>,
    /// What kind of part it is.
    pub kind: ElementKind,
    /// What it measures, if it is a dropdown that makes the priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// What the browser may fill in, by the name that HTML gives to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What an answer of one line must look like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
}

impl Element {
    /// An element of which nothing more is said.
    pub fn new(id: String, kind: ElementKind) -> Self {
        Self {
            id,
            label: String::new(),
            description: String::new(),
            help: String::new(),
            required: false,
            sensitive: false,
            visible_if: None,
            kind,
            measure: None,
            autocomplete: None,
            pattern: None,
        }
    }

    /// Whether the answer must be an e-mail address.
    pub fn is_email(&self) -> bool {
        self.id == "email" || self.autocomplete.as_deref() == Some("email")
    }

    /// Whether the answer is meant to be a telephone number.
    pub(crate) fn is_phone(&self) -> bool {
        self.id == "phone" || self.autocomplete.as_deref() == Some("tel")
    }
}

/// Holds while another field has one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Id of the other field.
    pub field: String,
    /// Any of these; for checkboxes, the label of a ticked one.
    pub values: Vec<String>,
}

/// What kind of part an [`Element`] is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ElementKind {
    /// Words between fields.
    Markdown {
        /// The Markdown; in a published page its HTML stands in the document instead.
        #[serde(skip)]
        value: String,
    },
    /// One line of text.
    Input {
        /// An example shown in the empty field.
        placeholder: String,
        /// What it holds at first.
        value: String,
    },
    /// Several lines of text.
    Textarea {
        /// An example shown in the empty field.
        placeholder: String,
        /// What it holds at first.
        value: String,
        /// Language of a code block the text is shown in.
        render: Option<String>,
    },
    /// One of several, or some of them.
    Dropdown {
        /// What can be picked.
        options: Vec<String>,
        /// Whether more than one can be picked.
        multiple: bool,
        /// Position of the option picked at first.
        default: Option<usize>,
    },
    /// Boxes to tick.
    Checkboxes {
        /// The boxes.
        options: Vec<Tick>,
    },
    /// Files.
    Upload,
}

/// One box to tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// What it says.
    pub label: String,
    /// Whether it must be ticked.
    pub required: bool,
}

#[cfg(test)]
mod tests;
