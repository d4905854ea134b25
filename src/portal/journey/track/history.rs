//! What happened to a ticket, in plain words.

use content::ticket::{Entry, EntryKind, Ticket};
use leptos::prelude::*;

use crate::journey::moment::MomentView;
use crate::words::journey as words;

/// The entries of a ticket's timeline, from old to new.
#[component]
pub(super) fn HistoryView(ticket: Ticket) -> impl IntoView {
    let earlier =
        (ticket.earlier > 0).then(|| view! { <p class="history-earlier">{words::earlier_entries(ticket.earlier)}</p> });
    let entries = ticket.timeline.into_iter().map(|entry| view! { <EntryView entry/> }).collect_view();
    view! {
        <section class="history" aria-labelledby="history-heading">
            <h2 id="history-heading">{words::WHAT_HAPPENED}</h2>
            {earlier}
            <ol role="list">{entries}</ol>
        </section>
    }
}

#[component]
fn EntryView(entry: Entry) -> impl IntoView {
    let said = matches!(entry.kind, EntryKind::Reply).then_some("");
    let what = words::entry(&entry);
    let Entry { at, text, files, .. } = entry;
    let files = (!files.is_empty()).then(|| {
        let names = files.into_iter().map(|file| view! { <li dir="auto">{file.name}</li> });
        view! { <ul class="history-files">{names.collect_view()}</ul> }
    });
    view! {
        <li class="history-entry" data-said=said>
            <p class="history-what">{what} <span class="history-when"><MomentView moment=at/></span></p>
            {(!text.is_empty()).then(|| view! { <p class="history-text" dir="auto">{text}</p> })}
            {files}
        </li>
    }
}
