//! What is wrong with the answers to a form. Browser and desk both ask here.

use std::collections::BTreeMap;

use super::{FieldError, Value, clean, file, visible};
use crate::{Element, ElementKind, FileLimits, Form, Tick};

/// How many characters one line of text may have.
pub const LONGEST_LINE: usize = 500;
/// How many characters several lines of text may have.
pub const LONGEST_TEXT: usize = 20_000;

/// Finds everything that is wrong with the answers to a form; nothing is wrong when the list is empty. Errors come in the
/// order of the form. What hidden fields hold is not looked at, since [`super::sent`] leaves it out, and neither is what it
/// cleans away. Of files it takes for granted what they say of themselves; the desk asks with what it found out.
pub fn validate(form: &Form, values: &BTreeMap<String, Value>, limits: &FileLimits) -> Vec<FieldError> {
    let visible = visible(form, values);
    let fields = form.fields().filter(|field| visible.contains(&field.id));
    let wrong = fields.filter_map(|field| Some((field, check(field, values.get(&field.id), limits)?)));
    let mut errors: Vec<FieldError> =
        wrong.map(|(field, message)| FieldError { field: field.id.clone(), message }).collect();
    let unknown = values.keys().filter(|id| form.field(id).is_none());
    errors
        .extend(unknown.map(|id| FieldError { field: id.clone(), message: "This form does not ask for this".into() }));
    errors
}

/// What is wrong with one answer.
fn check(field: &Element, value: Option<&Value>, limits: &FileLimits) -> Option<String> {
    match (&field.kind, value) {
        (ElementKind::Checkboxes { options }, None) => unticked(options, &[]).or_else(|| missing(field)),
        (_, None) => missing(field),
        (ElementKind::Input { .. }, Some(Value::Text(text))) => line(field, text),
        (ElementKind::Textarea { .. }, Some(Value::Text(text))) => lines(field, text),
        (ElementKind::Dropdown { options, multiple: false, .. }, Some(Value::Text(text))) => {
            picked(field, options, text)
        }
        (ElementKind::Dropdown { options, multiple: true, .. }, Some(Value::Many(picks))) => {
            let known = |pick: &String| options.contains(pick);
            if picks.is_empty() { missing(field) } else { (!picks.iter().all(known)).then(|| unknown_option(field)) }
        }
        (ElementKind::Checkboxes { options }, Some(Value::Many(ticks))) => {
            let known = |tick: &String| options.iter().any(|option| option.label == *tick);
            if !ticks.iter().all(known) {
                return Some(unknown_option(field));
            }
            unticked(options, ticks).or_else(|| if ticks.is_empty() { missing(field) } else { None })
        }
        (ElementKind::Upload, Some(Value::Files(files))) if !files.is_empty() => file::check(files, limits),
        // An empty JSON list cannot tell which kind of list it is.
        (ElementKind::Upload, Some(Value::Files(_))) => missing(field),
        (ElementKind::Upload, Some(Value::Many(none))) if none.is_empty() => missing(field),
        _ => Some(format!("{} is not the kind of answer this question takes", quoted(field))),
    }
}

/// What to say when a required answer is not there. Labels are sentences, questions or names: quoted, each of them fits.
fn missing(field: &Element) -> Option<String> {
    let label = quoted(field);
    let is_question = field.label.trim_end().ends_with('?');
    field.required.then(|| match (&field.kind, is_question) {
        (ElementKind::Dropdown { .. } | ElementKind::Checkboxes { .. }, true) => format!("Choose an answer to {label}"),
        (ElementKind::Dropdown { .. } | ElementKind::Checkboxes { .. }, false) => {
            format!("Choose an option for {label}")
        }
        (ElementKind::Upload, _) => format!("Add a file to {label}"),
        (_, true) => format!("Answer {label}"),
        (_, false) => format!("Fill in {label}"),
    })
}

fn line(field: &Element, text: &str) -> Option<String> {
    let text = clean::text_of(text);
    let text = text.trim();
    if text.is_empty() {
        return missing(field);
    }
    if text.contains('\n') {
        return Some(format!("{} must be on one line", quoted(field)));
    }
    if field.is_email() && !looks_like_email(text) {
        return Some(format!("{} must be an email address, such as name@example.com", quoted(field)));
    }
    let misfit = field.pattern.as_ref().filter(|pattern| !pattern.fits(text));
    too_long(field, text, LONGEST_LINE).or_else(|| misfit.map(|pattern| pattern.message.clone()))
}

fn lines(field: &Element, text: &str) -> Option<String> {
    let text = clean::text_of(text);
    let text = text.trim();
    if text.is_empty() { missing(field) } else { too_long(field, text, LONGEST_TEXT) }
}

fn too_long(field: &Element, text: &str, longest: usize) -> Option<String> {
    let limit = if longest == LONGEST_TEXT { "20,000".to_owned() } else { longest.to_string() };
    (text.chars().count() > longest).then(|| format!("{} must be {limit} characters or fewer", quoted(field)))
}

fn picked(field: &Element, options: &[String], text: &str) -> Option<String> {
    if text.is_empty() {
        return missing(field);
    }
    (!options.iter().any(|option| option == text)).then(|| unknown_option(field))
}

/// What to say when a box that must be ticked is not.
fn unticked(options: &[Tick], ticks: &[String]) -> Option<String> {
    let open = options.iter().find(|option| option.required && !ticks.contains(&option.label))?;
    Some(format!("Tick “{}” to go on", open.label))
}

fn unknown_option(field: &Element) -> String {
    format!("Choose one of the given answers to {}", quoted(field))
}

/// The label in quotation marks, without what forms like to put behind it.
fn quoted(field: &Element) -> String {
    format!("“{}”", field.label.trim_end_matches([':', '*', ' ']))
}

/// Whether a text could be an email address: one `@` with something before it, and a domain with a dot behind it.
pub fn looks_like_email(text: &str) -> bool {
    let Some((name, domain)) = text.trim().rsplit_once('@') else { return false };
    let plain = |text: &str| {
        !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>()[]\\\"".contains(c))
    };
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    plain(name)
        && plain(domain)
        && !name.contains('@')
        && text.len() <= 254
        && domain.contains('.')
        && domain.split('.').all(label)
}
