//! More articles than a knowledge base has, out of the words it has: each takes the outline of one, and paragraphs and
//! headings from anywhere. Words are as common as they were, and articles as long.

use super::article::{Article, Parts, is_heading};
use super::random::Random;

/// Any will do; another one makes another knowledge base, and numbers that cannot be compared.
const SEED: u64 = 2_448;

/// Endless articles out of some.
pub(super) struct Recombination<'a> {
    sources: Vec<(&'a Article, Parts<'a>)>,
    headings: Vec<&'a str>,
    paragraphs: Vec<&'a str>,
    random: Random,
    made: usize,
}

impl<'a> Recombination<'a> {
    /// The same articles give the same ones, in the same order, on every machine.
    pub(super) fn new(articles: &'a [Article]) -> Self {
        let sources: Vec<_> = articles.iter().map(|article| (article, article.parts())).collect();
        let blocks = sources.iter().flat_map(|(_, parts)| parts.blocks.iter().copied());
        let (headings, paragraphs) = blocks.partition(|block| is_heading(block));
        Self { sources, headings, paragraphs, random: Random::new(SEED), made: 0 }
    }

    fn text(&mut self, title: &str, summary: &str, outline: &[bool]) -> String {
        let mut text = format!("---\ntitle: {}\ndescription: {}\n---\n", quoted(title), quoted(summary));
        for &heading in outline {
            let pool = if heading { &self.headings } else { &self.paragraphs };
            text.push('\n');
            text.push_str(self.random.one_of(pool).copied().unwrap_or_default());
            text.push('\n');
        }
        text
    }
}

impl Iterator for Recombination<'_> {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        let [first, second] = [(); 2].map(|()| self.random.below(self.sources.len()));
        let (source, parts) = self.sources.get(first)?;
        let (_, other) = self.sources.get(second)?;
        let title = blend(parts.title, other.title);
        let outline: Vec<bool> = parts.blocks.iter().map(|block| is_heading(block)).collect();
        let (folder, summary) = (source.folder().to_owned(), other.summary);
        self.made += 1;
        let path = format!("articles/{folder}/{}-{}.md", slug(&title), self.made);
        Some(Article { path: path.replace("//", "/"), text: self.text(&title, summary, &outline) })
    }
}

/// The first half of one title and the second half of another.
fn blend(one: &str, other: &str) -> String {
    let [one, other] = [one, other].map(|title| title.split_whitespace().collect::<Vec<_>>());
    let words = [&one[..one.len().div_ceil(2)], &other[other.len() / 2..]].concat();
    words.join(" ")
}

/// A YAML text in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A name for a file: letters and digits, as long as names of articles are.
fn slug(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(8).collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn sources() -> Vec<Article> {
        let text = |title: &str, words: [&str; 3]| {
            let [one, two, three] = words;
            format!("---\ntitle: {title}\n---\n{one}\n\n## {two}\n\n{three}\n")
        };
        vec![
            Article { path: "Exchange/a.md".into(), text: text("Mail does not arrive", ["One.", "Why", "Two."]) },
            Article { path: "Teams/b.md".into(), text: text("Say \"hello\" in calls", ["Three.", "How", "Four."]) },
            Article { path: "c.md".into(), text: text("Calls have no sound", ["Five.", "When", "Six."]) },
        ]
    }

    #[test]
    fn the_same_articles_give_the_same_ones() {
        let sources = sources();
        let some: Vec<_> = Recombination::new(&sources).take(5).collect();
        let more: Vec<_> = Recombination::new(&sources).take(500).collect();
        assert_eq!(some, more[..5]);
        let paths: BTreeSet<_> = more.iter().map(|article| &article.path).collect();
        assert_eq!(paths.len(), 500, "each has a path of its own");
    }

    #[test]
    fn every_paragraph_comes_from_an_article() {
        let sources = sources();
        let known: Vec<_> = sources.iter().flat_map(|source| source.parts().blocks).collect();
        for article in Recombination::new(&sources).take(100) {
            let parts = article.parts();
            assert_eq!(parts.blocks.len(), 3);
            assert!(is_heading(parts.blocks[1]), "the outline is kept: {}", article.text);
            assert!(parts.blocks.iter().all(|block| known.contains(block)), "{}", article.text);
        }
    }

    #[test]
    fn a_title_is_two_halves() {
        assert_eq!(blend("Mail does not arrive", "Calls have no sound"), "Mail does no sound");
        assert_eq!(blend("", "Calls"), "Calls");
        assert_eq!(quoted(r#"Say "hello" to C:\"#), r#""Say \"hello\" to C:\\""#);
        assert_eq!(slug("Say \"hello\" in calls"), "say-hello-in-calls");
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(Recombination::new(&[]).next(), None);
    }
}
