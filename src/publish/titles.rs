//! The small list of titles that answers while the engine is on its way.

use std::collections::HashMap;

use content::{Kb, route};
use search::Document;
use search::message::Kind;
use search::titles::{Title, Titles};

/// How many titles it has at most: it is there to be quick, so it must not grow with the knowledge base.
const MOST: usize = 3_000;

/// All titles, or of very many those that are most likely asked for.
pub(crate) fn titles(kb: &Kb, documents: &[Document]) -> Titles {
    let title = |document: &Document| Title {
        kind: document.kind,
        path: document.path.clone(),
        title: document.title.clone(),
        aliases: document.aliases.clone(),
        category: document.category.clone(),
    };
    Titles { entries: chosen(kb, documents, MOST).into_iter().map(title).collect() }
}

/// The chosen documents, in the order of their addresses. First whatever is no article, since there is little of it and it
/// helps most; then articles on the home page and those that many others name as related; then one of every so many, so
/// that each category has some.
fn chosen<'a>(kb: &Kb, documents: &'a [Document], most: usize) -> Vec<&'a Document> {
    if documents.len() <= most {
        return documents.iter().collect();
    }
    let liked = liked(kb);
    let mut ranked: Vec<(u64, usize)> = documents
        .iter()
        .enumerate()
        .map(|(number, document)| {
            let worth = match document.kind {
                Kind::Article => liked.get(&document.path).copied().unwrap_or(0),
                Kind::Guide | Kind::Form | Kind::Notice => u64::MAX,
            };
            (worth, number)
        })
        .collect();
    ranked.sort_by_key(|(worth, number)| (std::cmp::Reverse(*worth), spread(*number)));
    ranked.truncate(most);
    ranked.sort_by_key(|(_, number)| *number);
    ranked.into_iter().filter_map(|(_, number)| documents.get(number)).collect()
}

/// How much speaks for articles, by their addresses.
fn liked(kb: &Kb) -> HashMap<String, u64> {
    let slugs: HashMap<&str, &str> =
        kb.articles.iter().map(|article| (article.path.as_str(), article.slug.as_str())).collect();
    let mut liked = HashMap::new();
    for article in &kb.articles {
        if article.featured {
            *liked.entry(route::article(&article.slug)).or_default() += FEATURED;
        }
        for slug in article.related.iter().filter_map(|path| slugs.get(path.as_str())) {
            *liked.entry(route::article(slug)).or_default() += 1;
        }
    }
    liked
}

/// What a place on the home page counts, in articles that name it.
const FEATURED: u64 = 1_000_000;

/// Orders numbers so that the first few of them lie far apart: their bits turned round.
fn spread(number: usize) -> usize {
    number.reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(kind: Kind, path: &str) -> Document {
        Document {
            kind,
            path: path.to_owned(),
            title: path.to_owned(),
            summary: String::new(),
            aliases: Vec::new(),
            headings: Vec::new(),
            body: String::new(),
            category: String::new(),
            platforms: Vec::new(),
            withheld: false,
        }
    }

    fn paths<'a>(documents: &[&'a Document]) -> Vec<&'a str> {
        documents.iter().map(|document| document.path.as_str()).collect()
    }

    #[test]
    fn of_few_all_are_chosen_and_of_many_some_from_everywhere() {
        let mut documents: Vec<_> =
            (0..64).map(|number| document(Kind::Article, &format!("articles/{number:02}/"))).collect();
        documents.push(document(Kind::Guide, "guides/vpn/"));
        assert_eq!(chosen(&Kb::default(), &documents, 65).len(), 65);
        let chosen = chosen(&Kb::default(), &documents, 5);
        let expected = ["articles/00/", "articles/16/", "articles/32/", "articles/48/", "guides/vpn/"];
        assert_eq!(paths(&chosen), expected);
    }

    #[test]
    fn articles_that_others_name_go_first() {
        let sources = [
            ("articles/net/a.md", "---\nrelated: [articles/net/b.md]\n---\n# A\n"),
            ("articles/net/b.md", "# B\n"),
            ("articles/net/c.md", "---\nfeatured: true\n---\n# C\n"),
        ];
        let sources: Vec<_> =
            sources.map(|(path, text)| content::Source { path: path.to_owned(), text: text.to_owned() }).into();
        let (kb, problems) = Kb::read(&sources, Default::default());
        assert!(problems.iter().all(|problem| problem.severity != content::Severity::Error), "{problems:?}");
        let documents = ["a", "b", "c"].map(|name| document(Kind::Article, &format!("articles/net/{name}/")));
        assert_eq!(paths(&chosen(&kb, &documents, 1)), ["articles/net/c/"]);
        assert_eq!(paths(&chosen(&kb, &documents, 2)), ["articles/net/b/", "articles/net/c/"]);
    }
}
