//! An icon of the sprite. It never speaks for itself: a word stands beside it.

use leptos::prelude::*;

use crate::any::Any;
use crate::site::use_site;

/// An icon, hidden from screen readers.
#[component]
pub(crate) fn Icon(
    /// Its name in the sprite.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let href = icon_href(&name);
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .any()
}

/// The address of an icon.
pub(super) fn icon_href(name: &str) -> String {
    [use_site().assets.icons.as_str(), "#", name].concat()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::fs;
    use std::path::Path;

    const SPRITE: &str = include_str!("../icons/icons.svg");

    /// What `portal.toml` may name for a category.
    const CATEGORIES: [&str; 14] = [
        "key",
        "mail",
        "wifi",
        "shield",
        "printer",
        "video",
        "folder",
        "laptop",
        "smartphone",
        "app-window",
        "user-plus",
        "house",
        "alert-triangle",
        "life-buoy",
    ];

    fn check(name: &str, place: &Path) {
        assert!(SPRITE.contains(&format!("id=\"{name}\"")), "{} names `{name}`", place.display());
    }

    /// Looks at every `Icon name="…"` and `icon="…"` below a folder.
    fn check_folder(folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                check_folder(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                let named = source.split("Icon name=\"").skip(1).chain(source.split(" icon=\"").skip(1));
                named
                    .filter_map(|rest| rest.split(['"', '…']).next())
                    .filter(|name| !name.is_empty())
                    .for_each(|name| check(name, &path));
            }
        }
    }

    #[test]
    fn every_icon_that_is_named_is_in_the_sprite() {
        check_folder(Path::new(env!("CARGO_MANIFEST_DIR")));
        CATEGORIES.iter().for_each(|name| check(name, Path::new("portal.toml")));
    }
}
