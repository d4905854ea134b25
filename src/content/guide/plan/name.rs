//! Ends in words.

use super::EndKind;

/// A page in words.
pub(super) fn of(kind: EndKind, title: &str) -> String {
    let noun = match kind {
        EndKind::Article => "the article",
        EndKind::Guide => "the guide",
        EndKind::Form => "the form",
        EndKind::Solved | EndKind::Contact | EndKind::Nowhere => return title.to_owned(),
    };
    format!("{noun} {title}")
}

/// An address in words.
pub(super) fn of_address(url: &str) -> String {
    if let Some(number) = url.strip_prefix("tel:") {
        return format!("a call to {number}");
    }
    match url.strip_prefix("mailto:") {
        Some(address) => format!("a mail to {}", address.split('?').next().unwrap_or(address)),
        None => format!("the page {url}"),
    }
}
