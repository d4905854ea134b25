//! What all pages of a site share, and the addresses of its pages.

use std::sync::Arc;

use content::{Category, route};
use leptos::prelude::expect_context;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::page::Site;

/// Name of the query parameter that tells a ticket form which page the reader came from (its address below the base).
/// The leading underscore keeps it apart from the ids of fields.
pub(crate) const FROM: &str = "_from";

/// Name of the one that says what the guide demands which led there.
pub(crate) const VERIFY: &str = "_verify";

/// What stays as it is in a value of a query.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// The site this page belongs to.
pub(crate) fn use_site() -> Arc<Site> {
    expect_context::<Arc<Site>>()
}

/// A value, safe in a query.
pub(crate) fn query_value(text: &str) -> String {
    utf8_percent_encode(text, QUERY_VALUE).to_string()
}

impl Site {
    /// The address of a page, given its address below the base.
    pub fn href(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address below the base of a path on this origin, when it lies there.
    pub fn below_base<'a>(&self, pathname: &'a str) -> Option<&'a str> {
        pathname.strip_prefix(&self.base)
    }

    /// The results for a search.
    pub fn search_href(&self, query: &str) -> String {
        format!("{}{}?q={}", self.base, route::SEARCH, query_value(query))
    }

    /// The form that "raise a ticket" opens, with fields filled in and the page the reader came from.
    /// `None` when the site has no forms.
    pub fn ticket_href(&self, fields: &[(&str, &str)], from: Option<&str>) -> Option<String> {
        let form = self.main_form.as_deref()?;
        let query: Vec<String> = fields
            .iter()
            .copied()
            .chain(from.map(|page| (FROM, page)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(field, value)| format!("{}={}", query_value(field), query_value(value)))
            .collect();
        let separator = if query.is_empty() { "" } else { "?" };
        Some(format!("{}{}{separator}{}", self.base, route::form(form), query.join("&")))
    }

    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { base: "/help/".into(), main_form: Some("incident".into()), ..Site::default() }
    }

    #[test]
    fn all_addresses_lie_below_the_base() {
        assert_eq!(site().href("articles/x/"), "/help/articles/x/");
        assert_eq!(site().search_href("can't print & scan"), "/help/search/?q=can%27t%20print%20%26%20scan");
        assert_eq!(site().below_base("/help/articles/x/"), Some("articles/x/"));
        assert_eq!(site().below_base("/helpdesk/"), None);
    }

    #[test]
    fn a_ticket_carries_words_and_the_page_it_came_from() {
        let href = site().ticket_href(&[("summary", "No Wi-Fi"), ("category", "")], Some("articles/x/"));
        assert_eq!(href.as_deref(), Some("/help/ticket/incident/?summary=No%20Wi-Fi&_from=articles/x/"));
        assert_eq!(Site::default().ticket_href(&[], None), None);
    }
}
