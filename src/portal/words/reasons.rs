//! Words that say why a page was found.

use search::message::{Found, How, Place, Reason};

pub(crate) const WHY: &str = "Why this result?";
pub(crate) const CALLED_SO: &str = "This page is called exactly so.";

/// One sentence for each word that was found, then one for those that were not, and one for those that hardly count.
pub(crate) fn reasons(reasons: &[Reason]) -> Vec<String> {
    let (little, much): (Vec<&Reason>, Vec<&Reason>) = reasons.iter().partition(|reason| reason.little);
    let missing: Vec<&Reason> = much.iter().copied().filter(|reason| reason.found.is_none()).collect();
    let found = much.iter().filter_map(|reason| Some(sentence(reason, reason.found.as_ref()?)));
    let mut sentences: Vec<String> = found.collect();
    if !missing.is_empty() {
        sentences.push(format!("Not on this page: {}.", missing.into_iter().map(read).collect::<Vec<_>>().join(", ")));
    }
    if !little.is_empty() {
        sentences
            .push(format!("Common words, which hardly count: {}.", quoted(little.iter().map(|reason| &reason.typed))));
    }
    sentences
}

fn sentence(reason: &Reason, found: &Found) -> String {
    let words = quoted(&found.words);
    let is = if found.words.len() > 1 { "are" } else { "is" };
    let there = format!("{is} {}", place(found.place));
    let which = format!("{words}, which {there}");
    if let Some(mended) = &reason.mended {
        let read = format!("Your word “{}” was read as “{mended}”", reason.typed);
        return match found.how {
            // One word was read, however many of its forms are there.
            How::Typed => format!("{read}, which is {}.", place(found.place)),
            _ => format!("{read}; {words} {there}."),
        };
    }
    let typed = format!("“{}”", reason.typed);
    match found.how {
        How::Typed => format!("{typed} is {}.", place(found.place)),
        How::Form if found.words.len() > 1 => format!("Other forms of {typed} {there}: {words}."),
        How::Form => format!("Another form of {typed} {there}: {words}."),
        How::Partly => format!("Of {typed}, only {words} {there}."),
        How::Unfinished => format!("{typed} was taken for the beginning of {which}."),
        How::Synonym => format!("{typed} means the same as {which}."),
        How::Everyday => format!("{typed} can mean the same as {which}."),
        How::Related => format!("{typed} is close to {which}."),
        How::Joined => format!("{typed} is also written as one word, {which}."),
        How::Parts => format!("{typed} was also looked for as {which}."),
    }
}

/// A word that is not on the page, as it was read.
fn read(reason: &Reason) -> String {
    match &reason.mended {
        Some(mended) => format!("“{}” (read as “{mended}”)", reason.typed),
        None => format!("“{}”", reason.typed),
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Text => "on this page",
        Place::Title => "in the title",
        Place::Alias => "in another name for this page",
    }
}

fn quoted<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    words.into_iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
}
