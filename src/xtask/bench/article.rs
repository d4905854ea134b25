//! An article as the generator sees it: where it lies, what it is called, and its blocks.

/// A text of a knowledge base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Article {
    /// Where it lies below the knowledge base, with `/` between folders.
    pub(super) path: String,
    /// Its Markdown.
    pub(super) text: String,
}

/// The parts of an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// What it says about itself in a sentence; may be empty.
    pub(super) summary: &'a str,
    /// What stands between its empty lines, without the heading of the page. A fence stays whole.
    pub(super) blocks: Vec<&'a str>,
}

impl Article {
    /// The folder it lies in, without `articles/`.
    pub(super) fn folder(&self) -> &str {
        let below = self.path.strip_prefix("articles/").unwrap_or(&self.path);
        below.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// Takes it apart. Lines must end with a mere `\n`.
    pub(super) fn parts(&self) -> Parts<'_> {
        let text = self.text.as_str();
        let (matter, body) =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", text));
        let mut blocks = blocks(body);
        let heading = blocks.first().and_then(|block| block.strip_prefix("# "));
        if heading.is_some() {
            blocks.remove(0);
        }
        let title = value(matter, "title:").or(heading).unwrap_or_default();
        Parts { title, summary: value(matter, "description:").unwrap_or_default(), blocks }
    }
}

pub(super) fn is_heading(block: &str) -> bool {
    block.starts_with('#')
}

/// A value of the front matter that stands on one line.
fn value<'a>(matter: &'a str, key: &str) -> Option<&'a str> {
    let value = matter.lines().find_map(|line| line.strip_prefix(key))?.trim();
    let bare = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some(bare.unwrap_or(value)).filter(|value| !value.is_empty() && !value.starts_with(['|', '>']))
}

fn blocks(body: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let (mut start, mut end, mut fenced) = (0, 0, false);
    for line in body.split_inclusive('\n') {
        end += line.len();
        let inside = fenced;
        fenced ^= line.trim_start().starts_with("```");
        if !inside && line.trim().is_empty() {
            blocks.push(&body[start..end]);
            start = end;
        }
    }
    blocks.push(&body[start..]);
    blocks.into_iter().map(|block| block.trim_matches('\n')).filter(|block| !block.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article { path: "articles/network/vpn/set-up.md".into(), text: text.into() }
    }

    #[test]
    fn parts_are_title_summary_and_blocks() {
        let article = article(
            "---\ntitle: 'Set up: VPN'\ndescription: In short.\n---\n# Set up VPN\n\nOne\ntwo.\n\n## Next\n\nThree.\n",
        );
        let parts = article.parts();
        assert_eq!((parts.title, parts.summary), ("Set up: VPN", "In short."));
        assert_eq!(parts.blocks, ["One\ntwo.", "## Next", "Three."]);
        assert_eq!(article.folder(), "network");
    }

    #[test]
    fn an_article_without_front_matter_has_the_title_of_its_heading() {
        let article = article("# Printing\n\nPress print.\n");
        assert_eq!(article.parts(), Parts { title: "Printing", summary: "", blocks: vec!["Press print."] });
    }

    #[test]
    fn a_fence_stays_whole() {
        let article = article("Run:\n\n```sh\none\n\ntwo\n```\n\nDone.");
        assert_eq!(article.parts().blocks, ["Run:", "```sh\none\n\ntwo\n```", "Done."]);
    }
}
