//! The box on the page of results.

use content::route;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use search::message::Question;

use super::{PAUSE, asked};
use crate::any::Any;
use crate::effect::effect;
use crate::navigation::use_navigation;
use crate::search::{BOX, Search, settings};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// The box: results follow what is typed, and so does the address.
#[component]
pub(super) fn ResultsBox(search: Search) -> impl IntoView {
    let site = use_site();
    let field = NodeRef::<Input>::new();
    let query = search.query();
    let navigation = use_navigation();
    // Other words are another question: the filter stays, but not that the old words were meant as they stood, nor how
    // many results were wanted.
    let question = move |words: &str| {
        let address = navigation.address();
        Question { query: words.to_owned(), literal: false, limit: asked::STEP, ..asked::read(&address.search) }
    };
    // The query that the address got in passing, while the reader typed: the next words take its place. A question that
    // the reader came with, or has sent, can be gone back to.
    let passing = StoredValue::new(Some(String::new()));
    let follow = move |words: &str| {
        let (here, query) = (navigation.address().search, asked::write(&question(words)));
        if here == query {
            return;
        }
        if passing.try_get_value().flatten() == Some(here) {
            navigation.rewrite(&query)
        } else {
            navigation.ask(&query)
        }
        passing.set_value(Some(query));
    };
    effect(move |first| {
        let query = query.get();
        let Some(field) = field.get() else { return };
        let typed = field.value();
        if first && !typed.trim().is_empty() && typed.trim() != query {
            // What was typed before we were here counts.
            navigation.rewrite(&asked::write(&question(&typed)));
        } else if typed.trim() != query {
            field.set_value(&query);
        }
    });
    let keys = StoredValue::new(0_u32);
    let type_in = move |event| {
        let text = event_target_value(&event);
        search.ask(question(&text));
        let key = keys.try_update_value(|keys| {
            *keys += 1;
            *keys
        });
        set_timeout(
            move || {
                if key.is_some() && keys.try_get_value() == key {
                    follow(&text);
                }
            },
            PAUSE,
        );
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            follow(&field.value());
            passing.set_value(None);
        }
    };
    view! {
        <form class="search-form" role="search" action=site.href(route::SEARCH) on:submit=submit>
            <div class="search-field">
                <Icon name="search"/>
                <label class="visually-hidden" for=BOX>{words::SEARCH_LABEL}</label>
                <input
                    id=BOX
                    class="search-input"
                    {..settings()}
                    placeholder=words::SEARCH_PLACEHOLDER
                    node_ref=field
                    on:focus=move |_| search.wake()
                    on:input=type_in
                />
                <button type="submit" class="button search-button">{words::SEARCH}</button>
            </div>
        </form>
    }
    .any()
}
