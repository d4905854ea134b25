//! The kinds of elements that authors can write.

use super::Measure;

/// Kinds of elements by the word authors write.
pub(super) const KINDS: [(&str, ElementType); 8] = [
    ("markdown", ElementType::Markdown),
    ("input", ElementType::Input),
    ("textarea", ElementType::Textarea),
    ("dropdown", ElementType::Dropdown),
    ("checkboxes", ElementType::Checkboxes),
    ("upload", ElementType::Upload),
    ("impact", ElementType::Measure(Measure::Impact)),
    ("urgency", ElementType::Measure(Measure::Urgency)),
];

/// What kind of element is to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ElementType {
    Markdown,
    Input,
    Textarea,
    Dropdown,
    Checkboxes,
    Upload,
    Measure(Measure),
}

impl ElementType {
    /// What it measures, if that is its kind.
    pub(super) fn measure(self) -> Option<Measure> {
        match self {
            Self::Measure(measure) => Some(measure),
            _ => None,
        }
    }
}
