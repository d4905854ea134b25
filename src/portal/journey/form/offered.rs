//! Pages that very likely answer what the reader is writing, offered beside the form. The draft goes to the search in this
//! browser and nowhere else.

use std::collections::BTreeSet;
use std::time::Duration;

use content::ElementKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use search::message::{Answer, Hit, Kind, Wire};
use search::passage::Passages;
use web_sys::Document;

use super::along::tried;
use super::keeping::Keeper;
use super::sheet::Sheet;
use crate::between::{CONSULT, CONSULTED, detail, tell_with};
use crate::journey::focus::focus;
use crate::journey::guide::forget_path;
use crate::pages::note_unsolved;
use crate::reading::{blocks, page_at};
use crate::search::marked;
use crate::shell::{Icon, say};
use crate::trail::{Trail, note_article};
use crate::words::journey as words;

/// How long the reader must pause.
const PAUSE: Duration = Duration::from_millis(900);
/// Fewer characters say too little.
const SHORTEST: usize = 12;
/// The field that says what the ticket is about.
const SUMMARY: &str = "summary";
/// What of a page is shown in place, the first that it has.
const BODIES: [&str; 3] = [".article-body", ".guide-intro", ".notice-body"];
/// The thanks, once something has helped.
const THANKS: &str = ".draft-solved [tabindex=\"-1\"]";

/// A page that is offered.
#[derive(Debug, Clone, PartialEq)]
struct Offered {
    hit: Hit,
    /// Its best passage, as HTML.
    passage: String,
    /// What it says, as the publisher's HTML.
    body: String,
    revision: String,
}

/// What is offered for a draft, and what has been refused.
#[derive(Clone, Copy)]
pub(super) struct Offers {
    pages: RwSignal<Vec<Offered>>,
    /// Addresses of pages that are not it.
    refused: RwSignal<BTreeSet<String>>,
    /// Whether one of them has solved the problem.
    solved: RwSignal<bool>,
    /// Counts the answers of the search, so that a page that comes late is not shown for another draft.
    round: StoredValue<u32>,
}

impl Offers {
    /// Begins to ask whenever the reader pauses.
    pub(super) fn start(sheet: &Sheet) -> Self {
        let offers = Self {
            pages: RwSignal::new(Vec::new()),
            refused: RwSignal::new(BTreeSet::new()),
            solved: RwSignal::new(false),
            round: StoredValue::new(0),
        };
        ask_on_pause(sheet);
        let site = sheet.site.clone();
        Effect::new(move |_| {
            let site = site.clone();
            let listener = window_event_listener_untyped(CONSULTED, move |event| {
                if let Some(answer) = detail(&event).and_then(|text| Answer::from_text(&text)) {
                    offers.take(answer, |path| site.href(path));
                }
            });
            on_cleanup(move || listener.remove());
        });
        offers
    }

    /// Whether something that was offered has solved the problem.
    pub(super) fn solved(self) -> bool {
        self.solved.get()
    }

    /// Fetches what the search has found, and shows it when it is here.
    fn take(self, answer: Answer, href: impl Fn(&str) -> String) {
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        let finder = Passages::new(&answer.searched);
        let mut hits = answer.hits;
        hits.retain(|hit| self.refused.with_untracked(|refused| !refused.contains(&hit.path)));
        // What we know of comes first.
        hits.sort_by_key(|hit| hit.kind != Kind::Notice);
        let wanted: Vec<(Hit, String)> = hits.into_iter().map(|hit| (hit.clone(), href(&hit.path))).collect();
        spawn_local(async move {
            let mut pages = Vec::new();
            for (hit, address) in wanted {
                if let Some(page) = page_at(&address, None).await {
                    pages.push(offered(hit, &page, &finder));
                }
            }
            if self.round.try_get_value() == Some(round) {
                self.show(pages);
            }
        });
    }

    fn show(self, pages: Vec<Offered>) {
        let addresses = |pages: &[Offered]| pages.iter().map(|page| page.hit.path.clone()).collect::<Vec<_>>();
        // What the reader has open stays open while the same pages are found.
        if self.pages.with_untracked(|before| addresses(before) == addresses(&pages)) {
            return;
        }
        if !pages.is_empty() {
            say(&words::offered(pages.len()));
        }
        self.pages.set(pages);
    }

    fn refuse(self, path: &str) {
        self.refused.update(|refused| {
            refused.insert(path.to_owned());
        });
        self.pages.update(|pages| pages.retain(|page| page.hit.path != path));
    }
}

/// Tells the search what stands in the form, when the reader pauses and it has changed.
fn ask_on_pause(sheet: &Sheet) {
    let sheet = sheet.clone();
    let asked = StoredValue::new(String::new());
    Effect::new(move |_| {
        if !sheet.ready.get() {
            return;
        }
        let draft = sheet.answers.with(|_| draft(&sheet));
        let sheet = sheet.clone();
        let now = draft.clone();
        let ask = move || {
            let same = asked.try_get_value().is_none_or(|asked| asked == now);
            if same || !still(&sheet, &now) {
                return;
            }
            asked.set_value(now.clone());
            tell_with(CONSULT, &now);
        };
        if draft.chars().count() >= SHORTEST {
            set_timeout(ask, PAUSE);
        }
    });
}

