//! The address of the page on screen, in its parts.

use leptos::prelude::*;

/// An address of this origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path, base path included, as it is escaped.
    pub(crate) path: String,
    /// The query without its `?`.
    pub(crate) search: String,
    /// The fragment without its `#`.
    pub(crate) hash: String,
}

/// The address of the page on screen; it changes when the same page is shown with another query or fragment, too.
pub(crate) fn use_address() -> RwSignal<Address> {
    expect_context::<RwSignal<Address>>()
}

impl Address {
    /// The address in the browser's bar.
    pub(crate) fn shown() -> Self {
        let location = window().location();
        Self::of(
            location.pathname().unwrap_or_default(),
            &location.search().unwrap_or_default(),
            &location.hash().unwrap_or_default(),
        )
    }

    /// An address from its parts as browsers give them.
    pub(crate) fn of(path: String, search: &str, hash: &str) -> Self {
        let without = |text: &str, mark| text.strip_prefix(mark).unwrap_or(text).to_owned();
        Self { path, search: without(search, '?'), hash: without(hash, '#') }
    }

    /// The page: what two addresses have in common that differ in their fragment only.
    pub(crate) fn page(&self) -> String {
        format!("{}?{}", self.path, self.search)
    }

    /// The address as a link holds it.
    pub(crate) fn href(&self) -> String {
        let part = |mark: &str, text: &str| if text.is_empty() { String::new() } else { format!("{mark}{text}") };
        format!("{}{}{}", self.path, part("?", &self.search), part("#", &self.hash))
    }

    /// Whether it leads to a file that is no page, such as an image: those the browser loads itself.
    pub(crate) fn names_a_file(&self) -> bool {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        last.rsplit_once('.').is_some_and(|(_, ending)| !ending.eq_ignore_ascii_case("html"))
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn address(path: &str) -> Address {
        Address { path: path.into(), ..Address::default() }
    }

    #[test]
    fn files_are_left_to_the_browser_and_pages_are_not() {
        assert!(address("/help/assets/media/map.fe91def3.svg").names_a_file());
        for page in ["/help/articles/network/vpn/", "/help/404.html", "/help", "/v1.2/articles/"] {
            assert!(!address(page).names_a_file(), "{page}");
        }
    }

    #[test]
    fn an_address_is_put_together_from_the_parts_it_has() {
        let whole = Address::of("/help/search/".into(), "?q=vpn", "#main");
        assert_eq!(whole.href(), "/help/search/?q=vpn#main");
        assert_eq!(address("/help/").href(), "/help/");
    }
}
