use super::*;
use crate::api::describe::document;

#[test]
fn headings_are_in_order_and_every_link_leads_somewhere() {
    let page = &document().page;
    let mut above = 0;
    for (at, _) in page.match_indices("<h") {
        let Some(level) = page[at + 2..].chars().next().and_then(|digit| digit.to_digit(10)) else { continue };
        assert!(level <= above + 1, "h{level} below h{above}");
        above = level;
    }
    for (at, _) in page.match_indices("href=\"#") {
        let place = page[at + 7..].split('"').next().unwrap_or_default();
        assert_eq!(page.matches(&format!("id=\"{place}\"")).count(), 1, "{place}");
    }
}

#[test]
fn nothing_on_it_runs_or_comes_from_elsewhere() {
    let page = &document().page;
    for odd in ["<script", "<link", "<img", "style=\"", " onclick", "url(", "@import", "src="] {
        assert!(!page.contains(odd), "{odd}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains(STYLE));
}

#[test]
fn words_break_out_of_no_tag() {
    assert_eq!(html::line("a <b> `c & \"d\"`"), "a &lt;b&gt; <code>c &amp; &quot;d&quot;</code>");
}
