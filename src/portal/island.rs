//! The parts of a page that live. A page is static HTML; an island is a component in it that the publisher renders like
//! everything else and the browser brings to life. Only what islands show is part of the browser's programs.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;
use serde::{Deserialize, Serialize};

use crate::any::Any;
use crate::journey::{FormPageView, GuidePageView, MyTicketsView, TrackView, provide_outbox};
use crate::page::{FormPage, GuidePage, Site, Support};
use crate::pages::Results;
use crate::search::{Place, SearchBox};
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// A kind of islands: those of one program.
pub(crate) trait Lives: Sized {
    /// The attribute that holds what an island starts with.
    const MARK: &'static str;

    /// The value of that attribute.
    fn mark(&self) -> String;

    /// Reads the value back; `None` for one that another program wrote.
    fn read(mark: &str) -> Option<Self>;

    /// What it shows. The first view is the same for the publisher and the browser.
    fn view(self) -> AnyView;
}

/// An island of the portal's program, which every page loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Island {
    /// A search box with suggestions.
    SearchBox(Place),
    /// The search results, with the box above them.
    Results,
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

/// A journey, and what only journeys need to know of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct JourneyIsland {
    journey: Journey,
    support: Support,
}

/// What islands are called.
const SEARCH_BOX: &str = "search-box";
const RESULTS: &str = "results";

impl Lives for Island {
    const MARK: &'static str = "data-island";

    /// A word, and behind it what the island starts with.
    fn mark(&self) -> String {
        match self {
            Self::SearchBox(place) => [SEARCH_BOX, place.id()].join(" "),
            Self::Results => RESULTS.to_owned(),
        }
    }

    fn read(mark: &str) -> Option<Self> {
        let (word, rest) = mark.split_once(' ').unwrap_or((mark, ""));
        Some(match word {
            SEARCH_BOX => Self::SearchBox(Place::from_id(rest)?),
            RESULTS => Self::Results,
            _ => return None,
        })
    }

    fn view(self) -> AnyView {
        match self {
            Self::SearchBox(place) => view! { <SearchBox place/> }.any(),
            Self::Results => view! { <Results/> }.any(),
        }
    }
}

impl Lives for JourneyIsland {
    const MARK: &'static str = "data-journey";

    fn mark(&self) -> String {
        // What it is made of always has a place in JSON; one that had none would stay static.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn read(mark: &str) -> Option<Self> {
        serde_json::from_str(mark).ok()
    }

    fn view(self) -> AnyView {
        let Self { journey, support } = self;
        provide_outbox(&support.endpoint);
        provide_context(Arc::new(Site { support, ..Site::clone(&use_site()) }));
        match journey {
            Journey::Guide(page, title) => view! { <GuidePageView page title/> }.any(),
            Journey::Form(page, title) => view! { <FormPageView page title/> }.any(),
            Journey::Track(title) => view! { <TrackView title/> }.any(),
            Journey::MyTickets(title) => view! { <MyTicketsView title/> }.any(),
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
    view! { <div class="island" data-island=mark inner_html=html></div> }.any()
}

/// Puts an island of the journeys' program into a page that the publisher renders.
#[component]
pub(crate) fn JourneyView(
    /// Which, and what it starts with.
    journey: Journey,
) -> impl IntoView {
    let (mark, html) = rendered(JourneyIsland { journey, support: use_site().support.clone() });
    view! {
        <JourneysLost/>
        <div class="island" data-journey=mark inner_html=html></div>
    }
    .any()
}

/// Says that the journeys' program did not come, and what to do. The style sheet shows it then.
#[component]
fn JourneysLost() -> impl IntoView {
    let site = use_site();
    let contact = site.reachable.then(|| {
        view! { <a class="button button-quiet" href=site.href(route::CONTACT)>{words::TALK_TO_A_PERSON}</a> }.any()
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
    .any()
}

/// What an island starts with, and what it shows first.
fn rendered(island: impl Lives) -> (String, String) {
    (island.mark(), island.view().to_html())
}

#[cfg(test)]
mod tests {
    use super::{Island, Lives};
    use crate::search::Place;

    #[test]
    fn what_an_island_starts_with_reads_back() {
        let islands = [
            Island::SearchBox(Place::Hero),
            Island::SearchBox(Place::Header),
            Island::SearchBox(Place::Page),
            Island::Results,
        ];
        for island in islands {
            assert_eq!(Island::read(&island.mark()), Some(island));
        }
        assert_eq!(Island::read("search-box cellar"), None);
        assert_eq!(Island::read(""), None);
    }
}
