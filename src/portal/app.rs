//! The application: one router, and the page that the file says it is.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;

use crate::document::{CurrentPage, Pages};
use crate::page::{Content, Document, Page};
use crate::search::Search;
use crate::shell::{Announcer, Shell, Theme};
use crate::{journey, pages};

/// Renders the inside of `<body>` for one page.
pub fn render(document: &Document) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&document.site.href(&document.page.path)));
        let document = document.clone();
        view! { <App document/> }.into_view().to_html()
    });
    owner.unset_with_forced_cleanup();
    html
}

/// Everything inside `<body>`.
#[component]
pub(crate) fn App(
    /// The page to show first.
    document: Document,
) -> impl IntoView {
    let Document { site, page } = document;
    let base = site.base.clone();
    provide_context(Arc::new(site));
    provide_context(Pages::new(page));
    provide_context(Announcer::new());
    provide_context(Theme::new());
    provide_context(Search::new());
    view! {
        <Router base>
            <Shell>
                <CurrentPage view=page_view/>
            </Shell>
        </Router>
    }
}

/// The page itself, by kind.
fn page_view(page: Page) -> AnyView {
    let Page { path, title, content, .. } = page;
    match content {
        Content::Home(page) => view! { <pages::HomeView page/> }.into_any(),
        Content::Search => view! { <pages::ResultsView title/> }.into_any(),
        Content::Category(page) => view! { <pages::CategoryView page title/> }.into_any(),
        Content::Article(page) => view! { <pages::ArticleView page title path/> }.into_any(),
        Content::Guide(page) => view! { <journey::GuidePageView page title/> }.into_any(),
        Content::Catalogue => view! { <journey::CatalogueView title/> }.into_any(),
        Content::Form(page) => view! { <journey::FormPageView page title/> }.into_any(),
        Content::Track => view! { <journey::TrackView title/> }.into_any(),
        Content::MyTickets => view! { <journey::MyTicketsView title/> }.into_any(),
        Content::Contact => view! { <pages::ContactView title/> }.into_any(),
        Content::NotFound => view! { <pages::NotFoundView title/> }.into_any(),
    }
}
