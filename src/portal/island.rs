//! The parts of a page that live. A page is static HTML; an island is a component in it that the publisher renders like
//! everything else and the browser brings to life. Only what islands show is part of the browser's programs.

use content::route;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::journey::{FormPageView, GuidePageView, MyTicketsView, TrackView};
use crate::navigation::FrameView;
use crate::page::{FormPage, GuidePage};
use crate::pages::{ResultsView, Solved};
use crate::search::{Place, SearchBox};
use crate::shell::{Icon, ShortcutSwitch, ThemeSwitch};
use crate::site::use_site;
use crate::words;

/// A kind of islands: those of one program.
pub(crate) trait Lives: Serialize + DeserializeOwned {
    /// The attribute that holds what an island starts with, as JSON.
    const MARK: &'static str;

    /// What it shows. The first view is the same for the publisher and the browser.
    fn view(self) -> AnyView;
}

/// An island of the portal's program, which every page loads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Island {
    /// What stays while pages change.
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
}

/// An island of the journeys' program. Each is a page, with its title.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Journey {
    /// A guide.
    Guide(GuidePage, String),
    /// A form.
    Form(FormPage, String),
    /// One ticket's status.
    Track(String),
    /// The tickets this device knows.
    MyTickets(String),
}

impl Lives for Island {
    const MARK: &'static str = "data-island";

    fn view(self) -> AnyView {
        match self {
            Self::Frame => view! { <FrameView/> }.into_any(),
            Self::SearchBox(place) => view! { <SearchBox place/> }.into_any(),
            Self::ThemeSwitch => view! { <ThemeSwitch/> }.into_any(),
            Self::ShortcutSwitch => view! { <ShortcutSwitch/> }.into_any(),
            Self::Solved(path) => view! { <Solved path/> }.into_any(),
            Self::Results(title) => view! { <ResultsView title/> }.into_any(),
        }
    }
}

impl Lives for Journey {
    const MARK: &'static str = "data-journey";

    fn view(self) -> AnyView {
        match self {
            Self::Guide(page, title) => view! { <GuidePageView page title/> }.into_any(),
            Self::Form(page, title) => view! { <FormPageView page title/> }.into_any(),
            Self::Track(title) => view! { <TrackView title/> }.into_any(),
            Self::MyTickets(title) => view! { <MyTicketsView title/> }.into_any(),
        }
    }
}

/// Puts an island of the portal's program into a page that the publisher renders.
#[component]
pub(crate) fn IslandView(
    /// Which, and what it starts with.
    island: Island,
) -> impl IntoView {
    let (mark, html) = rendered(island);
    view! { <div class="island" data-island=mark inner_html=html></div> }
}

/// Puts an island of the journeys' program into a page that the publisher renders.
#[component]
pub(crate) fn JourneyView(
    /// Which, and what it starts with.
    journey: Journey,
) -> impl IntoView {
    let (mark, html) = rendered(journey);
    view! {
        <JourneysLost/>
        <div class="island" data-journey=mark inner_html=html></div>
    }
}

/// Says that the journeys' program did not come, and what to do. The style sheet shows it then.
#[component]
fn JourneysLost() -> impl IntoView {
    let site = use_site();
    let contact = (!site.contact.is_empty()).then(|| {
        view! { <a class="button button-quiet" href=site.href(route::CONTACT)>{words::TALK_TO_A_PERSON}</a> }
    });
    view! {
        <div class="journeys-lost-only" role="alert">
            <div class="banner banner-warning">
                <Icon name="wifi-off"/>
                <p>{words::JOURNEYS_LOST}</p>
                <a class="button button-quiet" href="" rel="external">{words::TRY_AGAIN}</a>
                {contact}
            </div>
        </div>
    }
}

/// What an island starts with, and what it shows first.
fn rendered(island: impl Lives) -> (String, String) {
    // What an island is made of always has a place in JSON; one that had none would stay static.
    let mark = serde_json::to_string(&island).unwrap_or_default();
    (mark, island.view().to_html())
}
