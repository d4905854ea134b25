//! Front matter that articles and guides share.

use jiff::civil::Date;

use crate::tree::{Sink, Spanned, Table, parse_yaml, shortened};
use crate::{Platform, Problem, markdown, spelling};

/// What the front matter of a page says.
#[derive(Debug, Default)]
pub(crate) struct Matter {
    pub(crate) title: Option<String>,
    pub(crate) summary: String,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) tags: Vec<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) platforms: Vec<Platform>,
    pub(crate) owner: Option<String>,
    pub(crate) reviewed: Option<Date>,
    pub(crate) review_by: Option<Date>,
    pub(crate) redirects: Vec<Spanned<String>>,
    pub(crate) featured: bool,
    pub(crate) withheld: bool,
}

impl Matter {
    /// Reads the keys that articles and guides share.
    pub(crate) fn read(table: &mut Table<'_>) -> Self {
        let title = table.text("title").filter(|title| !title.is_empty());
        if let Some(span) = table.empty("title") {
            let warning = Problem::warning("value/empty", table.sink().path(), "`title` is empty");
            let warning = warning.at(span, "nothing stands behind it");
            table
                .sink()
                .add(warning.help("write a title; without one the first heading is it, or the name of the file"));
        }
        let matter = Self {
            title: title.map(|title| title.value),
            summary: summary(table),
            category: table.text("category").filter(|category| !category.is_empty()),
            tags: values(table.texts("tags")),
            aliases: values(table.texts("aliases")),
            platforms: platforms(table),
            owner: table.text("owner").map(|owner| owner.value),
            reviewed: table.date("reviewed").map(|date| date.value),
            review_by: table.date("review_by").map(|date| date.value),
            redirects: table.text_or_texts("redirect_from"),
            featured: table.flag("featured").unwrap_or_default(),
            withheld: table.flag("offered") == Some(false),
        };
        if let (Some(reviewed), Some(by)) = (matter.reviewed, matter.review_by)
            && by < reviewed
        {
            let message = format!("`review_by` ({by}) lies before `reviewed` ({reviewed})");
            let warning = Problem::warning("matter/review-order", table.sink().path(), message);
            table.sink().add(
                warning.at(table.span_of("review_by"), "earlier than `reviewed`").help("swap them, or correct one"),
            );
        }
        matter
    }
}

/// Splits a Markdown file, and reads its front matter with `read` if there is any. Gives the byte where the Markdown
/// starts, and every problem.
pub(crate) fn front_matter<T: Default>(
    path: &str,
    text: &str,
    read: impl FnOnce(Table<'_>) -> T,
) -> (T, usize, Vec<Problem>) {
    let parts = markdown::split(text);
    if let Some(fence) = parts.unclosed {
        let problem = Problem::error("front-matter/unclosed", path, "the front matter has no end")
            .at(fence, "starts here")
            .help("close it with a line `---`");
        return (T::default(), parts.body, vec![problem]);
    }
    let Some(range) = parts.yaml else { return (T::default(), parts.body, Vec::new()) };
    let (node, mut problems) = parse_yaml(path, text.get(range.clone()).unwrap_or_default(), range.start);
    let mut value = T::default();
    if let Some(node) = node.filter(|node| !node.is_nothing()) {
        let sink = Sink::yaml(path);
        if let Some(table) = Table::open(&node, "the front matter", &sink) {
            value = read(table);
        }
        problems.extend(sink.finish());
    }
    (value, parts.body, problems)
}

/// One hint for each key that means nothing here, or a warning when it looks like a slip of the pen.
pub(crate) fn foreign_keys(table: &Table<'_>) {
    let sink = table.sink();
    for entry in table.unknown() {
        let key = shortened(&entry.key);
        let problem = match spelling::closest(&entry.key, table.known().iter().copied()) {
            Some(meant) => Problem::warning("matter/misspelt-key", sink.path(), format!("unknown key `{key}`"))
                .at(entry.key_span.clone(), "not known here")
                .help(format!("did you mean `{meant}`?")),
            None => Problem::hint("matter/foreign-key", sink.path(), format!("the key `{key}` means nothing here"))
                .at(entry.key_span.clone(), "ignored"),
        };
        sink.add(problem);
    }
}

/// `summary`, or what other systems call `description`.
fn summary(table: &mut Table<'_>) -> String {
    let own = table.text("summary");
    let foreign = table.text("description");
    let Some(summary) = own.filter(|summary| !summary.is_empty()).or(foreign) else { return String::new() };
    let length = summary.chars().count();
    if length > 200 {
        let message = format!("the summary is {length} characters long");
        let problem = Problem::warning("matter/long-summary", table.sink().path(), message);
        table
            .sink()
            .add(problem.at(summary.span.clone(), "at most 200 are meant").help("say it in one or two sentences"));
    }
    summary.value
}

/// The platforms a page is about.
pub(crate) fn platforms(table: &mut Table<'_>) -> Vec<Platform> {
    let mut platforms = Vec::new();
    for name in table.texts("platforms") {
        match Platform::from_id(&name) {
            Some(platform) if platforms.contains(&platform) => {}
            Some(platform) => platforms.push(platform),
            None => {
                let help = spelling::help(&name, Platform::ALL.map(Platform::id));
                let message = format!("`{}` is no platform", shortened(&name));
                table.sink().error("value/unknown", message, name.span.clone(), "not known", help);
            }
        }
    }
    platforms.sort_unstable();
    platforms
}

/// The texts alone.
pub(crate) fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// A title made of a file's name.
pub(crate) fn title_from(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    titled(stem)
}

/// Words of a file or folder name: `vpn-set-up` to `Vpn set up`.
pub(crate) fn titled(name: &str) -> String {
    let words = name.replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => name.to_owned(),
    }
}
