//! Scripts written into a page.

/// Puts every script that stands in the page itself into a file: `file` takes its text and gives the address. The policy
/// then allows files only, so it is the same on every page and in every host's configuration.
pub(super) fn move_to_files(html: &str, mut file: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((tag, text, after)) = next(rest) {
        let before = &rest[..rest.len() - after.len() - text.len() - tag.len()];
        out.push_str(before);
        out.push_str(tag.trim_end_matches('>'));
        if !text.trim().is_empty() {
            out.push_str(&format!(" src=\"{}\"", file(text)));
        }
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The next script a browser would run from the page: its opening tag, its text, and what follows the text.
fn next(html: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + html.get(from..)?.find("<script")?;
        let open = start + html[start..].find('>')? + 1;
        let close = open + html[open..].find("</script")?;
        let tag = &html[start..open];
        if !tag.contains(" src=") && !tag.contains("application/json") {
            return Some((tag, &html[open..close], &html[close..]));
        }
        from = close;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_that_run_from_the_page_are_moved() {
        let html = "<p>a</p><script src=\"/b.js\"></script><script type=\"module\">go('x')</script>\
                    <script type=\"application/json\">{}</script><script>end</script>";
        let mut texts = Vec::new();
        let moved = move_to_files(html, |text| {
            texts.push(text.to_owned());
            format!("/{}.js", texts.len())
        });
        assert_eq!(texts, ["go('x')", "end"]);
        assert_eq!(
            moved,
            "<p>a</p><script src=\"/b.js\"></script><script type=\"module\" src=\"/1.js\"></script>\
             <script type=\"application/json\">{}</script><script src=\"/2.js\"></script>"
        );
    }
}
