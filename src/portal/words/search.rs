//! Words of the search.

pub(crate) const SEARCH: &str = "Search";
pub(crate) const SEARCH_LABEL: &str = "Search for help";
pub(crate) const SEARCH_PLACEHOLDER: &str = "Search for help";
pub(crate) const SEARCH_HERO_PLACEHOLDER: &str = "What do you need?";
pub(crate) const SUGGESTIONS: &str = "Suggestions";
pub(crate) const RESULTS: &str = "Search results";
pub(crate) const SHOWING_RESULTS_FOR: &str = "Showing results for ";
pub(crate) const SEARCHING: &str = "Searching…";
pub(crate) const STILL_LOADING: &str = "The full search is still loading. These are matches in titles so far.";
pub(crate) const ONLY_TITLES_YET: &str =
    "No title has these words. The full search is still loading and looks through all pages.";
pub(crate) const PARTIAL: &str = "Part of the search index could not be loaded, so some pages may be missing here.";
pub(crate) const SHOW_MORE: &str = "Show more results";
pub(crate) const NO_JS: &str = "Searching needs JavaScript, which is off or blocked in this browser. Every answer can be found by its category below.";
pub(crate) const START_HINT: &str =
    "Type what is wrong in your own words, an error code or the name of a program. Or browse by category.";
pub(crate) const BROWSE: &str = "Browse by category";
pub(crate) const EMPTY_NARROWED: &str = "Only a part of the pages was searched. The answer may be in another one.";
pub(crate) const NEAREST: &str = "Pages with similar titles";
pub(crate) const REACH: &str = "Talk to a person instead";
pub(crate) const EMPTY_HINTS: [&str; 3] = [
    "Check the spelling, or try fewer words.",
    "Use the name of the program or device, or the exact error code.",
    "Say what you want to do rather than what is broken.",
];
pub(crate) const ARTICLE: &str = "Article";
pub(crate) const GUIDE: &str = "Guide";
pub(crate) const FORM: &str = "Form";
pub(crate) const NOTICE: &str = "Notice";
pub(crate) const SECTION: &str = "Section";
pub(crate) const STEP: &str = "Step";
pub(crate) const SEARCH_INSTEAD_FOR: &str = "Search instead for ";
pub(crate) const NARROW_DOWN: &str = "Narrow the results down";
pub(crate) const CATEGORY: &str = "Category";
pub(crate) const ALL_CATEGORIES: &str = "All categories";
pub(crate) const DEVICE: &str = "Device";
pub(crate) const ANY_DEVICE: &str = "Any device";
pub(crate) const SHOW_ALL_RESULTS: &str = "Search everywhere";
pub(crate) const SEARCH_SLOW: &str = "The full search has not loaded yet. Titles are searched meanwhile.";
pub(crate) const SEARCH_BROKEN: &str = "The full search could not start in this browser. Titles are searched instead.";
pub(crate) const SEARCH_GONE: &str =
    "Search could not be loaded. Check your connection and reload the page, or browse by category.";

/// How many results there are.
pub(crate) fn results(total: usize) -> String {
    match total {
        0 => "No results".into(),
        1 => "1 result".into(),
        _ => format!("{total} results"),
    }
}

/// How many results a filter leaves, by the names of what was chosen.
pub(crate) fn results_within(total: usize, category: Option<&str>, device: Option<&str>) -> String {
    let category = category.map(|name| format!(" in {name}")).unwrap_or_default();
    let device = device.map(|name| format!(" for {name}")).unwrap_or_default();
    format!("{}{category}{device}", results(total))
}

/// Codes that no page has, while there are results for the rest.
pub(crate) fn unknown(codes: &[String]) -> String {
    format!("No page mentions {}.", codes.iter().map(|code| format!("“{code}”")).collect::<Vec<_>>().join(" or "))
}

/// The title of the page of results, as browsers show it.
pub(crate) fn search_title(query: &str, portal: &str) -> String {
    const LONGEST: usize = 80;
    match query.char_indices().nth(LONGEST) {
        _ if query.is_empty() => format!("{SEARCH} – {portal}"),
        Some((end, _)) => format!("{}… – {SEARCH} – {portal}", &query[..end]),
        None => format!("{query} – {SEARCH} – {portal}"),
    }
}

/// A choice and how many results it leaves.
pub(crate) fn choice(name: &str, results: usize) -> String {
    format!("{name} ({results})")
}

/// Nothing was found.
pub(crate) fn nothing_found(query: &str) -> String {
    format!("Nothing found for “{query}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_the_browser_holds_no_novel() {
        assert_eq!(search_title("vpn", "Help"), "vpn – Search – Help");
        assert_eq!(search_title("", "Help"), "Search – Help");
        let long = search_title(&"é".repeat(9_000), "Help");
        assert_eq!(long, format!("{}… – Search – Help", "é".repeat(80)));
    }
}
