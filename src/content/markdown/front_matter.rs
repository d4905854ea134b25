//! Takes the front matter off a Markdown file.

use std::ops::Range;

/// Where the parts of a Markdown file are, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML between the fences, if there is any.
    pub yaml: Option<Range<usize>>,
    /// Where the Markdown starts.
    pub body: usize,
    /// The opening fence, when no fence closes it; the file is then all Markdown.
    pub unclosed: Option<Range<usize>>,
}

/// Splits a file into front matter and Markdown. A byte-order mark and either kind of line ends are fine.
pub fn split(text: &str) -> FrontMatter {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = start;
    let mut opening = None;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let end = at + line.len();
        match &opening {
            None if line.trim_end() == "---" => opening = Some(at..at + 3),
            None => break,
            Some(fence) if matches!(line.trim_end(), "---" | "...") => {
                let yaml = after_line(text, fence.start)..at;
                return FrontMatter { yaml: Some(yaml), body: end, unclosed: None };
            }
            Some(_) => {}
        }
        at = end;
    }
    FrontMatter { yaml: None, body: start, unclosed: opening }
}

/// The byte after the line that starts at `from`.
fn after_line(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| from + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let parts = split(text);
        (parts.yaml.map(|range| &text[range]), &text[parts.body..])
    }

    #[test]
    fn front_matter_ends_at_a_fence() {
        assert_eq!(parts("---\ntitle: A\n---\nBody"), (Some("title: A\n"), "Body"));
        assert_eq!(parts("---\ntitle: A\n...\nBody"), (Some("title: A\n"), "Body"));
        assert_eq!(parts("---\n---\n"), (Some(""), ""));
        assert_eq!(parts("---\n---"), (Some(""), ""));
    }

    #[test]
    fn windows_files_are_read_alike() {
        assert_eq!(parts("\u{feff}---\r\ntitle: A\r\n--- \r\nBody\r\n"), (Some("title: A\r\n"), "Body\r\n"));
        assert_eq!(parts("\u{feff}Body"), (None, "Body"));
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        assert_eq!(parts("Body\n---\nmore"), (None, "Body\n---\nmore"));
        assert_eq!(parts("\n---\nx: 1\n---\n"), (None, "\n---\nx: 1\n---\n"));
    }

    #[test]
    fn a_missing_fence_is_told() {
        assert_eq!(split("---\ntitle: A\nBody").unclosed, Some(0..3));
        assert_eq!(split("---").unclosed, Some(0..3));
    }
}
