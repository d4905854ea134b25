//! Pages that very likely answer what the reader is writing, offered beside the form. The draft goes to the search in this
//! browser and nowhere else.

mod ask;
mod ended;
mod follow;
mod page;
mod view;

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use search::message::{Answer, Hit, Kind, Wire};
use search::passage::Passages;

use self::page::Offered;
use super::sheet::Sheet;
use crate::between::{CONSULTED, detail};
use crate::journey::ticket::Seal;
use crate::reading::page_at;
use crate::shell::say;
use crate::words::journey as words;

pub(in crate::journey::form) use ended::DraftEnded;
pub(in crate::journey::form) use view::OffersView;

/// How a draft ends without being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// Something that was offered has solved the problem.
    Solved,
    /// The reader is told about a notice instead, by the ticket that goes under this seal.
    Followed(Seal),
}

/// What is offered for a draft, and what has been refused.
#[derive(Clone, Copy)]
pub(super) struct Offers {
    pages: RwSignal<Vec<Offered>>,
    /// Addresses of pages that are not it.
    refused: RwSignal<BTreeSet<String>>,
    /// How the draft has ended, if it has.
    ended: RwSignal<Option<Ending>>,
    /// Counts the answers of the search, so that a page that comes late is not shown for another draft.
    round: StoredValue<u32>,
}

impl Offers {
    /// Begins to ask whenever the reader pauses.
    pub(super) fn start(sheet: &Sheet) -> Self {
        let offers = Self {
            pages: RwSignal::new(Vec::new()),
            refused: RwSignal::new(BTreeSet::new()),
            ended: RwSignal::new(None),
            round: StoredValue::new(0),
        };
        ask::on_pause(sheet);
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

    /// Whether the draft has ended without being sent.
    pub(super) fn ended(self) -> bool {
        self.ended.with(Option::is_some)
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
                    pages.push(Offered::of(hit, &address, &page, &finder));
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
