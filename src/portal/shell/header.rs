//! The head of every page: whose portal it is, the search box, and the ways that are always open.

use content::route;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Details;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Icon;
use super::theme::ThemeSwitch;
use crate::document::use_pages;
use crate::page::Content;
use crate::search::{Place, SearchBox};
use crate::site::use_site;
use crate::words;

/// The header.
#[component]
pub(super) fn Header() -> impl IntoView {
    let pages = use_pages();
    let site = use_site();
    // Pages that have a search box of their own need no second one.
    let own_box = Memo::new(move |_| pages.shown.with(|shown| has_search_box(&shown.page.content)));
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=site.base.clone()>
                    {site.logo.clone().map(|logo| view! { <img class="brand-logo" src=logo alt="" width="32" height="32"/> })}
                    <span class="brand-name">{site.name.clone()}</span>
                </a>
                <div class="header-search">
                    <Show when=move || !own_box.get()>
                        <SearchBox place=Place::Header/>
                    </Show>
                </div>
                <nav class="nav-wide" aria-label=words::MAIN_NAVIGATION>
                    <NavLinks/>
                    <ThemeSwitch/>
                </nav>
                <Menu/>
            </div>
        </header>
    }
}

fn has_search_box(content: &Content) -> bool {
    matches!(content, Content::Home(_) | Content::Search | Content::NotFound)
}

/// The same ways on a narrow screen, folded away.
#[component]
fn Menu() -> impl IntoView {
    let pages = use_pages();
    let menu = NodeRef::<Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    Effect::new(move |_| {
        pages.shown.track();
        close();
    });
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
            focus_summary(menu);
        }
    };
    // A link to the page on screen changes no page, so it has to close the menu itself.
    let click = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.closest("a").ok().flatten().is_some()) {
            close();
        }
    };
    view! {
        <details class="menu" node_ref=menu on:keydown=press>
            <summary class="nav-link">
                <Icon name="menu"/>
                <span>{words::MENU}</span>
            </summary>
            <nav class="menu-panel" aria-label=words::MAIN_NAVIGATION on:click=click>
                <NavLinks/>
                <ThemeSwitch/>
            </nav>
        </details>
    }
}

fn focus_summary(menu: NodeRef<Details>) {
    let summary = menu.get_untracked().and_then(|menu| menu.query_selector("summary").ok().flatten());
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus that cannot be set leaves the reader where they are.
        let _ = summary.focus();
    }
}

#[component]
fn NavLinks() -> impl IntoView {
    let site = use_site();
    let tickets = site.main_form.is_some().then(|| {
        view! {
            <NavLink path=route::TICKET icon="ticket" label=words::RAISE_A_TICKET/>
            <NavLink path=route::MY_TICKETS icon="inbox" label=words::MY_TICKETS/>
        }
    });
    let contact = (!site.contact.is_empty())
        .then(|| view! { <NavLink path=route::CONTACT icon="life-buoy" label=words::CONTACT/> });
    view! {
        {tickets}
        {contact}
    }
}

/// A link that knows whether it leads to the page on screen.
#[component]
fn NavLink(
    /// Where to, below the base.
    path: &'static str,
    /// Its icon.
    icon: &'static str,
    /// Its word.
    label: &'static str,
) -> impl IntoView {
    let pages = use_pages();
    let site = use_site();
    let current = move || pages.shown.with(|shown| current_value(path, &shown.page.path));
    view! {
        <a class="nav-link" href=site.href(path) aria-current=current>
            <Icon name=icon/>
            <span>{label}</span>
        </a>
    }
}

/// `page` for the page itself, `true` for what lies below it.
fn current_value(link: &str, page: &str) -> Option<&'static str> {
    match page.strip_prefix(link)? {
        "" => Some("page"),
        _ => Some("true"),
    }
}

#[cfg(test)]
mod tests {
    use super::current_value;

    #[test]
    fn a_link_knows_its_own_page_and_what_lies_below() {
        assert_eq!(current_value("ticket/", "ticket/"), Some("page"));
        assert_eq!(current_value("ticket/", "ticket/incident/"), Some("true"));
        assert_eq!(current_value("ticket/", "contact/"), None);
    }
}
