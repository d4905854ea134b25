//! The list as the page shows it, and what the reader does with it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sift::{self, Sift};
use super::{Kept, Receipts};
use crate::date::now;
use crate::journey::device::Device;
use crate::journey::focus::focus;
use crate::journey::ticket::{Desk, Failure, patience};
use crate::page::Site;

/// How many tickets are asked about when the page opens.
const ASKED: usize = 10;

/// What the list shows.
#[derive(Clone)]
pub(super) struct List {
    pub(super) site: Arc<Site>,
    pub(super) device: Device,
    /// Nothing until the page lives.
    pub(super) receipts: RwSignal<Option<Receipts>>,
    /// Whether the device keeps the list. Believed until the page knows better.
    pub(super) keeps: RwSignal<bool>,
    /// What the list is narrowed down to.
    pub(super) sift: RwSignal<Sift>,
    /// The tickets forgotten last, and their places; none when nothing can be undone.
    pub(super) forgotten: RwSignal<Vec<(usize, Kept)>>,
}

impl List {
    /// An empty one, which the page fills when it lives.
    pub(super) fn new(site: Arc<Site>) -> Self {
        Self {
            device: Device::of(&site),
            site,
            receipts: RwSignal::new(None),
            keeps: RwSignal::new(true),
            sift: RwSignal::new(Sift::default()),
            forgotten: RwSignal::new(Vec::new()),
        }
    }

    /// Fills the list and asks how the tickets stand.
    pub(super) fn open(&self) {
        self.keeps.set(self.device.keeps());
        self.reload();
        self.ask();
    }

    /// How many tickets there are.
    pub(super) fn len(&self) -> usize {
        self.receipts.with(|receipts| receipts.as_ref().map_or(0, |receipts| receipts.0.len()))
    }

    /// Whether there are enough tickets to search in.
    pub(super) fn is_long(&self) -> bool {
        self.receipts.with(|receipts| receipts.as_ref().is_some_and(sift::is_worth_it))
    }

    /// The tickets to show.
    pub(super) fn shown(&self) -> Vec<Kept> {
        let sift = self.sift.get();
        self.receipts.with(|receipts| receipts.as_ref().map_or_else(Vec::new, |receipts| sift.pass(receipts)))
    }

    pub(super) fn forget(&self, reference: &str) {
        let gone = super::change(&self.device, |receipts| receipts.forget(reference));
        self.forgot(gone.into_iter().collect());
    }

    pub(super) fn forget_all(&self) {
        let gone = super::change(&self.device, Receipts::forget_all);
        self.forgot(gone);
    }

    fn forgot(&self, gone: Vec<(usize, Kept)>) {
        self.forgotten.set(gone);
        self.reload();
        focus(".mine-undo button");
    }

    pub(super) fn undo(&self) {
        let gone = self.forgotten.get_untracked();
        let Some((_, first)) = gone.first() else { return };
        let reference = first.reference.clone();
        super::change(&self.device, |receipts| {
            gone.into_iter().for_each(|(place, kept)| receipts.put_back(place, kept));
        });
        self.forgotten.set(Vec::new());
        self.reload();
        focus(format!("[data-reference=\"{reference}\"] a"));
    }

    pub(super) fn reload(&self) {
        // The page may be gone when an answer comes late; the device has been told already.
        let _ = self.receipts.try_set(Some(super::all(&self.device)));
    }

    /// Asks how the open tickets stand, one after the other; without an answer the last known state stays.
    fn ask(&self) {
        let list = self.clone();
        spawn_local(async move {
            let desk = Desk::of(&list.site);
            for kept in super::all(&list.device).to_ask(ASKED) {
                if patience::left() > 0 {
                    return;
                }
                match desk.status(&kept.reference, &kept.secret).await {
                    Ok(ticket) => {
                        if super::change(&list.device, |receipts| receipts.learn(&ticket, now(), false)) {
                            list.reload();
                        }
                    }
                    // What is wrong with one ticket is not wrong with the next.
                    Err(Failure::Unknown | Failure::Broken(_)) => {
                        super::change(&list.device, |receipts| receipts.asked(&kept.reference, now()));
                    }
                    Err(_) => return,
                }
            }
        });
    }
}
