//! Words around every page.

pub(crate) const SKIP_TO_CONTENT: &str = "Skip to content";
pub(crate) const MAIN_NAVIGATION: &str = "Main";
pub(crate) const MENU: &str = "Menu";
pub(crate) const RAISE_A_TICKET: &str = "Raise a ticket";
pub(crate) const MY_TICKETS: &str = "My tickets";
pub(crate) const CONTACT: &str = "Contact";
pub(crate) const HOME: &str = "Home";
pub(crate) const BREADCRUMB: &str = "You are here";
pub(crate) const TALK_TO_A_PERSON: &str = "Talk to a person";
pub(crate) const ALL_ANSWERS: &str = "Browse all answers";
pub(crate) const JOURNEYS_LOST: &str = "A part of this page did not arrive, so nothing can be filled in or chosen yet. Check your connection and try again.";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const PAGE_FAILED: &str =
    "That page did not load. Check your connection and try again; nothing you typed is lost.";
pub(crate) const SHORTCUT_BEFORE: &str = "Press ";
pub(crate) const SHORTCUT_AFTER: &str = " to search";

/// What the theme switch shows for a choice, by its id.
pub(crate) fn theme(id: &str) -> &'static str {
    match id {
        "light" => "Theme: light",
        "dark" => "Theme: dark",
        _ => "Theme: system",
    }
}
