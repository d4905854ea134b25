//! Old addresses that lead to a page: what else the site publishes must not be in their way.

use std::collections::BTreeSet;
use std::ops::Range;

use content::{Kb, Problem, Severity, Source, route};

use crate::pages::NOT_FOUND;
use crate::siblings;

/// Files that every site has under a fixed name, or that hosts look for.
const FILES: [&str; 9] = [
    ".nojekyll",
    ".tierzero",
    "CNAME",
    "icon-192.png",
    "icon-512.png",
    "icon.svg",
    "manifest.webmanifest",
    "robots.txt",
    "sitemap.xml",
];
/// Folders that pages and hosts need for themselves.
const FOLDERS: [&str; 2] = [".git", "assets"];
/// Most file systems take no longer names.
const LONGEST: usize = 255;

/// The file that a host serves for an address.
pub(crate) fn file_of(path: &str) -> String {
    let path = path.trim_end_matches('/');
    match path {
        "" => "index.html".into(),
        path if path.ends_with(".html") => path.into(),
        path => format!("{path}/index.html"),
    }
}

/// Tells of old addresses that cannot lead anywhere, and takes them out of the knowledge base.
pub(crate) fn check(kb: &mut Kb, sources: &[Source]) -> Vec<Problem> {
    let weight = if kb.tended { Severity::Error } else { Severity::Warning };
    let mut taken = Taken { files: published(kb) };
    let mut problems = Vec::new();
    let articles = kb.articles.iter_mut().map(|article| (&article.path, &mut article.redirect_from));
    let guides = kb.guides.iter_mut().map(|guide| (&guide.path, &mut guide.redirect_from));
    for (path, olds) in articles.chain(guides) {
        olds.retain(|old| {
            let Some(problem) = taken.take(old, path) else { return true };
            let text = sources.iter().find(|source| source.path == *path).map_or("", |source| source.text.as_str());
            let problem = Problem { severity: weight, ..problem };
            problems.push(match span(text, old) {
                Some(span) => problem.at(span, "cannot lead here"),
                None => problem,
            });
            false
        });
    }
    problems
}

/// The files that the site has whatever the old addresses are.
fn published(kb: &Kb) -> BTreeSet<String> {
    let fixed = [route::HOME, route::SEARCH, route::TICKET, route::TRACK, route::MY_TICKETS, route::CONTACT, NOT_FOUND];
    let mut pages: Vec<String> = fixed.map(str::to_owned).to_vec();
    pages.extend(kb.settings.categories.iter().map(|category| route::category(&category.id)));
    pages.extend(kb.articles.iter().map(|article| route::article(&article.slug)));
    pages.extend(kb.guides.iter().map(|guide| route::guide(&guide.slug)));
    pages.extend(kb.forms.iter().map(|form| route::form(&form.id)));
    let siblings = FILES.into_iter().filter(|name| siblings::belong_to(name)).flat_map(siblings::names);
    pages.iter().map(|page| file_of(page)).chain(FILES.map(str::to_owned)).chain(siblings).collect()
}

struct Taken {
    files: BTreeSet<String>,
}

impl Taken {
    /// Takes the place of an old address, or says why that cannot be.
    fn take(&mut self, old: &str, path: &str) -> Option<Problem> {
        let old = old.trim_matches('/');
        let file = file_of(old);
        if !is_sound(&file) {
            let message = format!("`{old}` is no address of this site");
            let help = "write the old path of the file, or its old address below the site's base";
            return Some(Problem::error("redirect/address", path, message).help(help));
        }
        if self.is_taken(&file) {
            let message = format!("nothing can lead here from `{old}`: the site has another page or file there");
            return Some(Problem::error("redirect/taken", path, message).help("leave this old address out"));
        }
        self.files.insert(file);
        None
    }

    /// Whether a file is there, a file stands where a folder is needed, or a folder where the file is.
    fn is_taken(&self, file: &str) -> bool {
        let folder = format!("{file}/");
        let above = file.match_indices('/').map(|(at, _)| &file[..at]);
        let top = file.split('/').next().unwrap_or_default();
        let below = self.files.range(folder.clone()..).next();
        FOLDERS.contains(&top)
            || self.files.contains(file)
            || above.into_iter().any(|above| self.files.contains(above))
            || below.is_some_and(|below| below.starts_with(&folder))
    }
}

fn is_sound(file: &str) -> bool {
    let sound = |part: &str| !matches!(part, "." | ".." | "") && part.len() <= LONGEST && !part.contains(['\\', ':']);
    file.split('/').all(sound)
}

/// Where an old address stands in the front matter.
fn span(text: &str, old: &str) -> Option<Range<usize>> {
    let name = old.trim_matches('/');
    let from = text.find("redirect_from")?;
    let end = text[from..].find("\n---").map_or(text.len(), |end| from + end);
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    let found = text[from..end].match_indices(name).map(|(at, _)| from + at..from + at + name.len());
    let mut whole = found.filter(|span| {
        !name.is_empty() && ends(text[..span.start].chars().next_back()) && ends(text[span.end..].chars().next())
    });
    whole.next()
}

#[cfg(test)]
mod tests;
