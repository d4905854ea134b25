//! Addresses of pages, below the base path and without a leading slash. Every one of them is a folder with an
//! `index.html`, so any static host serves it.

use crate::Form;

/// The home page.
pub const HOME: &str = "";
/// Search results; the words are in `?q=`.
pub const SEARCH: &str = "search/";
/// The catalogue of forms.
pub const TICKET: &str = "ticket/";
/// The status of one ticket; its reference and secret are in the fragment.
pub const TRACK: &str = "track/";
/// The tickets this device knows.
pub const MY_TICKETS: &str = "my-tickets/";
/// Ways to reach a person.
pub const CONTACT: &str = "contact/";

/// The page of an article.
pub fn article(slug: &str) -> String {
    format!("articles/{slug}/")
}

/// The page of a guide.
pub fn guide(slug: &str) -> String {
    format!("guides/{slug}/")
}

/// A notice on the home page.
pub fn notice(id: &str) -> String {
    format!("{HOME}#notice-{id}")
}

/// The page of a category.
pub fn category(id: &str) -> String {
    format!("category/{id}/")
}

/// The page of a form.
pub fn form(id: &str) -> String {
    format!("ticket/{id}/")
}

/// The page where a reader asks to be told about a notice: that of the notice's form.
pub fn follow(notice: &str) -> String {
    form(&Form::following(notice, "").id)
}

/// The address of a ticket's status: the secret stands in the fragment, which browsers send to nobody.
pub fn track(reference: &str, secret: &str) -> String {
    format!("{TRACK}#{reference}.{secret}")
}

/// The address of the page that confirms the address on a ticket: the code stands in the fragment, too. It opens nothing.
pub fn confirm(reference: &str, code: &str) -> String {
    format!("{TRACK}#{reference}.code.{code}")
}