/// Whether the form still says this.
fn still(sheet: &Sheet, before: &str) -> bool {
    sheet.ready.try_get_untracked() == Some(true) && draft(sheet) == before
}

/// What the reader writes about the problem: the subject and the first longer text.
fn draft(sheet: &Sheet) -> String {
    let long = sheet.form.fields().find(|field| matches!(field.kind, ElementKind::Textarea { .. }) && !field.sensitive);
    let ids = [Some(SUMMARY), long.map(|field| field.id.as_str())];
    let texts =
        ids.into_iter().flatten().map(|id| sheet.answers.with_untracked(|answers| answers.text(id).trim().to_owned()));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn offered(hit: Hit, page: &Document, finder: &Passages) -> Offered {
    let anchor = hit.path.split_once('#').and_then(|(_, id)| page.get_element_by_id(id));
    let within = |selector: &str| match &anchor {
        Some(part) => part.query_selector(selector).ok().flatten(),
        None => page.query_selector(selector).ok().flatten(),
    };
    let body = BODIES.into_iter().find_map(within).map(|body| body.inner_html()).unwrap_or_default();
    let article = page.query_selector("[data-revision]").ok().flatten();
    let revision = article.and_then(|article| article.get_attribute("data-revision")).unwrap_or_default();
    let summary = || marked(&hit.snippet);
    let paragraphs = if anchor.is_some() { Vec::new() } else { blocks(page) };
    let best = finder.best(paragraphs.iter().map(String::as_str));
    let passage = best.map_or_else(summary, |best| marked(&best.fragments));
    Offered { hit, passage, body, revision }
}

/// What is offered; nothing while nothing is sure enough.
#[component]
pub(super) fn OffersView(sheet: Sheet, offers: Offers, keeper: Keeper) -> impl IntoView {
    move || {
        let pages = offers.pages.get();
        (!pages.is_empty() && !offers.solved.get()).then(|| {
            let cards = pages.into_iter().map(|page| {
                view! { <OfferedPage sheet=sheet.clone() offers page keeper=keeper.clone()/> }
            });
            view! {
                <section class="offers" aria-labelledby="offers-heading">
                    <h2 id="offers-heading">{words::THIS_MAY_HELP}</h2>
                    <p class="offers-lead">{words::THIS_MAY_HELP_LEAD}</p>
                    <ul role="list">{cards.collect_view()}</ul>
                </section>
            }
        })
    }
}

/// One of them, to be read in place.
#[component]
fn OfferedPage(sheet: Sheet, offers: Offers, page: Offered, keeper: Keeper) -> impl IntoView {
    let Offered { hit, passage, body, revision } = page;
    let href = sheet.site.href(&hit.path);
    let title: String = hit.title.iter().map(|fragment| fragment.text.as_str()).collect();
    let path = hit.path.clone();
    let article = hit.kind == Kind::Article;
    let read = StoredValue::new(false);
    let (opened_path, opened_title) = (path.clone(), title.clone());
    let along = sheet.along;
    let opened = move |_| {
        read.set_value(true);
        if article {
            note_article(&opened_path, &revision, &opened_title);
            along.found.update(|found| found.articles = tried());
        }
    };
    let solved = {
        let device = sheet.device.clone();
        move |_| {
            offers.solved.set(true);
            keeper.discard();
            forget_path(&device);
            Trail::forget();
            focus(THANKS);
        }
    };
    let not_this = move |_| {
        if read.get_value() && article {
            note_unsolved(&path);
            along.found.update(|found| found.articles = tried());
        }
        offers.refuse(&path);
        focus("#offers-heading, .form-send button");
    };
    let (mark, icon) = words::offered_kind(hit.kind);
    let reading = (!body.is_empty()).then(|| {
        view! {
            <details class="offer-read" on:toggle=opened>
                <summary>{words::READ_IT_HERE} <span class="visually-hidden">": " {title.clone()}</span></summary>
                <div class="prose" inner_html=body></div>
            </details>
        }
    });
    view! {
        <li class="offer" data-kind=words::offered_id(hit.kind)>
            <p class="offer-kind"><Icon name=icon/> {mark}</p>
            <h3><a href=href target="_blank">{title}</a></h3>
            <p class="offer-passage" inner_html=passage></p>
            {reading}
            <div class="button-row">
                <button type="button" class="button button-quiet" on:click=solved>{words::THIS_SOLVED_IT}</button>
                <button type="button" class="button button-quiet" on:click=not_this>{words::NOT_THIS}</button>
            </div>
        </li>
    }
}

/// Thanks for whoever needs no ticket any more.
#[component]
pub(super) fn DraftSolved(sheet: Sheet, offers: Offers) -> impl IntoView {
    let home = sheet.site.href(content::route::HOME);
    let back = move |_| {
        offers.solved.set(false);
        offers.pages.set(Vec::new());
        focus("h1");
    };
    move || {
        offers.solved.get().then(|| {
            view! {
                <section class="draft-solved">
                    <h2 tabindex="-1">{words::DRAFT_SOLVED}</h2>
                    <p>{words::DRAFT_SOLVED_LEAD}</p>
                    <div class="button-row">
                        <a class="button" href=home.clone()>{words::BACK_TO_HOME}</a>
                        <button type="button" class="button button-quiet" on:click=back>{words::WRITE_A_TICKET_AFTER_ALL}</button>
                    </div>
                </section>
            }
        })
    }
}
