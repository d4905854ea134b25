//! The word on every page that tickets wait to be sent, and that they have been.

use std::time::Duration;

use content::route;
use leptos::prelude::*;

use super::Outbox;
use crate::element::element;
use crate::shell::{OUTBOX_STRIP, say};
use crate::site::use_site;
use crate::words::journey as words;

/// How long a page has to say the same by itself.
const A_MOMENT: Duration = Duration::from_millis(300);

/// What the strip says, and where it leads.
#[derive(Debug, Clone, PartialEq)]
struct Word {
    text: String,
    link: &'static str,
    href: String,
    waits: bool,
}

/// Keeps the strip true for as long as the page is open.
pub(super) fn show(outbox: Outbox) {
    let site = use_site();
    let word = Memo::new(move |_| {
        let all = outbox.all();
        let stuck = all.iter().filter(|waiting| waiting.is_stuck()).count();
        let href = site.href(route::MY_TICKETS);
        match (all.len(), outbox.sent.get()) {
            (0, None) => None,
            (0, Some(sent)) => {
                let href = site.href(&route::track(&sent.reference, &sent.secret));
                Some(Word { text: words::sent_by_itself(&sent.reference), link: words::SEE_IT, href, waits: false })
            }
            (all, _) => Some(Word { text: words::waiting(all, stuck), link: words::SEE_WAITING, href, waits: true }),
        }
    });
    Effect::new(move |_| {
        let word = word.get();
        draw(word.as_ref());
        if let Some(word) = word {
            set_timeout(move || speak(&word), A_MOMENT);
        }
    });
}

/// Says it to those who do not see it, unless the page says it all itself.
fn speak(word: &Word) {
    let told = element(&document(), ".send-waiting, .waiting, .ticket-form[aria-busy=true]").is_some();
    if !(word.waits && told) {
        say(&word.text);
    }
}

/// The strip stands outside what pages change, and is drawn by hand like all that does.
fn draw(word: Option<&Word>) {
    let page = document();
    let find = |inside: &str| element(&page, &format!("{OUTBOX_STRIP} {inside}"));
    if let (Some(text), Some(link), Some(word)) = (find("p"), find("a"), word) {
        text.set_text_content(Some(&word.text));
        link.set_text_content(Some(word.link));
        // Attributes of well-known names can always be set.
        let _ = link.set_attribute("href", &word.href);
    }
    if let Some(strip) = element(&page, OUTBOX_STRIP) {
        let _ = strip.set_attribute("data-waits", word.map_or("", |word| if word.waits { "yes" } else { "no" }));
        strip.set_hidden(word.is_none());
    }
}
