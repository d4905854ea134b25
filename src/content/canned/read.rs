//! Reads a canned reply.

use super::{Placeholder, holes};
use crate::matter::{foreign_keys, front_matter, title_from};
use crate::problem::first_line;
use crate::tree::shortened;
use crate::{CannedReply, Problem, slug, spelling};

/// Reads the canned reply `path`.
pub(crate) fn read(path: &str, text: &str) -> (CannedReply, Vec<Problem>) {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (title, start, mut problems) = front_matter(path, text, |mut table| {
        let title = table.need("title", "what agents choose it by, in a few words");
        foreign_keys(&table);
        title.map(|title| title.value)
    });
    if start == 0 && problems.is_empty() && !text.starts_with("---") {
        problems.push(
            Problem::error("front-matter/missing", path, "the reply has no front matter")
                .at(first_line(text), "expected `---` above this")
                .help("start it with `---`, the key `title`, and `---`"),
        );
    }
    let body = text.get(start..).unwrap_or_default();
    problems.extend(holes(body).iter().filter_map(|hole| {
        let span = start + hole.whole.start..start + hole.whole.end;
        if !hole.closed {
            let problem = Problem::error("reply/unclosed", path, "`{{` has no `}}` on its line");
            return Some(problem.at(span, "no end").help("close it, such as `{{reference}}`"));
        }
        let unknown = Placeholder::from_word(hole.word).is_none();
        unknown.then(|| {
            let message = format!("`{{{{{}}}}}` stands for nothing", shortened(hole.word));
            let problem = Problem::error("reply/placeholder", path, message).at(span, "not known");
            problem.help(spelling::help(hole.word, Placeholder::WORDS.map(|(word, _)| word)).unwrap_or_default())
        })
    }));
    if body.trim().is_empty() && problems.is_empty() {
        let problem = Problem::error("reply/empty", path, "the reply says nothing");
        problems.push(problem.at(first_line(text), "no text below this").help("write what the reader shall read"));
    }
    let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| title_from(path));
    // Windows' line ends would count as characters, and readers never see them.
    let body = body.replace("\r\n", "\n").trim().to_owned();
    (CannedReply { path: path.to_owned(), id: slug::from_path(file), title, body }, problems)
}
