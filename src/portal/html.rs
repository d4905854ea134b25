//! HTML that the publisher made, shown as it is.

use leptos::prelude::*;

use crate::page::Html;

/// Shows the publisher's HTML. In the browser it stands there already, so the browser's program never holds it.
#[component]
pub(crate) fn HtmlView(
    /// What to show.
    html: Html,
    /// Class of the element around it.
    class: &'static str,
) -> impl IntoView {
    view! { <div class=class inner_html=html.html></div> }
}
