//! Likely secrets in what a reader writes: marked as soon as they pause, and taken out when it is sent, unless they insist.

use std::sync::Arc;
use std::time::Duration;

use content::secret::{self, Privacy, Secret};
use leptos::prelude::*;
use search::message::Fragment;

use crate::search::marked;
use crate::site::use_site;
use crate::words::journey as words;

/// How long the reader must pause.
const PAUSE: Duration = Duration::from_millis(400);
/// How many characters around a secret are shown.
const AROUND: usize = 24;

/// A text without likely secrets.
pub(in crate::journey) fn masked(text: &str, privacy: &Privacy) -> String {
    secret::mask(text, &secret::find(text, privacy))
}

/// What was found in a text, and the box to insist with.
#[component]
pub(super) fn SecretsView(
    /// The text; nothing while it must not be looked at.
    text: Signal<Option<String>>,
    /// Whether the reader wants it sent as it is.
    insists: Signal<bool>,
    /// Notes that the reader does, or no longer does.
    insist: Callback<bool>,
    /// Id of the box.
    id: String,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<(Secret, String)>::new());
    let site = use_site();
    Effect::new(move |_| {
        let Some(looked_at) = text.get() else { return };
        let site = Arc::clone(&site);
        let look = move || {
            if text.try_get_untracked().flatten().as_ref() == Some(&looked_at) {
                let secrets = secret::find(&looked_at, &site.support.privacy);
                found.set(secrets.into_iter().map(|secret| (secret.clone(), shown(&looked_at, &secret))).collect());
            }
        };
        set_timeout(look, PAUSE);
    });
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
            let fate = move || if insists.get() { words::SECRET_SENT } else { words::SECRET_TAKEN_OUT };
            view! {
                <p class="secret-heading">{words::SECRET_FOUND}</p>
                <ul>{lines}</ul>
                <p>{fate}</p>
                <label class="tick" for=id.clone()>
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=insists
                        on:change=move |event| insist.run(event_target_checked(&event))
                    />
                    <span>{words::SEND_AS_WRITTEN}</span>
                </label>
            }
        })
    };
    view! { <div class="secrets" role="status">{inside}</div> }
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
}
