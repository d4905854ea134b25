//! An article's list of contents.

use leptos::prelude::*;
use web_sys::Document;

use crate::page::ContentsEntry;
use crate::shell::Icon;
use crate::words;

/// From how many headings on a list of them helps.
const WORTH_IT: usize = 3;

/// From this width on the list stands beside the text and is open.
const BESIDE: &str = "(min-width: 68rem)";

/// The list: folded away on a narrow screen, open beside the text on a wide one.
#[component]
pub(super) fn Contents(
    /// The headings.
    entries: Vec<ContentsEntry>,
) -> impl IntoView {
    (entries.len() >= WORTH_IT).then(|| {
        view! {
            <nav class="contents" aria-label=words::ON_THIS_PAGE>
                <details>
                    <summary>
                        <Icon name="list"/>
                        <span>{words::ON_THIS_PAGE}</span>
                        <Icon name="chevron-down"/>
                    </summary>
                    <ol role="list">{entries.into_iter().map(entry).collect_view()}</ol>
                </details>
            </nav>
        }
    })
}

fn entry(entry: ContentsEntry) -> impl IntoView {
    let class = if entry.level > 2 { "contents-sub" } else { "contents-top" };
    view! { <li class=class><a href=format!("#{}", entry.id)>{entry.text}</a></li> }
}

/// Opens the list where there is room beside the text.
pub(super) fn enliven(page: &Document) {
    let wide = window().match_media(BESIDE).ok().flatten().is_some_and(|query| query.matches());
    if let Some(list) = page.query_selector(".contents details").ok().flatten().filter(|_| wide) {
        // Setting an attribute of a well-known name does not fail.
        let _ = list.set_attribute("open", "");
    }
}
