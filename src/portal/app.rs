//! A whole page, as the publisher renders it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::address::Address;
use crate::any::Any;
use crate::island::{Journey, JourneyView};
use crate::journey::CatalogueView;
use crate::navigation::Navigation;
use crate::page::{Content, Document, Page, Site};
use crate::pages;
use crate::search::Search;
use crate::shell::Shell;

/// Renders the inside of `<body>` for one page.
pub fn render(document: &Document) -> String {
    let Document { site, page } = document.clone();
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        let address = Address { path: site.href(&page.path), ..Address::default() };
        provide_site(site, address);
        provide_portal();
        let searches = has_search_box(&page.content);
        view! { <Shell path=page.path.clone() searches>{page_view(page)}</Shell> }.any().into_view().to_html()
    });
    owner.unset_with_forced_cleanup();
    html
}

/// Provides what every component may ask for.
pub(crate) fn provide_site(site: Site, address: Address) {
    provide_context(Arc::new(site));
    provide_context(RwSignal::new(address));
}

/// Provides what the islands of the portal's program may ask for besides.
pub(crate) fn provide_portal() {
    provide_context(Navigation::new());
    provide_context(Search::new());
}

/// Pages that have a search box of their own need no second one in the header.
fn has_search_box(content: &Content) -> bool {
    matches!(content, Content::Home(_) | Content::Search | Content::NotFound)
}

/// The page itself, by kind.
fn page_view(page: Page) -> AnyView {
    let Page { path, title, content, .. } = page;
    match content {
        Content::Home(page) => view! { <pages::HomeView page/> }.any(),
        Content::Category(page) => view! { <pages::CategoryView page title/> }.any(),
        Content::Article(page) => view! { <pages::ArticleView page title path/> }.any(),
        Content::Catalogue => view! { <CatalogueView title/> }.any(),
        Content::Contact => view! { <pages::ContactView title/> }.any(),
        Content::NotFound => view! { <pages::NotFoundView title/> }.any(),
        Content::Search => view! { <pages::ResultsView title/> }.any(),
        Content::Guide(page) => view! { <JourneyView journey=Journey::Guide(page, title)/> }.any(),
        Content::Form(page) => view! { <JourneyView journey=Journey::Form(page, title)/> }.any(),
        Content::Track => view! { <JourneyView journey=Journey::Track(title)/> }.any(),
        Content::MyTickets => view! { <JourneyView journey=Journey::MyTickets(title)/> }.any(),
    }
}
