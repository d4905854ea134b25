//! Likely secrets in what the reader writes: marked as soon as they pause, and taken out when the ticket is sent, unless
//! they insist.

use std::collections::BTreeMap;
use std::time::Duration;

use content::secret::{self, Privacy, Secret};
use content::ticket::Value;
use content::{Element, ElementKind};
use leptos::{ev, prelude::*};
use search::message::Fragment;

use super::field::Frame;
use super::sheet::Sheet;
use crate::search::marked;
use crate::words::journey as words;

/// How long the reader must pause.
const PAUSE: Duration = Duration::from_millis(400);
/// How many characters around a secret are shown.
const AROUND: usize = 24;

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

/// A text without likely secrets.
pub(super) fn masked(text: &str, privacy: &Privacy) -> String {
    secret::mask(text, &secret::find(text, privacy))
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
    let id = element.id;
    let found = RwSignal::new(Vec::<(Secret, String)>::new());
    let (watched, asked) = (sheet.clone(), id.clone());
    Effect::new(move |_| {
        if !watched.ready.get() {
            return;
        }
        let text = watched.answers.with(|answers| answers.text(&asked).to_owned());
        let (sheet, id) = (watched.clone(), asked.clone());
        let look = move || {
            let still = sheet.answers.try_with_untracked(|answers| answers.text(&id) == text);
            if still == Some(true) {
                let secrets = secret::find(&text, &sheet.site.support.privacy);
                found.set(secrets.into_iter().map(|secret| (secret.clone(), shown(&text, &secret))).collect());
            }
        };
        set_timeout(look, PAUSE);
    });
    let as_written = sheet.as_written;
    let box_id = format!("as-written-{id}");
    let insists = {
        let id = id.clone();
        move || as_written.with(|ids| ids.contains(&id))
    };
    let insist = move |event: ev::Event| {
        let on = event_target_checked(&event);
        as_written.update(|ids| {
            if on {
                ids.insert(id.clone())
            } else {
                ids.remove(&id)
            };
        });
    };
    let any = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let inside = move || {
        any.get().then(|| {
            let lines = move || {
                let rows = found.get().into_iter().map(|(secret, html)| {
                    let what = words::secret(&secret.kind);
                    view! { <li>{what} ": " <span class="secret-text" inner_html=html></span></li> }
                });
                rows.collect_view()
            };
            let fate = {
                let insists = insists.clone();
                move || if insists() { words::SECRET_SENT } else { words::SECRET_TAKEN_OUT }
            };
            view! {
                <p class="secret-heading">{words::SECRET_FOUND}</p>
                <ul>{lines}</ul>
                <p>{fate}</p>
                <label class="tick" for=box_id.clone()>
                    <input type="checkbox" id=box_id.clone() prop:checked=insists.clone() on:change=insist.clone()/>
                    <span>{words::SEND_AS_WRITTEN}</span>
                </label>
            }
        })
    };
    Some(view! { <div class="secrets" role="status">{inside}</div> })
}

/// A secret, marked, with the words around it, as HTML.
fn shown(text: &str, secret: &Secret) -> String {
    let (before, rest) = text.split_at_checked(secret.span.start).unwrap_or_default();
    let (found, behind) = rest.split_at_checked(secret.span.len()).unwrap_or((rest, ""));
    let skipped = before.chars().count().saturating_sub(AROUND);
    let lead: String = before.chars().skip(skipped).collect();
    let tail: String = behind.chars().take(AROUND).collect();
    let dots = |cut: bool| if cut { "…" } else { "" };
    let fragment = |text: String, marked| Fragment { text, marked };
    marked(&[
        fragment(format!("{}{lead}", dots(skipped > 0)), false),
        fragment(found.to_owned(), true),
        fragment(format!("{tail}{}", dots(behind.chars().nth(AROUND).is_some())), false),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_among_its_words() {
        let text =
            "Since this morning I cannot sign in, my password is S3cret!<b> and it worked yesterday evening still";
        let found = secret::find(text, &Privacy::default());
        assert_eq!(found.len(), 1);
        let html = shown(text, &found[0]);
        assert!(html.contains("my password is <mark>S3cret!") && html.contains("&lt;b&gt;"), "{html}");
        assert!(html.starts_with('…') && html.ends_with('…'), "{html}");
        assert_eq!(masked("password: S3cret!9", &Privacy::default()), "password: [password removed]");
    }

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
