//! Likely secrets in the answers to a form.

use std::collections::BTreeMap;

use content::ticket::Value;
use content::{Element, ElementKind};
use leptos::prelude::*;

use super::field::Frame;
use super::sheet::Sheet;
use crate::journey::secrets::{SecretsView, masked};

/// Whether a field is looked at: one of text, unless its answer is meant to be a number of some shape or in confidence.
fn is_watched(field: &Element) -> bool {
    let text = matches!(field.kind, ElementKind::Input { .. } | ElementKind::Textarea { .. });
    text && !field.sensitive && field.pattern.is_none()
}

/// Answers as they are sent: without likely secrets, but for the fields whose text the reader wants to send as it is.
pub(super) fn without_secrets(sheet: &Sheet, mut values: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let privacy = &sheet.site.support.privacy;
    for field in sheet.form.fields().filter(|field| is_watched(field)) {
        if sheet.as_written.with_untracked(|ids| ids.contains(&field.id)) {
            continue;
        }
        if let Some(Value::Text(text)) = values.get_mut(&field.id) {
            *text = masked(text, privacy);
        }
    }
    values
}

/// What was found in a field, and the box to insist with.
#[component]
pub(super) fn SecretNotice(
    /// The field.
    frame: Frame,
) -> impl IntoView {
    if !is_watched(&frame.element) {
        return None;
    }
    let Frame { sheet, element } = frame;
    let (ready, answers, as_written) = (sheet.ready, sheet.answers, sheet.as_written);
    let (asked, insisted, id) = (element.id.clone(), element.id.clone(), element.id);
    let box_id = format!("as-written-{id}");
    let text = Signal::derive(move || ready.get().then(|| answers.with(|answers| answers.text(&asked).to_owned())));
    let insists = Signal::derive(move || as_written.with(|ids| ids.contains(&insisted)));
    let insist = Callback::new(move |on| {
        as_written.update(|ids| {
            if on {
                ids.insert(id.clone())
            } else {
                ids.remove(&id)
            };
        });
    });
    Some(view! { <SecretsView text insists insist id=box_id/> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_asked_for_are_left_alone() {
        let field =
            Element::new("badge".into(), ElementKind::Input { placeholder: String::new(), value: String::new() });
        assert!(is_watched(&field));
        assert!(!is_watched(&Element { sensitive: true, ..field.clone() }));
        let pattern = content::Pattern { pattern: "[0-9]{16}".into(), message: "Sixteen digits".into() };
        assert!(!is_watched(&Element { pattern: Some(pattern), ..field }));
        assert!(!is_watched(&Element::new("files".into(), ElementKind::Upload)));
    }
}
