//! Going to a page without a link.

use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::use_pages;
use crate::site::use_site;

/// Goes to a page, given its address below the base and its query (without `?`, may be empty), as following a link does.
pub(crate) fn use_go() -> impl Fn(&str, &str) + Clone {
    let pages = use_pages();
    let site = use_site();
    let navigate = use_navigate();
    move |path, query| {
        let path = site.href(path);
        pages.open_at_top(&path, query);
        let separator = if query.is_empty() { "" } else { "?" };
        navigate(
            &format!("{path}{separator}{query}"),
            NavigateOptions { resolve: false, ..NavigateOptions::default() },
        );
    }
}
