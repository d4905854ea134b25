//! Reads what an answer must be like: `validations`, `sensitive` and `autocomplete`.

use super::kinds::ElementType;
use super::{ElementKind, Pattern};
use crate::tree::{Spanned, Table, shortened};
use crate::{Problem, spelling};

/// What browsers can fill in by themselves: the names that HTML gives to it, without those for payments and passwords, which
/// no ticket asks for.
const FILLED_IN: [&str; 26] = [
    "additional-name",
    "address-level1",
    "address-level2",
    "address-line1",
    "address-line2",
    "bday",
    "country",
    "country-name",
    "email",
    "family-name",
    "given-name",
    "honorific-prefix",
    "honorific-suffix",
    "language",
    "name",
    "nickname",
    "off",
    "organization",
    "organization-title",
    "postal-code",
    "sex",
    "street-address",
    "tel",
    "tel-extension",
    "url",
    "username",
];

/// What an answer must be like.
pub(super) struct Rules {
    pub(super) required: bool,
    pub(super) sensitive: bool,
    pub(super) pattern: Option<Pattern>,
}

impl Rules {
    /// Reads them from an element. Words between fields are no answer that could be sensitive, and only the answer to an
    /// `input` can have a pattern.
    pub(super) fn read(table: &mut Table<'_>, kind: ElementType) -> Self {
        let sensitive = kind != ElementType::Markdown && table.flag("sensitive").unwrap_or_default();
        let Some(mut validations) = table.table("validations") else {
            return Self { required: false, sensitive, pattern: None };
        };
        let required = validations.flag("required").unwrap_or_default();
        let pattern = if kind == ElementType::Input { pattern(&mut validations) } else { None };
        validations.finish();
        Self { required, sensitive, pattern }
    }

    /// Whether what the author shows readers as an example would be taken.
    pub(super) fn check(&self, kind: &ElementKind, attributes: &Table<'_>) {
        let (Some(pattern), ElementKind::Input { placeholder, value }) = (&self.pattern, kind) else { return };
        let sink = attributes.sink();
        for (key, example) in [("placeholder", placeholder), ("value", value)] {
            if example.is_empty() || pattern.fits(example) {
                continue;
            }
            let message = format!("the {key} `{}` does not fit the pattern `{}`", shortened(example), pattern.pattern);
            let problem = Problem::warning("form/pattern", sink.path(), message);
            let problem = problem.at(attributes.span_of(key), "would be refused");
            sink.add(problem.help("correct one of them: readers take it as an example"));
        }
    }
}

/// `pattern` and, with it, `message`.
fn pattern(validations: &mut Table<'_>) -> Option<Pattern> {
    let (pattern, message) = (validations.text("pattern"), validations.text("message"));
    let Some(Spanned { value: pattern, span }) = pattern else {
        if let Some(message) = message {
            let help = Some("add a `pattern` that an answer must fit, or leave `message` out".to_owned());
            validations.sink().error(
                "form/pattern",
                "`message` stands without `pattern`",
                message.span,
                "never told",
                help,
            );
        }
        return None;
    };
    if let Some(fault) = Pattern::fault(&pattern) {
        let message = format!("the pattern cannot be read: {fault}");
        let help = "write a regular expression without look-around; it must fit the whole answer: `[A-Z]{2}[0-9]{6}`";
        validations.sink().error("form/pattern", message, span, "not a pattern", Some(help.to_owned()));
        return None;
    }
    if message.is_none() && !validations.has("message") {
        validations.missing(
            "message",
            "how to mend an answer that does not fit: `Two letters and six digits, such as NW123456`",
        );
    }
    let message = message?.value;
    Some(Pattern { pattern, message })
}

/// What the browser may fill in.
pub(super) fn autocomplete(attributes: &mut Table<'_>) -> Option<String> {
    let written = attributes.text("autocomplete")?;
    if FILLED_IN.contains(&written.as_str()) {
        return Some(written.value);
    }
    let message = format!("browsers fill in no `{}`", shortened(&written));
    let help = spelling::help(&written, FILLED_IN);
    attributes.sink().error("form/autocomplete", message, written.span.clone(), "not known", help);
    None
}
