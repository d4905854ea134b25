//! The parts of a page that live. A page is static HTML; an island is a component in it that the publisher renders like
//! everything else and the browser brings to life. Only what islands show is part of the browser's program.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;
use serde::{Deserialize, Serialize};

use crate::journey::{FormPageView, GuidePageView, MyTicketsView, TrackView};
use crate::navigation::FrameView;
use crate::page::{FormPage, GuidePage};
use crate::pages::{ResultsView, Solved};
use crate::search::{Place, SearchBox};
use crate::shell::{ShortcutSwitch, ThemeSwitch};

/// An island and what it starts with. Stands as JSON in the attribute that the browser looks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Island {
    /// What stands around every page: progress, and the voice for screen readers.
    Frame,
    /// A search box with suggestions.
    SearchBox(Place),
    /// The switch between light and dark.
    ThemeSwitch,
    /// The switch for the `/` key.
    ShortcutSwitch,
    /// "Did this solve it?" for the article at an address below the base.
    Solved(String),
    /// The page of search results, with its title.
    Results(String),
    /// The page of a guide, with its title.
    Guide(GuidePage, String),
    /// The page of a form, with its title.
    Form(FormPage, String),
    /// The page of one ticket's status, with its title.
    Track(String),
    /// The page of the tickets this device knows, with its title.
    MyTickets(String),
}

/// The attribute that marks an island.
pub(crate) const MARK: &str = "data-island";

impl Island {
    /// What it shows. The first view is the same for the publisher and the browser.
    pub(crate) fn view(self) -> AnyView {
        match self {
            Self::Frame => view! { <FrameView/> }.into_any(),
            Self::SearchBox(place) => view! { <SearchBox place/> }.into_any(),
            Self::ThemeSwitch => view! { <ThemeSwitch/> }.into_any(),
            Self::ShortcutSwitch => view! { <ShortcutSwitch/> }.into_any(),
            Self::Solved(path) => view! { <Solved path/> }.into_any(),
            Self::Results(title) => view! { <ResultsView title/> }.into_any(),
            Self::Guide(page, title) => view! { <GuidePageView page title/> }.into_any(),
            Self::Form(page, title) => view! { <FormPageView page title/> }.into_any(),
            Self::Track(title) => view! { <TrackView title/> }.into_any(),
            Self::MyTickets(title) => view! { <MyTicketsView title/> }.into_any(),
        }
    }
}

/// Puts an island into a page that the publisher renders.
#[component]
pub(crate) fn IslandView(
    /// Which, and what it starts with.
    island: Island,
) -> impl IntoView {
    // What an island is made of always has a place in JSON; one that had none would stay static.
    let mark = serde_json::to_string(&island).unwrap_or_default();
    let html = island.view().to_html();
    view! { <tz-island data-island=mark inner_html=html></tz-island> }
}
