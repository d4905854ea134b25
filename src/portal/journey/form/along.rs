//! What goes along with a ticket, shown before it is sent and removable.

use content::ticket::{Context, GuidePath};
use leptos::{ev, prelude::*};

use super::sheet::Sheet;
use crate::words::journey as words;

/// Which of the things that could go along do.
#[derive(Clone, Copy)]
pub(super) struct Along {
    path: RwSignal<bool>,
    page: RwSignal<bool>,
}

impl Along {
    /// All of them, until the reader takes one off.
    pub(super) fn all() -> Self {
        Self { path: RwSignal::new(true), page: RwSignal::new(true) }
    }

    /// What goes along now.
    pub(super) fn context(self, sheet: &Sheet) -> Context {
        let wanted = |switch: RwSignal<bool>| switch.get_untracked();
        Context {
            guide: sheet.path.get_untracked().filter(|_| wanted(self.path)),
            page: sheet.page.get_untracked().filter(|_| wanted(self.page)),
        }
    }
}

/// What we send besides the answers; nothing when there is nothing else.
#[component]
pub(super) fn SentAlong(sheet: Sheet, along: Along) -> impl IntoView {
    move || {
        let (path, page) = (sheet.path.get(), sheet.page.get());
        (path.is_some() || page.is_some()).then(|| {
            let site = sheet.site.clone();
            view! {
                <fieldset class="along">
                    <legend class="along-heading">{words::WHAT_WE_SEND}</legend>
                    <p class="along-lead">{words::WHAT_WE_SEND_LEAD}</p>
                    {path.map(|path| view! { <PathView path switch=along.path/> })}
                    {page.map(|page| {
                        let href = site.href(&page);
                        view! {
                            <Switch id="along-page" switch=along.page label=words::THE_PAGE_YOU_CAME_FROM/>
                            <p class="along-page"><a href=href target="_blank">{page}</a></p>
                        }
                    })}
                </fieldset>
            }
        })
    }
}

/// The way through a guide.
#[component]
fn PathView(path: GuidePath, switch: RwSignal<bool>) -> impl IntoView {
    let rows = path.answers.into_iter().map(|answered| {
        view! { <div><dt>{answered.question}</dt><dd>{answered.answer}</dd></div> }
    });
    view! {
        <Switch id="along-path" switch label=words::your_answers_in(&path.title)/>
        <dl class="along-path" data-off=move || (!switch.get()).then_some("")>{rows.collect_view()}</dl>
    }
}

/// Takes something off, or puts it back.
#[component]
fn Switch(id: &'static str, switch: RwSignal<bool>, #[prop(into)] label: String) -> impl IntoView {
    let change = move |event: ev::Event| switch.set(event_target_checked(&event));
    view! {
        <label class="tick" for=id>
            <input type="checkbox" id=id prop:checked=switch on:change=change/>
            <span>{label}</span>
        </label>
    }
}
