//! Light or dark: by the system's setting, until the reader says otherwise. `boot.js` sets the choice before the first
//! paint; here it is changed.

use leptos::prelude::*;

use super::Icon;
use super::announcer::say;
use crate::any::Any;
use crate::waking::waking;
use crate::{device, words};

/// Name under which the choice is kept; `boot.js` reads it too.
const KEPT_AS: &str = "theme";

/// The theme the reader chose.
#[derive(Clone, Copy)]
pub(crate) struct Theme(RwSignal<Choice>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Choice {
    #[default]
    System,
    Light,
    Dark,
}

impl Choice {
    fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_id(id: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|choice| choice.id() == id).unwrap_or_default()
    }

    fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::System => "sun-moon",
            Self::Light => "sun",
            Self::Dark => "moon",
        }
    }
}

impl Theme {
    /// Starts as on the server; what this device keeps is read after hydration.
    pub(crate) fn new() -> Self {
        let theme = Self(RwSignal::new(Choice::System));
        Effect::new(move |_| {
            if let Some(kept) = device::recall(KEPT_AS) {
                theme.0.set(Choice::from_id(&kept));
            }
        });
        theme
    }

    fn choose(self, choice: Choice) {
        self.0.set(choice);
        if choice == Choice::System {
            device::forget(KEPT_AS);
        } else {
            device::keep(KEPT_AS, choice.id());
        }
        if let Some(root) = document().document_element() {
            // Setting an attribute of a well-known name does not fail.
            let _ = root.set_attribute("data-theme", choice.id());
        }
    }
}

/// Changes the theme: system, light, dark, and round again.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let theme = expect_context::<Theme>();
    let change = move |_| {
        let choice = theme.0.get_untracked().next();
        theme.choose(choice);
        say(words::theme(choice.id()));
    };
    let shown = waking(Choice::default, move || theme.0.get());
    let shown = Signal::derive(shown);
    view! {
        <button type="button" class="nav-link theme-switch needs-js" on:click=change>
            {move || view! { <Icon name=shown.get().icon()/> }.any()}
            <span>{move || words::theme(shown.get().id())}</span>
        </button>
    }
    .any()
}

#[cfg(test)]
mod tests {
    use super::Choice;

    #[test]
    fn three_presses_come_round_and_each_choice_is_kept_by_its_id() {
        let start = Choice::System;
        assert_eq!(start.next().next().next(), start);
        for choice in [start, start.next(), start.next().next()] {
            assert_eq!(Choice::from_id(choice.id()), choice);
        }
        assert_eq!(Choice::from_id("sepia"), Choice::System);
    }
}
