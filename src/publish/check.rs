//! Checking without publishing, and the search over a knowledge base on disk.

use std::path::Path;

use content::{Golden, Kb, Problem, route};
use jiff::civil::Date;
use search::message::{Hit, Question};
use search::pack::Cut;
use search::{Document, Searcher};

use crate::base::Base;
use crate::media::Media;
use crate::publication::Reading;
use crate::report::Report;
use crate::{Error, index};

/// The file that golden queries stand in.
const GOLDEN: &str = "golden.toml";
/// How far down a page is looked for before it counts as not found.
const DEPTH: usize = 50;
/// How many of the pages above it are named.
const NAMED: usize = 3;

/// Finds everything that is wrong with the knowledge base in a folder.
///
/// # Errors
/// When the folder cannot be read at all, or the search cannot be made.
pub fn check(folder: &Path, today: Date) -> Result<Report, Error> {
    let (searcher, mut report) = open(folder, Some(today))?;
    let kb = &report.kb;
    let missed: Vec<_> = kb.golden.iter().filter_map(|golden| ask(golden, &searcher, kb)).collect();
    report.problems.extend(missed);
    report.sort();
    Ok(report)
}

/// Opens the search over the knowledge base in a folder, as a browser would have it.
///
/// # Errors
/// When the folder cannot be read at all, or the search cannot be made.
pub fn searcher(folder: &Path) -> Result<(Searcher, Report), Error> {
    open(folder, None)
}

/// The same search as one file, for another process to open.
///
/// # Errors
/// When the folder cannot be read at all, or the search cannot be made.
pub fn pack(folder: &Path) -> Result<Vec<u8>, Error> {
    let (documents, report) = documents(folder, None)?;
    let whole = Cut { whole: usize::MAX, ..Cut::default() };
    let packed = search::pack::build_cut(&documents, &report.kb.synonyms, whole);
    Ok(packed.map_err(|error| Error::Pack(error.to_string()))?.pack)
}

/// Reads a knowledge base without rendering it.
///
/// # Errors
/// When the folder cannot be read at all.
pub fn read(folder: &Path) -> Result<Report, Error> {
    Reading::of(folder, None).map(|reading| reading.report)
}

fn open(folder: &Path, today: Option<Date>) -> Result<(Searcher, Report), Error> {
    let (documents, report) = documents(folder, today)?;
    let pack = search::pack::build(&documents, &report.kb.synonyms).map_err(|error| Error::Pack(error.to_string()))?;
    let searcher = pack.open().map_err(|error| Error::Pack(error.to_string()))?;
    Ok((searcher, report))
}

/// What the search knows of the knowledge base in a folder.
fn documents(folder: &Path, today: Option<Date>) -> Result<(Vec<Document>, Report), Error> {
    let mut reading = Reading::of(folder, today)?;
    let folder = reading.folder.clone();
    let files = reading.report.kb.files.clone();
    let media = Media::new(&folder, &files);
    let mut texts = reading.render(&Base::default(), &media);
    let documents = index::documents(&reading.report.kb, &mut texts, today);
    Ok((documents, reading.report))
}

/// Asks a golden query; a problem when the answer is not where it must be.
fn ask(golden: &Golden, searcher: &Searcher, kb: &Kb) -> Option<Problem> {
    let wanted: Vec<String> = golden.expect.iter().filter_map(|path| address(kb, path)).collect();
    if wanted.is_empty() {
        // What the query expects is not there, which content has told.
        return None;
    }
    if golden.expect.iter().any(|path| kb.unread.contains(path) || kb.cut.contains(path)) {
        // Its aliases, or its words, may be in what could not be read.
        return None;
    }
    let answer = searcher.search(&Question::new(&golden.query, DEPTH.max(golden.within)));
    let place = answer.hits.iter().position(|hit| wanted.contains(&hit.path));
    if place.is_some_and(|place| place < golden.within) {
        return None;
    }
    let expected = golden.expect.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(" or ");
    let message = format!(
        "expected {expected} in the first {} for `{}`, {}",
        golden.within,
        golden.query,
        found(place, &answer.hits)
    );
    let help = match answer.hits.is_empty() {
        true => "add the words people use to its `aliases`",
        false => {
            "add the words people use to its `aliases`, or to `synonyms.txt`; \
             `tierzero search KB --explain --limit 50` with these words says what brought each page where it is"
        }
    };
    Some(Problem::error("golden/not-found", GOLDEN, message).at(golden.span.clone(), "this query").help(help))
}

/// Where a page was found, and what a reader sees instead.
fn found(place: Option<usize>, hits: &[Hit]) -> String {
    let first = |count: usize| {
        let names: Vec<_> = hits.iter().take(count.min(NAMED)).map(|hit| format!("`{}`", hit.path)).collect();
        names.join(", ")
    };
    match place {
        Some(place) if place > NAMED => {
            format!("found it {}; above it: {} and {} more", ordinal(place + 1), first(place), place - NAMED)
        }
        Some(place) => format!("found it {}; above it: {}", ordinal(place + 1), first(place)),
        None if hits.is_empty() => "found nothing at all".to_owned(),
        None => format!("did not find it; first instead: {}", first(NAMED)),
    }
}

fn address(kb: &Kb, path: &str) -> Option<String> {
    let article = kb.articles.iter().find(|article| article.path == path).map(|article| route::article(&article.slug));
    let guide = || kb.guides.iter().find(|guide| guide.path == path).map(|guide| route::guide(&guide.slug));
    let form = || kb.forms.iter().find(|form| form.path == path).map(|form| route::form(&form.id));
    article.or_else(guide).or_else(form)
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use search::message::Kind;

    use super::*;

    fn hits(count: usize) -> Vec<Hit> {
        let hit = |number| Hit {
            kind: Kind::Article,
            path: format!("articles/{number}/"),
            title: Vec::new(),
            snippet: Vec::new(),
            category: String::new(),
            part: None,
            called: false,
            reasons: Vec::new(),
        };
        (1..=count).map(hit).collect()
    }

    #[test]
    fn what_stands_in_the_way_of_a_page_is_named() {
        assert_eq!(
            found(Some(6), &hits(9)),
            "found it 7th; above it: `articles/1/`, `articles/2/`, `articles/3/` and 3 more"
        );
        assert_eq!(found(Some(3), &hits(9)), "found it 4th; above it: `articles/1/`, `articles/2/`, `articles/3/`");
        assert_eq!(found(Some(1), &hits(2)), "found it 2nd; above it: `articles/1/`");
        assert_eq!(found(None, &hits(1)), "did not find it; first instead: `articles/1/`");
        assert_eq!(found(None, &[]), "found nothing at all");
    }

    #[test]
    fn places_are_counted_in_words() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 22].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]
        );
    }
}
