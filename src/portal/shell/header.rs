//! The head of every page: whose portal it is, the search box, and the ways that are always open.

use content::route;
use leptos::prelude::*;

use super::Icon;
use super::theme::ThemeSwitch;
use crate::island::{Island, IslandView};
use crate::search::Place;
use crate::site::use_site;
use crate::words;

/// The header.
#[component]
pub(super) fn Header(
    /// Address of the page below the base.
    path: String,
    /// Whether the page has a search box of its own.
    searches: bool,
) -> impl IntoView {
    let site = use_site();
    let search = (!searches).then(|| view! { <IslandView island=Island::SearchBox(Place::Header)/> });
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="brand" href=site.base.clone()>
                    {site.logo.clone().map(|logo| view! { <img class="brand-logo" src=logo alt="" width="32" height="32"/> })}
                    <span class="brand-name">{site.name.clone()}</span>
                </a>
                <div class="header-search">{search}</div>
                <nav class="nav-wide" aria-label=words::MAIN_NAVIGATION>
                    <NavLinks page=path.clone()/>
                    <ThemeSwitch/>
                </nav>
                <Menu path/>
            </div>
        </header>
    }
}

/// The same ways on a narrow screen, folded away.
#[component]
fn Menu(path: String) -> impl IntoView {
    view! {
        <details class="menu">
            <summary class="nav-link">
                <Icon name="menu"/>
                <span>{words::MENU}</span>
            </summary>
            <nav class="menu-panel" aria-label=words::MAIN_NAVIGATION>
                <NavLinks page=path/>
                <ThemeSwitch/>
            </nav>
        </details>
    }
}

#[component]
fn NavLinks(page: String) -> impl IntoView {
    let site = use_site();
    let contact = site.reachable.then(|| {
        view! { <NavLink path=route::CONTACT icon="life-buoy" label=words::CONTACT page=page.clone()/> }
    });
    let tickets = site.main_form.is_some().then(|| {
        view! {
            <NavLink path=route::TICKET icon="ticket" label=words::RAISE_A_TICKET page=page.clone()/>
            <NavLink path=route::MY_TICKETS icon="inbox" label=words::MY_TICKETS page/>
        }
    });
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
    /// Address of the page on screen, below the base.
    page: String,
) -> impl IntoView {
    let site = use_site();
    view! {
        <a class="nav-link" href=site.href(path) aria-current=current_value(path, &page)>
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
