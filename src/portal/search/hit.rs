//! Pages that were found, as HTML: a list that is drawn anew with every key is drawn in one go.

use search::message::{Hit, Kind};

use super::marked::marked;
use crate::html::escaped;
use crate::page::Site;
use crate::shell::{Strokes, drawn};
use crate::words;

/// How much there is to show of a list of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Only their titles.
    Titles,
    /// All. The [`PASSAGE`] of each may get better later, and its [`REASONS`] are told.
    All,
}

/// Class of the line below a hit.
pub(crate) const PASSAGE: &str = "result-passage";
/// Class of the place for the reasons why a page was found.
pub(crate) const REASONS: &str = "result-reasons";

/// The items of a list of hits.
pub(crate) fn hit_list(site: &Site, hits: &[Hit], known: Known) -> String {
    hits.iter().map(|hit| item(site, hit, known)).collect()
}

fn item(site: &Site, hit: &Hit, known: Known) -> String {
    let href = site.href(&hit.path);
    let mut html = String::from("<li class=\"result\">");
    let mut push = |parts: &[&str]| parts.iter().for_each(|part| html.push_str(part));
    push(&["<a class=\"result-link\" href=\"", &escaped(&href), "\">", &marked(&hit.title), "</a>"]);
    push(&["<p class=\"result-kind\">", &drawn(kind_icon(hit.kind)), "<span>", kind_word(hit.kind), "</span>"]);
    if let Some(category) = site.category(&hit.category) {
        push(&["<span class=\"result-category\">", &escaped(&category.title), "</span>"]);
    }
    push(&["</p>"]);
    if known == Known::All || !hit.snippet.is_empty() {
        let class = if known == Known::All { PASSAGE } else { "" };
        push(&["<p class=\"result-snippet ", class, "\">", &marked(&hit.snippet), "</p>"]);
    }
    if let Some(part) = &hit.part {
        let kind = if hit.kind == Kind::Guide { words::STEP } else { words::SECTION };
        push(&["<p class=\"result-part\">", &drawn(Strokes::RIGHT)]);
        push(&["<span class=\"visually-hidden\">", kind, ": </span>"]);
        push(&["<a href=\"", &escaped(&href), "#", &escaped(&part.anchor), "\">", &marked(&part.title), "</a></p>"]);
    }
    if known == Known::All {
        push(&["<div class=\"", REASONS, "\"></div>"]);
    }
    push(&["</li>"]);
    html
}

/// The icon for a kind of page.
pub(super) fn kind_icon(kind: Kind) -> Strokes {
    match kind {
        Kind::Article => Strokes::ARTICLE,
        Kind::Guide => Strokes::GUIDE,
        Kind::Form => Strokes::TICKET,
        Kind::Notice => Strokes::NOTICE,
    }
}

/// The word for a kind of page.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => words::ARTICLE,
        Kind::Guide => words::GUIDE,
        Kind::Form => words::FORM,
        Kind::Notice => words::NOTICE,
    }
}

#[cfg(test)]
mod tests {
    use search::message::{Fragment, Part};

    use super::*;
    use crate::pages::tests::{lines, site};

    fn hit() -> Hit {
        Hit {
            kind: Kind::Guide,
            path: "guides/vpn/".into(),
            title: vec![fragment("Set up the ", false), fragment("VPN", true), fragment(" & <more>", false)],
            snippet: vec![fragment("Step by step.", false)],
            category: "network".into(),
            part: Some(Part { title: vec![fragment("Test it", false)], anchor: "a\"b".into() }),
            called: false,
            reasons: Vec::new(),
        }
    }

    fn fragment(text: &str, marked: bool) -> Fragment {
        Fragment { text: text.into(), marked }
    }

    #[test]
    fn a_hit_is_a_link_with_all_that_helps_to_choose() {
        insta::assert_snapshot!(lines(&hit_list(&site(), &[hit()], Known::All)), @r#"
        <li class="result">
        <a class="result-link" href="/help/guides/vpn/">Set up the <mark>VPN</mark> &amp; &lt;more&gt;</a>
        <p class="result-kind">
        <svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M12 13v8"/>
        <path d="M12 3v3"/>
        <path d="M2.354 10.354a1.207 1.207 0 0 1 0-1.708l2.06-2.06A2 2 0 0 1 5.828 6h12.344a2 2 0 0 1 1.414.586l2.06 2.06a1.207 1.207 0 0 1 0 1.708l-2.06 2.06a2 2 0 0 1-1.414.586H5.828a2 2 0 0 1-1.414-.586z"/>
        </svg>
        <span>Guide</span>
        <span class="result-category">Wi-Fi and VPN</span>
        </p>
        <p class="result-snippet result-passage">Step by step.</p>
        <p class="result-part">
        <svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="m9 18 6-6-6-6"/>
        </svg>
        <span class="visually-hidden">Step: </span>
        <a href="/help/guides/vpn/#a&quot;b">Test it</a>
        </p>
        <div class="result-reasons">
        </div>
        </li>
        "#);
    }

    #[test]
    fn a_hit_of_which_only_the_title_is_known_has_no_room_for_more() {
        let hit = Hit { snippet: Vec::new(), part: None, ..hit() };
        let html = hit_list(&site(), &[hit], Known::Titles);
        assert!(!html.contains(REASONS) && !html.contains("result-snippet") && html.contains("result-category"));
    }
}
