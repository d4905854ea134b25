//! Knowledge bases of any size out of one.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::article::Article;
use super::random::Random;
use super::recombine::Recombination;
use super::{make, write};

/// Decides which articles a smaller knowledge base has.
const SEED: u64 = 100;
/// What holds no articles.
const NO_ARTICLES: [&str; 4] = ["forms", "guides", "notices", "assets"];
/// Texts beside a knowledge base.
const BESIDE: [&str; 4] = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE.md"];

/// The articles of a knowledge base.
pub(super) struct Corpus {
    /// In an order of chance, so that the first few are a fair sample.
    articles: Vec<Article>,
}

impl Corpus {
    /// Reads all articles of a knowledge base.
    pub(super) fn read(kb: &Path) -> Result<Self> {
        let mut articles = Vec::new();
        read(kb, "", &mut articles)?;
        if articles.is_empty() {
            bail!("there are no articles in `{}`", kb.display());
        }
        articles.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { articles: Random::new(SEED).shuffled(articles) })
    }

    /// Writes a knowledge base of this many articles: its own, and recombined ones when they are not enough. It has a
    /// form, because the ways on below the results tell the bench which words they answer.
    pub(super) fn write(&self, count: usize, folder: &Path) -> Result<()> {
        let own = self.articles.iter().take(count).cloned();
        for article in own.chain(Recombination::new(&self.articles)).take(count) {
            write(&folder.join(&article.path), &article.text)?;
        }
        make(&folder.join("forms"))?;
        std::fs::copy("bench/kb/forms/incident.yml", folder.join("forms/incident.yml"))?;
        Ok(())
    }

    /// Short searches that every search engine can answer: two words of one title.
    pub(super) fn lookups(&self, count: usize) -> Vec<String> {
        self.articles.iter().filter_map(|article| two_words(article.parts().title)).take(count).collect()
    }
}

/// The two longest plain words, in their order: they say most about what the article is about.
fn two_words(title: &str) -> Option<String> {
    let plain = |word: &&str| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words: Vec<_> = title.split(' ').filter(plain).enumerate().collect();
    words.sort_by_key(|(place, word)| (std::cmp::Reverse(word.len()), *place));
    words.truncate(2);
    words.sort_by_key(|(place, _)| *place);
    let words: Vec<_> = words.into_iter().map(|(_, word)| word.to_lowercase()).collect();
    (words.len() == 2).then(|| words.join(" "))
}

fn read(folder: &Path, place: &str, articles: &mut Vec<Article>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{place}{name}");
        if name.starts_with('.') || NO_ARTICLES.contains(&path.as_str()) || BESIDE.contains(&path.as_str()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{path}/"), articles)?;
        } else if path.ends_with(".md") {
            let text = std::fs::read_to_string(entry.path()).with_context(|| format!("`{path}` cannot be read"))?;
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            articles.push(Article { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lookup_is_the_two_longest_plain_words_of_a_title() {
        assert_eq!(two_words("Cannot open a shared mailbox in Outlook 2016").as_deref(), Some("mailbox outlook"));
        assert_eq!(two_words("Error 0x80070005 in Outlook").as_deref(), Some("error outlook"));
        assert_eq!(two_words("VPN"), None);
    }
}
