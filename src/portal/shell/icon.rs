//! An icon of the sprite. It never speaks for itself: a word stands beside it.

use leptos::prelude::*;

use crate::site::use_site;

/// An icon, hidden from screen readers.
#[component]
pub(crate) fn Icon(
    /// Its name in the sprite.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let href = format!("{}#{name}", use_site().assets.icons);
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    const SPRITE: &str = include_str!("../icons/icons.svg");

    /// All names that appear in the sources as `Icon name="…"`, and those that portal.toml may use.
    #[test]
    fn every_icon_the_portal_names_is_in_the_sprite() {
        let categories = [
            "key", "mail", "wifi", "shield", "printer", "video", "folder", "laptop", "smartphone", "app-window",
            "user-plus", "house", "alert-triangle", "life-buoy",
        ];
        let sources = [
            include_str!("header.rs"),
            include_str!("footer.rs"),
            include_str!("../document/current.rs"),
            include_str!("../pages/article.rs"),
            include_str!("../pages/home.rs"),
        ];
        let written = sources.iter().flat_map(|source| source.split("Icon name=\"").skip(1));
        for name in written.filter_map(|rest| rest.split('"').next()).chain(categories) {
            assert!(SPRITE.contains(&format!("id=\"{name}\"")), "the sprite has no `{name}`");
        }
    }
}
