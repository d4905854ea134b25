//! What happened to a ticket, in plain words.

use content::ticket::{Entry, EntryKind, Ticket, Who};
use leptos::prelude::*;

use super::watch::Watch;
use crate::journey::files::FileLink;
use crate::journey::moment::MomentView;
use crate::words::journey as words;

/// The entries of a ticket's timeline, from old to new.
#[component]
pub(super) fn HistoryView(ticket: Ticket, watch: Watch) -> impl IntoView {
    let earlier =
        (ticket.earlier > 0).then(|| view! { <p class="history-earlier">{words::earlier_entries(ticket.earlier)}</p> });
    let entries = ticket.timeline.into_iter().map(|entry| view! { <EntryView entry watch/> }).collect_view();
    view! {
        <section class="history" aria-labelledby="history-heading">
            <h2 id="history-heading">{words::WHAT_HAPPENED}</h2>
            {earlier}
            <ol role="list">{entries}</ol>
        </section>
    }
}

#[component]
fn EntryView(entry: Entry, watch: Watch) -> impl IntoView {
    let pass = watch.pass;
    let said = (!entry.text.is_empty() && matches!(entry.kind, EntryKind::Reply | EntryKind::Escalated)).then_some("");
    let what = words::entry(&entry);
    let page = entry.first_answer();
    // What it has in place of words is no text.
    let entry = if page.is_some() { Entry { text: String::new(), ..entry } } else { entry };
    let page = page.map(
        |page| view! { <p class="history-page"><a href=watch.site.get_value().href(&page.url)>{page.title}</a></p> },
    );
    let Entry { at, who, text, files, due, .. } = entry;
    // What a reader asked to hurry with is told above.
    let due = due.filter(|_| who == Who::Desk).map(|due| {
        view! { <p class="history-due">{words::NEXT_UPDATE_BY} " " <MomentView moment=due/></p> }
    });
    let files = (!files.is_empty()).then(|| {
        let names = files.into_iter().map(|file| view! { <li><FileLink file pass/></li> });
        view! { <ul class="file-links" role="list">{names.collect_view()}</ul> }
    });
    view! {
        <li class="history-entry" data-said=said>
            <p class="history-what">{what} <span class="history-when"><MomentView moment=at/></span></p>
            {page}
            {(!text.is_empty()).then(|| view! { <p class="history-text" dir="auto">{text}</p> })}
            {files}
            {due}
        </li>
    }
}
