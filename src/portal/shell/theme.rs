//! Light or dark: by the system's setting, until the reader says otherwise. `boot.js` sets the choice before the first
//! paint; here it is changed.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{Document, HtmlElement};

use super::Icon;
use super::announcer::say;
use super::icon::icon_href;
use crate::any::Any;
use crate::element::{around, elements};
use crate::{device, words};

/// Name under which the choice is kept; `boot.js` reads it too.
const KEPT_AS: &str = "theme";
/// The attribute of the page's root that holds the choice; `boot.js` sets it too.
const CHOICE: &str = "data-theme";
/// The switches: a page has one in its header and one in its menu.
const SWITCH: &str = "[data-theme-switch]";

/// The theme the reader chose.
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

    /// What is in force.
    fn now() -> Self {
        let chosen = document().document_element().and_then(|root| root.get_attribute(CHOICE));
        Self::from_id(&chosen.unwrap_or_default())
    }

    fn choose(self) {
        if self == Self::System {
            device::forget(KEPT_AS);
        } else {
            device::keep(KEPT_AS, self.id());
        }
        if let Some(root) = document().document_element() {
            // Setting an attribute of a well-known name does not fail.
            let _ = root.set_attribute(CHOICE, self.id());
        }
    }
}

/// Changes the theme: system, light, dark, and round again.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let choice = Choice::default();
    view! {
        <button type="button" class="nav-link theme-switch needs-js" data-theme-switch="">
            <Icon name=choice.icon()/>
            <span>{words::theme(choice.id())}</span>
        </button>
    }
    .any()
}

/// Has the switches of a page show what is in force.
pub(super) fn show_theme(page: &Document) {
    let choice = Choice::now();
    elements(page, SWITCH).iter().for_each(|switch| show(switch, choice));
}

fn show(switch: &HtmlElement, choice: Choice) {
    if let Ok(Some(icon)) = switch.query_selector("use") {
        // Setting an attribute of a well-known name does not fail.
        let _ = icon.set_attribute("href", &icon_href(choice.icon()));
    }
    if let Ok(Some(name)) = switch.query_selector("span") {
        name.set_text_content(Some(words::theme(choice.id())));
    }
}

/// Listens to the switches for as long as the page lives.
pub(crate) fn listen_for_theme() {
    let _for_as_long_as_the_page = window_event_listener(ev::click, |event| {
        if around(&event, SWITCH).is_some() {
            let choice = Choice::now().next();
            choice.choose();
            show_theme(&document());
            say(words::theme(choice.id()));
        }
    });
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
