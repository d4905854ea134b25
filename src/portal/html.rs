//! HTML: what the publisher made, shown as it is, and text inside it.

use std::borrow::Cow;

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

/// Text as it must stand between tags or in a double-quoted attribute.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    Cow::Owned(html)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_end_its_place() {
        assert_eq!(escaped("a < b & \"c\" > d"), "a &lt; b &amp; &quot;c&quot; &gt; d");
    }
}
