//! Reads a notice.

use std::ops::Range;

use jiff::Timestamp;

use crate::matter::{foreign_keys, front_matter, platforms, title_from, values};
use crate::problem::first_line;
use crate::tree::{Spanned, Table};
use crate::{Notice, NoticeKind, Problem, markdown, slug};

/// A notice, and what can only be checked when all files are known.
pub(crate) struct Draft {
    pub(crate) notice: Notice,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) links: Vec<markdown::Link>,
    pub(crate) first_line: Range<usize>,
}

/// Reads the notice `path`.
pub(crate) fn read(path: &str, text: &str) -> (Draft, Vec<Problem>) {
    let file = path.rsplit('/').next().unwrap_or(path);
    let mut notice = Notice {
        path: path.to_owned(),
        id: slug::from_path(file),
        title: String::new(),
        kind: NoticeKind::Issue,
        from: None,
        until: None,
        next_update: None,
        category: None,
        products: Vec::new(),
        platforms: Vec::new(),
        body: String::new(),
        body_offset: 0,
    };
    let (category, start, mut problems) = front_matter(path, text, |table| keys(table, &mut notice));
    if start == 0 && problems.is_empty() && !text.starts_with("---") {
        problems.push(
            Problem::error("front-matter/missing", path, "the notice has no front matter")
                .at(first_line(text), "expected `---` above this")
                .help("start it with `---`, the keys `title` and `kind`, and `---`"),
        );
    }
    if notice.title.is_empty() {
        notice.title = title_from(path);
    }
    notice.body = text.get(start..).unwrap_or_default().to_owned();
    notice.body_offset = start;
    let outline = markdown::outline(&notice.body, start);
    problems.extend(outline.unclosed.iter().map(|open| open.problem(path)));
    problems.extend(outline.slips.iter().map(|slip| slip.problem(path)));
    (Draft { notice, category, links: outline.links, first_line: first_line(text) }, problems)
}

fn keys(mut table: Table<'_>, notice: &mut Notice) -> Option<Spanned<String>> {
    let kinds = [("issue", NoticeKind::Issue), ("maintenance", NoticeKind::Maintenance)];
    if let Some(title) = table.need("title", "what is the matter, in a few words") {
        notice.title = title.value;
    }
    if let Some(kind) =
        table.need("kind", "`issue` or `maintenance`").and_then(|kind| table.pick("kind", &kind, &kinds))
    {
        notice.kind = kind;
    }
    notice.from = table.moment("from", false).map(|from| from.value);
    let until = table.moment("until", true);
    if let (Some(from), Some(until)) = (notice.from, &until)
        && until.value <= from
    {
        let help = Some("swap them, or correct one".to_owned());
        table.sink().error(
            "notice/order",
            "`until` is not after `from`",
            until.span.clone(),
            "the notice is never shown",
            help,
        );
    }
    notice.until = until.map(|until| until.value);
    notice.next_update = next_update(&mut table, notice);
    let category = table.text("category");
    notice.products = values(table.texts("products"));
    notice.platforms = platforms(&mut table);
    foreign_keys(&table);
    category
}

/// When readers hear more: while the notice is shown, and not at its very beginning.
fn next_update(table: &mut Table<'_>, notice: &Notice) -> Option<Timestamp> {
    let next = table.moment("next_update", false)?;
    let wrong = if notice.from.is_some_and(|from| next.value <= from) {
        Some(("`next_update` is not after `from`", "due before anybody reads it"))
    } else if notice.until.is_some_and(|until| next.value > until) {
        Some(("`next_update` is after `until`", "the notice is over by then"))
    } else {
        None
    };
    if let Some((message, label)) = wrong {
        let help = Some("correct one of them: the update comes while the notice is shown".to_owned());
        table.sink().error("notice/order", message, next.span.clone(), label, help);
    }
    Some(next.value)
}
