//! The data of pages: on screen, in the next page's file, and how the browser gets from one to the other.

mod current;
mod fetch;
mod go;
mod html;
mod pages;
mod place;
mod read;

pub(crate) use current::CurrentPage;
pub(crate) use go::use_go;
pub(crate) use html::HtmlView;
pub(crate) use pages::{Pages, Progress, use_pages};
pub(crate) use read::read;

use crate::page::{Document, Page, Site};

/// The title of a page as browsers show it: its own, then the portal's name.
pub fn title(document: &Document) -> String {
    page_title(&document.site, &document.page)
}

fn page_title(site: &Site, page: &Page) -> String {
    if page.path.is_empty() || page.title.is_empty() {
        return site.name.clone();
    }
    format!("{} – {}", page.title, site.name)
}
