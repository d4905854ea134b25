//! Reads an article.

use std::ops::Range;

use crate::markdown::{self, Slip, reserved};
use crate::matter::{Matter, foreign_keys, front_matter, title_from, values};
use crate::problem::first_line;
use crate::tree::Spanned;
use crate::{Article, Problem};

/// Bytes beyond which a text is no article any more: every reader would download them.
const LARGEST: usize = 1_000_000;

/// An article, and what can only be checked when all files are known.
pub(crate) struct Draft {
    pub(crate) article: Article,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) related: Vec<Spanned<String>>,
    pub(crate) redirects: Vec<Spanned<String>>,
    pub(crate) links: Vec<markdown::Link>,
    pub(crate) first_line: Range<usize>,
}

/// Keys that articles alone have.
#[derive(Default)]
struct Keys {
    matter: Matter,
    products: Vec<String>,
    related: Vec<Spanned<String>>,
}

/// Reads the article `path`. Its slug and category are the caller's to set: they depend on where it lies.
pub(crate) fn read(path: &str, text: &str) -> (Draft, Vec<Problem>) {
    let (keys, start, mut problems) = front_matter(path, text, |mut table| {
        let keys = Keys {
            matter: Matter::read(&mut table),
            products: values(table.texts("products")),
            related: table.texts("related"),
        };
        foreign_keys(&table);
        keys
    });
    let mut matter = keys.matter;
    let mut outline = markdown::page_outline(text.get(start..).unwrap_or_default(), start, reserved::ARTICLE);
    problems.extend(outline.reserved.iter().map(|(id, span)| reserved::problem(path, id, span)));
    for (id, span) in &outline.taken {
        problems.push(
            Problem::error("article/duplicate-id", path, format!("the id `{id}` is taken"))
                .at(span.clone(), "fixed here although something before it has it")
                .help("fix another id with `{#some-id}` after the heading, or none"),
        );
    }
    problems.extend(outline.unclosed.iter().map(|open| open.problem(path)));
    problems.extend(outline.slips.iter().map(|slip| slip.problem(path)));
    problems.extend(large(path, text));
    let (title, start) = title(path, text, start, &mut matter, &mut outline, &mut problems);
    let body = text.get(start..).unwrap_or_default();
    if body.trim().is_empty() {
        let empty = Problem::warning("article/empty", path, "the article has no text");
        problems
            .push(empty.at(first_line(text), "nothing stands below the title").help("write it, or remove the file"));
    }
    let article = Article {
        path: path.to_owned(),
        slug: String::new(),
        title,
        summary: matter.summary,
        category: String::new(),
        tags: matter.tags,
        aliases: matter.aliases,
        products: keys.products,
        platforms: matter.platforms,
        owner: matter.owner,
        reviewed: matter.reviewed,
        review_by: matter.review_by,
        related: Vec::new(),
        redirect_from: Vec::new(),
        featured: matter.featured,
        withheld: matter.withheld,
        body: body.to_owned(),
        body_offset: start,
        headings: outline.headings,
        anchors: outline.ids,
    };
    let draft = Draft {
        article,
        category: matter.category,
        related: keys.related,
        redirects: matter.redirects,
        links: outline.links,
        first_line: first_line(text),
    };
    (draft, problems)
}

/// An article that is too long for any reader.
fn large(path: &str, text: &str) -> Option<Problem> {
    let megabytes = text.len() as f64 / 1_000_000.0;
    let problem = Problem::warning("article/large", path, format!("the article is {megabytes:.1} MB long"));
    (text.len() > LARGEST).then(|| {
        problem.at(first_line(text), "more than 1 MB").help("split it into articles that each answer one question")
    })
}

/// The title, and where the text starts without it. A heading that opens the text as its title is taken off, since the
/// page shows the title already; when it says something else than the front matter, it is kept as an alias.
fn title(
    path: &str,
    text: &str,
    start: usize,
    matter: &mut Matter,
    outline: &mut markdown::Outline,
    problems: &mut Vec<Problem>,
) -> (String, usize) {
    let Some(first) = outline.headings.first().cloned() else {
        return (matter.title.take().unwrap_or_else(|| title_from(path)), start);
    };
    let before = text.get(start..first.span.start).unwrap_or_default();
    let opens = without_comments(before).trim().is_empty() && !first.text.is_empty();
    if !opens || (first.level > 1 && matter.title.is_some()) {
        let heading = Some(first.text).filter(|text| !text.is_empty());
        return (matter.title.take().or(heading).unwrap_or_else(|| title_from(path)), start);
    }
    let start =
        text.get(first.span.end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| first.span.end + at + 1);
    outline.headings.remove(0);
    if !first.platforms.is_empty() {
        let help = "write `platforms: [windows]` in the front matter for the whole article";
        problems.push(Slip::whole(first.span.clone(), "the title", help).problem(path));
    }
    if outline.repeated.contains(&first.id) {
        // Its heading is not on the page, so the tag may have the id.
        outline.ids.insert(first.id.clone());
    }
    match matter.title.take() {
        None => (first.text, start),
        Some(title) => {
            if !same_words(&title, &first.text) {
                let message = format!("the heading `{}` is not shown, the title is `{title}`", first.text);
                problems.push(
                    Problem::hint("article/two-titles", path, message)
                        .at(first.span, "kept as an alias for the search"),
                );
                matter.aliases.push(first.text);
            }
            (title, start)
        }
    }
}

/// Whether two titles differ in case and punctuation only.
fn same_words(a: &str, b: &str) -> bool {
    let words =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    words(a) == words(b)
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    kept + rest
}
