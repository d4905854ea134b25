//! The page of a guide.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;

use super::answers::AnswersSoFar;
use super::outcome::{OutcomeView, SolvedView};
use super::path::{begin_afresh, forget_path, keep_path};
use super::step::StepSection;
use super::walk::{Place, Walk};
use crate::address::use_address;
use crate::html::HtmlView;
use crate::journey::device::Device;
use crate::journey::focus::focus;
use crate::page::{GuidePage, Site};
use crate::pages::Breadcrumb;
use crate::shell::Icon;
use crate::site::use_site;
use crate::trail::Trail;
use crate::words::journey as words;

/// What the parts of a guide's page share.
#[derive(Clone)]
pub(super) struct Course {
    pub(super) guide: Arc<GuidePage>,
    pub(super) site: Arc<Site>,
    /// Where the reader stands.
    pub(super) walk: RwSignal<Walk>,
    /// Whether the page has come to life; before, all steps are one page and links lead from one to the other.
    pub(super) live: RwSignal<bool>,
}

impl Course {
    /// The guide's own address.
    pub(super) fn href(&self) -> String {
        self.site.href(&route::guide(&self.guide.slug))
    }

    /// Where the reader stands, once the page lives.
    pub(super) fn place(&self) -> Option<Place> {
        self.live.get().then(|| self.walk.with(Walk::place))
    }
}

/// A guide, one step at a time. Without JavaScript, in print and for search engines it is one page with all steps.
#[component]
pub(crate) fn GuidePageView(
    /// The guide.
    page: GuidePage,
    /// Its title.
    title: String,
) -> impl IntoView {
    let guide = Arc::new(page);
    let course = Course {
        guide: Arc::clone(&guide),
        site: use_site(),
        walk: RwSignal::new(Walk::start(&guide)),
        live: RwSignal::new(false),
    };
    follow_address(&course, title.clone());
    let steps = (0..guide.steps.len()).map(|index| view! { <StepSection course=course.clone() index/> }).collect_view();
    let (live, walk) = (course.live, course.walk);
    view! {
        <article class="page page-narrow guide" data-live=move || live.get().then_some("")>
            <Breadcrumb category=guide.category.clone()/>
            <header class="page-head">
                <h1 tabindex="-1">{title.clone()}</h1>
                {(!guide.summary.is_empty()).then(|| view! { <p class="lead">{guide.summary.clone()}</p> })}
                <div class="guide-intro" data-begun=move || walk.with(|walk| walk.taken() > 0).then_some("")>
                    <HtmlView html=guide.intro.clone() class="prose"/>
                </div>
            </header>
            <p class="guide-dropped" role="status">
                {move || walk.with(Walk::dropped).then_some(words::ANSWERS_DROPPED)}
            </p>
            <div class="guide-steps">
                {steps}
                <OutcomeView course=course.clone()/>
                <SolvedView course=course.clone()/>
            </div>
            <AnswersSoFar course=course.clone()/>
            <GuideFooter course title/>
        </article>
    }
}

/// Ways out of a guide: back, from the start, and to a person.
#[component]
fn GuideFooter(course: Course, title: String) -> impl IntoView {
    let contact = course.site.href(route::CONTACT);
    let from = route::guide(&course.guide.slug);
    let ticket = course.site.ticket_href(&[("summary", &title), ("category", &course.guide.category)], Some(&from));
    let back = move || {
        let guide = &course.guide;
        let begun = course.live.get() && course.walk.with(|walk| walk.taken() > 0);
        begun.then(|| {
            let back = course.walk.with(|walk| walk.before(guide, walk.taken().saturating_sub(1)));
            let (href, start) = (course.href(), course.walk.with(|walk| walk.before(guide, 0)));
            view! {
                <a class="button button-quiet" href=format!("{href}{back}") data-noscroll=""><Icon name="arrow-left"/>{words::BACK}</a>
                <a class="button button-quiet" href=format!("{href}{start}") data-noscroll=""><Icon name="rotate-ccw"/>{words::START_AGAIN}</a>
            }
        })
    };
    view! {
        <nav class="guide-footer" aria-label=words::GUIDE_WAYS>
            <div class="button-row guide-moves">{back}</div>
            <p class="guide-person">
                {words::RATHER_A_PERSON} " " <a href=contact>{words::TALK_TO_A_PERSON}</a>
                {ticket.map(|ticket| view! { " " {words::OR} " " <a href=ticket>{words::SEND_A_TICKET}</a> })}
                "."
            </p>
        </nav>
    }
}

/// Rebuilds the walk whenever the address changes, and keeps it for a ticket that may follow.
fn follow_address(course: &Course, title: String) {
    let address = use_address();
    let device = Device::of(&course.site);
    let course = course.clone();
    Effect::new(move |before: Option<Walk>| {
        let walk = address.with(|address| Walk::replay(&course.guide, &address.search, &address.hash));
        if before.as_ref().is_some_and(|before| *before != walk) {
            focus(".guide [data-current] [tabindex=\"-1\"]");
        }
        match walk.path(&course.guide, &title) {
            Some(_) if walk.solved(&course.guide) => {
                forget_path(&device);
                Trail::forget();
            }
            Some(path) => keep_path(&device, path),
            None => begin_afresh(&device, &course.guide.slug),
        }
        course.walk.set(walk.clone());
        course.live.set(true);
        walk
    });
}
