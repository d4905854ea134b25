//! The search box: a form that works without us, and a combobox with suggestions once we are here.

use std::time::Duration;

use content::route;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use search::message::Question;

use super::state::SearchState;
use super::suggestion_list::SuggestionList;
use super::suggestions::{LIMIT, LIST, Suggestions, option_id, truth};
use crate::any::Any;
use crate::effect::effect;
use crate::navigation::use_navigation;
use crate::shell::{Icon, say};
use crate::site::{query_value, use_site};
use crate::words;

/// Id of the search box; a page has one.
pub(crate) const BOX: &str = "search-box";

/// How a box to type a search into is, besides what it looks like.
const SETTINGS: [(&str, &str); 7] = [
    ("type", "search"),
    ("name", "q"),
    ("autocomplete", "off"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("enterkeyhint", "search"),
    ("maxlength", "200"),
];

/// The attributes that all boxes to type a search into have.
pub(crate) fn settings() -> Vec<AnyAttribute> {
    SETTINGS.into_iter().map(|(name, value)| custom_attribute(name, value).into_any_attr()).collect()
}

/// How long the reader must pause before the number of suggestions is said.
const PAUSE: Duration = Duration::from_millis(700);

/// Where a search box stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the home page, as its hero.
    Hero,
    /// In the header of a page.
    Header,
    /// On a page about something that is not there.
    Page,
}

impl Place {
    /// What it is called in an island's mark.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Hero => "hero",
            Self::Header => "header",
            Self::Page => "page",
        }
    }

    /// The place that is called so.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        [Self::Hero, Self::Header, Self::Page].into_iter().find(|place| place.id() == id)
    }

    fn class(self) -> &'static str {
        match self {
            Self::Hero => "search-form search-form-hero",
            Self::Header => "search-form search-form-header",
            Self::Page => "search-form",
        }
    }

    fn placeholder(self) -> &'static str {
        match self {
            Self::Hero => words::SEARCH_HERO_PLACEHOLDER,
            Self::Header | Self::Page => words::SEARCH_PLACEHOLDER,
        }
    }
}

/// A search box with suggestions.
#[component]
pub(crate) fn SearchBox(
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    let site = use_site();
    let list = SuggestionList::new();
    let field = NodeRef::<Input>::new();
    keep_in_step(field, list);
    announce(list);
    let navigation = use_navigation();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        list.close();
        if let Some(field) = field.get_untracked() {
            navigation.go(route::SEARCH, &format!("q={}", query_value(field.value().trim())));
        }
    };
    let press = move |event: KeyboardEvent| {
        if let Some(path) = list.key(&event) {
            event.prevent_default();
            navigation.go(&path, "");
        }
    };
    let alive = RwSignal::new(false);
    effect(move |_| alive.set(true));
    // Without us there are no suggestions, so without us it is no combobox.
    let combobox = move |value: &'static str| move || alive.get().then_some(value);
    view! {
        <form class=place.class() role="search" action=site.href(route::SEARCH) on:submit=submit>
            <div class="search-field">
                <Icon name="search"/>
                <label class="visually-hidden" for=BOX>{words::SEARCH_LABEL}</label>
                <input
                    id=BOX
                    class="search-input"
                    {..settings()}
                    placeholder=place.placeholder()
                    node_ref=field
                    role=combobox("combobox")
                    aria-autocomplete=combobox("list")
                    aria-controls=combobox(LIST)
                    aria-expanded=move || alive.get().then(|| truth(list.open.get()))
                    aria-activedescendant=move || list.active.get().map(option_id)
                    on:input=move |event| list.type_in(&event_target_value(&event))
                    on:focus=move |_| list.search.wake()
                    on:blur=move |_| list.close()
                    on:keydown=press
                />
                <kbd class="search-key needs-js" aria-hidden="true">"/"</kbd>
                <button type="submit" class="button search-button">{words::SEARCH}</button>
            </div>
            <Suggestions list/>
        </form>
    }
    .any()
}

/// Keeps the words in the box and the question the same, whoever changes them. What was typed before we were here counts.
fn keep_in_step(field: NodeRef<Input>, list: SuggestionList) {
    let search = list.search;
    let query = search.query();
    effect(move |first| {
        let query = query.get();
        let Some(field) = field.get() else { return };
        let typed = field.value();
        if first && query.is_empty() && !typed.trim().is_empty() {
            // A browser may also have put words back that nobody is typing now; those bring no list up.
            let typing = document().active_element().is_some_and(|active| active.id() == BOX);
            if typing { list.type_in(&typed) } else { search.ask(Question::new(typed, LIMIT)) }
        } else if typed.trim() != query {
            field.set_value(&query);
        }
    });
}

/// Says how many suggestions there are, once the reader pauses.
fn announce(list: SuggestionList) {
    effect(move |_| {
        let Some(answered) = list.search.answered() else { return };
        let id = answered.id;
        let words = words::results(answered.answer.total);
        set_timeout(
            move || {
                let still = list.search.state().with_untracked(SearchState::asked) == id;
                if still && list.wanted.get_untracked() {
                    say(&words);
                }
            },
            PAUSE,
        );
    });
}
