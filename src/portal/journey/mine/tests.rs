//! What the list is made of, as far as it needs no clock.

use std::sync::Arc;

use content::ticket::State;
use leptos::prelude::*;

use super::care::CareView;
use super::controls::ControlsView;
use super::list::List;
use super::receipts::tests::kept;
use super::rows::RowsView;
use super::{Kept, Receipts};
use crate::journey::tests::{drawn, site};

/// Everything around the rows, for so many tickets that are narrowed down to these words.
fn around(count: usize, words: &'static str) -> String {
    let states = [State::New, State::New, State::WaitingForReader, State::Closed];
    let tickets = states.into_iter().cycle().take(count).enumerate();
    let receipts = Receipts(tickets.map(|(place, state)| Kept { state, ..kept(&format!("TZ-{place}")) }).collect());
    drawn(site(), move || {
        let list = List::new(Arc::new(site()));
        list.receipts.set(Some(receipts));
        list.sift.update(|sift| sift.words = words.to_owned());
        let rows = (count == 0 || !words.is_empty()).then(|| view! { <RowsView list=list.clone()/> });
        view! { <ControlsView list=list.clone()/> {rows} <CareView list/> }
    })
}

#[test]
fn an_empty_list_leads_on_and_offers_nothing_else() {
    insta::assert_snapshot!(around(0, ""));
}

#[test]
fn a_long_list_is_searched_and_narrowed_and_says_when_nothing_fits() {
    insta::assert_snapshot!(around(5, "zzz"));
}

#[test]
fn controls_come_with_the_fourth_ticket() {
    let has = |count, what: &str| around(count, "").contains(what);
    assert_eq!([3, 4].map(|count| has(count, "mine-search")), [false, true]);
    assert_eq!([0, 1, 2].map(|count| has(count, "Export this list")), [false, true, true]);
    assert_eq!([0, 1, 2].map(|count| has(count, "Forget all on this device")), [false, false, true]);
    assert!(around(200, "").contains(">200</span>"), "all states are counted");
}
