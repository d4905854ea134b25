//! A text that a reader is writing to the desk.

use leptos::prelude::*;

use crate::journey::secrets::{SecretsView, masked};

/// A text, and whether it goes as it is, whatever it holds.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// The text so far.
    pub(super) text: RwSignal<String>,
    as_written: RwSignal<bool>,
}

impl Said {
    /// Nothing yet.
    pub(super) fn nothing() -> Self {
        Self { text: RwSignal::new(String::new()), as_written: RwSignal::new(false) }
    }

    /// As it is sent: without likely secrets, unless the reader insists on them.
    pub(super) fn to_send(self, privacy: &content::secret::Privacy) -> String {
        let text = self.text.get_untracked();
        if self.as_written.get_untracked() { text } else { masked(&text, privacy) }
    }

    /// What was said is sent.
    pub(super) fn clear(self) {
        self.text.set(String::new());
        self.as_written.set(false);
    }
}

/// What of it looks like a secret.
#[component]
pub(super) fn SaidSecrets(
    /// The text.
    said: Said,
    /// Id of the field it is written in.
    field: &'static str,
) -> impl IntoView {
    let text = Signal::derive(move || Some(said.text.get()));
    let insists = Signal::derive(move || said.as_written.get());
    let insist = Callback::new(move |on| said.as_written.set(on));
    view! { <SecretsView text insists insist id=format!("as-written-{field}")/> }
}
