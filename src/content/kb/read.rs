//! Reads all files of a knowledge base and puts them together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::files::{Role, is_in_articles_folder, misplaced, role};
use super::references::{Drafts, check};
use crate::problem::first_line;
use crate::{
    Category, Guide, Kb, Problem, Severity, Source, article, canned, form, golden, guide, markdown, matter, notice,
    settings, slug, synonyms,
};

/// Category of files that lie in no folder.
pub(super) const GENERAL: &str = "general";

/// Everything of a knowledge base while it is read.
#[derive(Default)]
struct Reader {
    kb: Kb,
    drafts: Drafts,
    problems: Vec<Problem>,
    articles_folder: bool,
    /// Names of the folders that became categories, by id, as their authors write them.
    folders: BTreeMap<String, String>,
    /// Slugs of articles and guides, with the file that has them.
    slugs: HashMap<String, String>,
}

/// See [`Kb::read`].
pub(super) fn read(sources: &[Source], files: BTreeSet<String>) -> (Kb, Vec<Problem>) {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let tended = sources.iter().any(|source| source.path == "portal.toml");
    let mut reader = Reader {
        articles_folder: sources.iter().any(|source| is_in_articles_folder(&source.path)),
        ..Reader::default()
    };
    reader.kb.files = files;
    reader.kb.tended = tended;
    // What portal.toml says is needed to read the others.
    sources.sort_by_key(|source| source.path != "portal.toml");
    reader.unreadable();
    for source in sources {
        reader.text(&source.path, &source.text);
    }
    reader.finish()
}

impl Reader {
    /// Files that have a meaning as texts and are none could not be read.
    fn unreadable(&mut self) {
        let meant = |path: &&String| !matches!(role(path, self.articles_folder), Role::Ignored | Role::Other);
        self.kb.unread = self.kb.files.iter().filter(meant).cloned().collect();
    }

    /// Reads a text, and remembers when that was not possible as a whole.
    fn text(&mut self, path: &str, text: &str) {
        if self.kb.files.contains(path) {
            return;
        }
        let before = self.problems.len();
        self.file(path, text);
        let told = self.problems.get(before..).unwrap_or_default();
        let is_form = role(path, self.articles_folder) == Role::Form;
        if told.iter().any(|problem| problem.is_cause() || is_form && lacks_a_part(problem)) {
            self.kb.unread.insert(path.to_owned());
        }
        if told.iter().any(|problem| problem.code == markdown::UNCLOSED) {
            self.kb.cut.insert(path.to_owned());
        }
    }

    fn file(&mut self, path: &str, text: &str) {
        match role(path, self.articles_folder) {
            Role::Settings => {
                let (settings, references, problems) = settings::read(path, text);
                self.kb.settings = settings;
                self.drafts.settings = references;
                self.problems.extend(problems);
            }
            Role::Article => self.article(path, text),
            Role::Guide => self.guide(path, text),
            Role::Form => {
                let (draft, problems) = form::read(path, text);
                self.problems.extend(problems);
                let other = self.kb.forms.iter().find(|form| form.id == draft.form.id).map(|form| form.path.clone());
                if let Some(other) = other {
                    let message = format!("the form has the same id `{}` as `{other}`", draft.form.id);
                    let problem = Problem::error("form/duplicate", path, message)
                        .at(first_line(text), "its id comes from its file name");
                    self.problems.push(problem.help("rename one of the files"));
                    return;
                }
                self.kb.forms.push(draft.form.clone());
                self.drafts.forms.push(draft);
            }
            Role::Notice => {
                let (draft, problems) = notice::read(path, text);
                self.problems.extend(problems);
                self.kb.notices.push(draft.notice.clone());
                self.drafts.notices.push(draft);
            }
            Role::Reply => {
                let (reply, problems) = canned::read(path, text);
                self.problems.extend(problems);
                if let Some(other) = self.kb.replies.iter().find(|other| other.id == reply.id) {
                    let message = format!("the reply has the same id `{}` as `{}`", reply.id, other.path);
                    let problem = Problem::error("reply/duplicate", path, message)
                        .at(first_line(text), "its id comes from its file name");
                    self.problems.push(problem.help("rename one of the files"));
                    return;
                }
                self.kb.replies.push(reply);
            }
            Role::Synonyms => {
                let (groups, problems) = synonyms::read(path, text);
                self.kb.synonyms = groups;
                self.problems.extend(problems);
            }
            Role::Golden => {
                let (drafts, problems) = golden::read(path, text);
                self.drafts.golden = drafts;
                self.problems.extend(problems);
            }
            Role::Ignored => {
                self.kb.ignored.insert(path.to_owned());
            }
            Role::Other => {
                self.problems.extend(misplaced(path, self.articles_folder));
                self.kb.files.insert(path.to_owned());
            }
        }
    }

