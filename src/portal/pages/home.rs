//! The home page: the search box first, then everything else there is.

use leptos::prelude::*;

use super::cards::CategorySection;
use super::category::CardSection;
use super::help::HelpPanel;
use super::notices::Notices;
use crate::island::{Island, IslandView};
use crate::page::Home;
use crate::search::Place;
use crate::site::use_site;
use crate::words;

/// The home page.
#[component]
pub(crate) fn HomeView(
    /// What it shows.
    page: Home,
) -> impl IntoView {
    let site = use_site();
    let Home { notices, featured, guides, counts } = page;
    view! {
        <div class="hero">
            <div class="hero-inner">
                <h1>{words::HOME_HEADING}</h1>
                <p class="hero-lead">{site.summary.clone()}</p>
                <IslandView island=Island::SearchBox(Place::Hero)/>
            </div>
        </div>
        <div class="page">
            <Notices notices/>
            <CategorySection counts/>
            <CardSection id="guides" title=words::GUIDES_HOME cards=guides/>
            <CardSection id="featured" title=words::FEATURED cards=featured/>
            <HelpPanel/>
        </div>
    }
}
