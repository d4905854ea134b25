//! HTML that the publisher made: shown as it is, and found again in a document by the name of its slot.

use leptos::prelude::*;

use crate::page::{Content, Document, Html};

/// Shows the publisher's HTML, marked with its slot so that the browser can read it back.
#[component]
pub(crate) fn HtmlView(
    /// What to show.
    html: Html,
    /// Class of the element around it.
    class: &'static str,
) -> impl IntoView {
    view! { <div class=class data-html=html.slot inner_html=html.html></div> }
}

impl Document {
    /// Fills all HTML of the page in from its slots. A slot that is not found stays empty.
    pub fn fill(&mut self, mut find: impl FnMut(&str) -> Option<String>) {
        for part in self.page.content.html_mut() {
            if let Some(html) = find(&part.slot) {
                part.html = html;
            }
        }
    }
}

impl Content {
    fn html_mut(&mut self) -> Vec<&mut Html> {
        match self {
            Self::Home(home) => home.notices.iter_mut().map(|notice| &mut notice.body).collect(),
            Self::Article(article) => vec![&mut article.body],
            Self::Guide(guide) => {
                std::iter::once(&mut guide.intro).chain(guide.steps.iter_mut().map(|step| &mut step.body)).collect()
            }
            Self::Form(form) => form.words.iter_mut().collect(),
            Self::Search
            | Self::Category(_)
            | Self::Catalogue
            | Self::Track
            | Self::MyTickets
            | Self::Contact
            | Self::NotFound => Vec::new(),
        }
    }
}