    fn article(&mut self, path: &str, text: &str) {
        let (mut draft, mut problems) = article::read(path, text);
        let below = if self.articles_folder { path.strip_prefix("articles/").unwrap_or(path) } else { path };
        let (slug, problem) = self.slug("articles", below, path, &draft.first_line);
        problems.extend(problem);
        draft.article.slug = slug;
        draft.article.category = self.category(draft.category.as_ref().map(|id| id.as_str()), below);
        if !self.kb.tended {
            // Somebody else's text: its front matter may follow other rules, and is published as far as it goes.
            for problem in &mut problems {
                problem.severity = problem.severity.min(Severity::Warning);
            }
        }
        self.problems.extend(problems);
        self.kb.articles.push(draft.article.clone());
        self.drafts.articles.push(draft);
    }

    fn guide(&mut self, path: &str, text: &str) {
        let (mut draft, problems) = guide::read(path, text);
        self.problems.extend(problems);
        let below = path.strip_prefix("guides/").unwrap_or(path);
        let (slug, problem) = self.slug("guides", below, path, &draft.first_line);
        self.problems.extend(problem);
        draft.guide.slug = slug;
        draft.guide.category = self.category(draft.category.as_ref().map(|id| id.as_str()), below);
        self.kb.guides.push(draft.guide.clone());
        self.drafts.guides.push(draft);
    }

    /// The slug of a page, with a number behind it when another file has it already.
    fn slug(&mut self, kind: &str, below: &str, path: &str, first: &Range<usize>) -> (String, Option<Problem>) {
        let slug = slug::from_path(below);
        let Some(other) = self.slugs.get(&format!("{kind}/{slug}")).cloned() else {
            self.slugs.insert(format!("{kind}/{slug}"), path.to_owned());
            return (slug, None);
        };
        let message = format!("the page would have the same address `{slug}` as `{other}`");
        let problem = Problem::error("kb/duplicate-slug", path, message)
            .at(first.clone(), "its address comes from its path")
            .help("rename one of the files");
        let mut number = 2;
        while self.slugs.contains_key(&format!("{kind}/{slug}-{number}")) {
            number += 1;
        }
        let slug = format!("{slug}-{number}");
        self.slugs.insert(format!("{kind}/{slug}"), path.to_owned());
        (slug, Some(problem))
    }

    /// The id of a page's category: what its author wrote, else its folder.
    fn category(&mut self, written: Option<&str>, below: &str) -> String {
        if let Some(written) = written {
            let known = self.kb.settings.categories.iter().any(|category| category.id == written);
            let id = if known { written.to_owned() } else { slug::word(written) };
            self.folders.entry(id.clone()).or_insert_with(|| written.to_owned());
            return id;
        }
        let folder = below.split_once('/').map_or(GENERAL, |(folder, _)| folder);
        let id = slug::word(folder);
        self.folders.entry(id.clone()).or_insert_with(|| folder.to_owned());
        id
    }

    fn finish(mut self) -> (Kb, Vec<Problem>) {
        let is_page = |path: &String| matches!(role(path, self.articles_folder), Role::Article | Role::Guide);
        if self.kb.articles.is_empty() && self.kb.guides.is_empty() && !self.kb.unread.iter().any(is_page) {
            let problem =
                Problem::error("kb/empty", "", "the knowledge base is empty: it has no articles and no guides");
            self.problems.push(problem.help(
                "write the first article as a Markdown file, such as `articles/accounts/reset-your-password.md`",
            ));
        }
        let listed = self.kb.settings.categories.iter().map(|category| category.id.clone()).collect();
        self.other_categories();
        self.problems.extend(check(&mut self.kb, std::mem::take(&mut self.drafts), listed));
        self.problems.sort_by(|a, b| {
            let start = |problem: &Problem| problem.span.as_ref().map(|span| (span.start, span.end));
            (&a.path, start(a), b.severity, a.code).cmp(&(&b.path, start(b), a.severity, b.code))
        });
        (self.kb, self.problems)
    }

    /// Adds the categories that only folders name, in the order of their titles.
    fn other_categories(&mut self) {
        let used: BTreeSet<&str> = {
            let guides = self.kb.guides.iter().map(|guide: &Guide| guide.category.as_str());
            self.kb.articles.iter().map(|article| article.category.as_str()).chain(guides).collect()
        };
        let known = |id: &str| self.kb.settings.categories.iter().any(|category| category.id == id);
        let mut new: Vec<Category> = self
            .folders
            .iter()
            .filter(|(id, _)| used.contains(id.as_str()) && !known(id))
            .map(|(id, name)| Category {
                id: id.clone(),
                title: matter::titled(name),
                summary: String::new(),
                icon: Category::DEFAULT_ICON.to_owned(),
            })
            .collect();
        new.sort_by(|a, b| a.title.to_lowercase().cmp(&b.title.to_lowercase()).then_with(|| a.id.cmp(&b.id)));
        self.kb.settings.categories.extend(new);
    }
}

/// Whether a part of a form was left out for it, such as a field without a label.
fn lacks_a_part(problem: &Problem) -> bool {
    problem.severity == Severity::Error && (problem.code.starts_with("value/") || problem.code.starts_with("key/"))
}
