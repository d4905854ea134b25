//! Checks what files of a knowledge base say about each other, now that all of them are read.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::files::is_markdown;
use super::read::GENERAL;
use crate::form::SelfService;
use crate::link::{NOTHING_NEAR, Resolved, Resolver};
use crate::tree::{Spanned, shortened};
use crate::{
    Article, Guide, Kb, Measure, Priority, Problem, Severity, article, form, golden, guide, markdown, notice, route,
    settings, slug, spelling,
};

/// The file that lists categories and priorities.
const SETTINGS: &str = "portal.toml";

/// What was read, with the places of everything that names something else. In the same order as in the [`Kb`].
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) settings: settings::References,
    pub(super) articles: Vec<article::Draft>,
    pub(super) guides: Vec<guide::Draft>,
    pub(super) forms: Vec<form::Draft>,
    pub(super) notices: Vec<notice::Draft>,
    pub(super) golden: Vec<golden::Draft>,
}

impl Drafts {
    /// Whether a page has no category but the general one: its author named none, and it lies in no folder.
    fn has_general(&self, kb: &Kb) -> bool {
        let articles = kb.articles.iter().zip(&self.articles).map(|(page, draft)| (&page.category, &draft.category));
        let guides = kb.guides.iter().zip(&self.guides).map(|(page, draft)| (&page.category, &draft.category));
        articles.chain(guides).any(|(id, written)| id == GENERAL && written.is_none())
    }
}

/// Checks all references, and fills in what could only be known now: where choices lead, what is related.
/// `listed` are the ids of the categories that portal.toml lists.
pub(super) fn check(kb: &mut Kb, drafts: Drafts, mut listed: BTreeSet<String>) -> Vec<Problem> {
    let resolver = Resolver::new(kb);
    if !listed.is_empty() && drafts.has_general(kb) {
        listed.insert(GENERAL.to_owned());
    }
    if kb.unread.contains(SETTINGS) {
        // What it lists is not known as a whole.
        listed.clear();
    }
    let mut checker = Checker {
        resolver,
        listed,
        weight: if kb.tended { Severity::Error } else { Severity::Warning },
        problems: Vec::new(),
    };
    checker.settings(kb, &drafts.settings);
    checker.pages(kb, &drafts);
    checker.forms(kb, drafts.forms);
    if !checker.resolver.is_unread(SETTINGS) {
        checker.problems.extend(settings::check_routing(kb, &drafts.settings.rules));
    }
    checker.notices(kb, drafts.notices);
    checker.redirects(kb, &drafts.articles, &drafts.guides);
    for (index, draft) in drafts.articles.into_iter().enumerate() {
        kb.articles[index].related = checker.related(kb, &kb.articles[index].path, draft.related);
    }
    for (index, draft) in drafts.guides.into_iter().enumerate() {
        kb.guides[index].related = checker.related(kb, &kb.guides[index].path, draft.related);
        let guide = &mut kb.guides[index];
        let mut problems = guide::check(guide, draft.choices, &checker.resolver, &kb.settings.contact);
        // Who can be reached is not known either.
        problems.retain(|problem| problem.code != "guide/no-person" || !checker.resolver.is_unread(SETTINGS));
        checker.problems.extend(problems);
    }
    checker.golden(kb, drafts.golden);
    checker.problems
}

struct Checker {
    resolver: Resolver,
    /// Ids of the categories that portal.toml lists, and the general one when a page is in it; folders count only when it
    /// lists none.
    listed: BTreeSet<String>,
    /// What a dangling reference weighs.
    weight: Severity,
    problems: Vec<Problem>,
}

impl Checker {
    fn add<T>(
        &mut self,
        severity: Severity,
        code: &'static str,
        path: &str,
        at: &Spanned<T>,
        message: String,
        help: Option<String>,
    ) {
        let mut problem = Problem::error(code, path, message).at(at.span.clone(), "not known");
        problem.severity = severity;
        problem.help = help;
        self.problems.push(problem);
    }

    fn settings(&mut self, kb: &Kb, references: &settings::References) {
        if let (Some(logo), Some(path)) = (&references.logo, &kb.settings.logo)
            && !kb.files.contains(path)
        {
            let help = spelling::closest(path, kb.files.iter().map(String::as_str)).map_or_else(
                || "give the path of a picture from the top of the knowledge base, or leave `logo` out".to_owned(),
                |file| format!("did you mean `{file}`?"),
            );
            let help = Some(help);
            self.add(Severity::Error, "settings/logo", "portal.toml", logo, format!("there is no file `{path}`"), help);
        }
        for form in &references.forms {
            let unread = kb.unread.iter().filter_map(|path| path.strip_prefix("forms/"));
            let mut known = kb.forms.iter().map(|form| form.id.clone()).chain(unread.map(slug::from_path));
            if !known.any(|known| known == form.value) {
                let help = spelling::help(form, kb.forms.iter().map(|form| form.id.as_str()))
                    .or_else(|| Some(format!("write `forms/{}.yml`, or leave the form out here", shortened(form))));
                let message = format!("there is no form `{}`", shortened(form));
                self.add(Severity::Error, "form/unknown", "portal.toml", form, message, help);
            }
        }
    }

    /// Categories of articles and guides, and the links in their texts.
    fn pages(&mut self, kb: &Kb, drafts: &Drafts) {
        for (article, draft) in kb.articles.iter().zip(&drafts.articles) {
            self.category(&article.path, draft.category.as_ref(), &article.category, &draft.first_line);
            self.links(&article.path, &draft.links);
        }
        for (guide, draft) in kb.guides.iter().zip(&drafts.guides) {
            self.category(&guide.path, draft.category.as_ref(), &guide.category, &draft.first_line);
            self.links(&guide.path, &draft.links);
        }
    }

    /// A category must be one of those portal.toml lists, if it lists any. `first` is the place to show where the author
    /// has written none.
    fn category(&mut self, path: &str, written: Option<&Spanned<String>>, id: &str, first: &Range<usize>) {
        if self.listed.is_empty() || self.listed.contains(id) {
            return;
        }
        let help = spelling::help(id, self.listed.iter().map(String::as_str));
        match written {
            Some(written) => {
                let message = format!("there is no category `{}`", shortened(written));
                self.add(Severity::Error, "category/unknown", path, written, message, help);
            }
            None if self.resolver.is_unread(path) => {}
            None => {
                let mut problem =
                    Problem::error("category/unknown", path, format!("portal.toml lists no category `{id}`"));
                let help = help.map(|help| format!(", {help}")).unwrap_or_default();
                problem.help =
                    Some(format!("set `category` in the front matter, or add the folder to portal.toml{help}"));
                self.problems.push(problem.at(first.clone(), "in this category by its folder"));
            }
        }
    }

    fn links(&mut self, path: &str, links: &[markdown::Link]) {
        for link in links {
            let resolution = self.resolver.resolve(path, &link.href);
            if link.image
                && let Some(Resolved::External(url)) = &resolution.target
            {
                let problem = Problem::warning(
                    "image/elsewhere",
                    path,
                    format!("the image `{}` lies on another site", shortened(url)),
                );
                let problem = problem.at(link.href_span.clone(), "not shown: readers' browsers ask nobody else");
                self.problems.push(problem.help("copy it into the knowledge base"));
            }
            for mut fault in resolution.faults {
                if link.image && fault.code == "link/missing-file" {
                    fault.code = "image/missing";
                }
                self.problems.push(fault.problem(path, link.href_span.clone()));
            }
        }
    }

    fn forms(&mut self, kb: &mut Kb, drafts: Vec<form::Draft>) {
        let Kb { forms, settings, articles, guides, .. } = kb;
        for (form, draft) in forms.iter_mut().zip(drafts) {
            if let Some(link) = &draft.self_service {
                form.self_service = self.self_service(&form.path, link, articles, guides);
            }
            if let Some(category) = &draft.category {
                self.category(&form.path, Some(category), category, &category.span);
            }
            form.category = draft.category.map(|id| id.value);
            if let Some(priority) = &draft.priority {
                self.priority(&form.path, priority, &settings.sla.priorities);
            }
            form.priority = draft.priority.map(|id| id.value);
            self.measures(&form.path, &draft.measures, settings.sla.matrix.is_some());
            let listed = settings.categories.iter().filter(|category| self.listed.contains(&category.id));
            let titles: Vec<&str> = listed.map(|category| category.title.as_str()).collect();
            let options = if self.listed.is_empty() { &[][..] } else { &draft.category_options[..] };
            for option in options.iter().filter(|option| !titles.contains(&option.as_str())) {
                let message = format!("no category has the title `{}`", shortened(option));
                let help = spelling::help(option, titles.iter().copied());
                self.add(Severity::Error, "form/category-option", &form.path, option, message, help);
            }
            let none = settings.tickets.files.most == 0;
            for field in draft.uploads.iter().filter(|_| none) {
                let message = format!("the field `{}` asks for files, and portal.toml takes none", field.value);
                let help = Some("leave the field out, or set `most` in `[tickets.files]` of portal.toml".to_owned());
                self.add(Severity::Error, "form/no-files", &form.path, field, message, help);
            }
            for words in &draft.words {
                let markdown::Outline { mut links, unclosed, .. } = markdown::outline(words, 0);
                let open = unclosed.first().map(|open| open.problem(&form.path));
                self.problems.extend(open.map(|problem| Problem { span: Some(words.span.clone()), ..problem }));
                // Where in the YAML a link stands is lost; the words it is in are near enough.
                links.iter_mut().for_each(|link| link.href_span = words.span.clone());
                self.links(&form.path, &links);
            }
        }
    }

    /// Where readers can help themselves in place of sending a form, by a link as texts have it.
    fn self_service(
        &mut self,
        path: &str,
        link: &Spanned<String>,
        articles: &[Article],
        guides: &[Guide],
    ) -> Option<SelfService> {
        let resolution = self.resolver.resolve(path, link);
        let mistaken = !resolution.faults.is_empty();
        self.problems.extend(resolution.faults.into_iter().map(|fault| fault.problem(path, link.span.clone())));
        let end = |anchor: &Option<String>| anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
        match &resolution.target {
            Some(Resolved::Article { slug, anchor }) => {
                let article = articles.iter().find(|article| article.slug == *slug)?;
                let href = format!("{}{}", route::article(slug), end(anchor));
                return Some(SelfService { href, title: article.title.clone() });
            }
            Some(Resolved::Guide { slug, step }) => {
                let guide = guides.iter().find(|guide| guide.slug == *slug)?;
                let href = format!("{}{}", route::guide(slug), end(step));
                return Some(SelfService { href, title: guide.title.clone() });
            }
            Some(Resolved::External(url)) if url.starts_with("https://") => {
                let host = url["https://".len()..].split(['/', '?', '#']).next().unwrap_or_default();
                return Some(SelfService { href: url.clone(), title: host.to_owned() });
            }
            Some(Resolved::File(file)) if self.resolver.is_unread(file) => return None,
            None if mistaken => return None,
            _ => {}
        }
        let message = format!("`{}` is nothing that readers can do by themselves", shortened(link));
        let help =
            "give an article or a guide, such as `../articles/software/install.md`, or an address with `https://`";
        self.add(Severity::Error, "form/self-service", path, link, message, Some(help.to_owned()));
        None
    }

    /// Impact and urgency make a priority together, where a matrix says which.
    fn measures(&mut self, path: &str, measures: &[Spanned<Measure>], matrix: bool) {
        let Some(first) = measures.first() else { return };
        let asks = |measure| measures.iter().any(|found| found.value == measure);
        let lacking = [("impact", Measure::Impact), ("urgency", Measure::Urgency)].into_iter();
        if let Some((name, _)) = lacking.into_iter().find(|(_, measure)| !asks(*measure)) {
            let message = format!("the form does not ask for `{name}`, and one of the two makes no priority");
            let help = Some(format!("add `- type: {name}`, or ask with a plain dropdown"));
            self.add(Severity::Error, "form/measure", path, first, message, help);
        } else if !matrix && !self.resolver.is_unread(SETTINGS) {
            let message = "nothing says which priority impact and urgency make".to_owned();
            let help = "write `[sla.matrix]` in portal.toml, or declare all of `urgent`, `high`, `normal`, `low` there";
            self.add(Severity::Error, "form/measure", path, first, message, Some(help.to_owned()));
        }
    }

    /// A priority must be one of those portal.toml declares, if it declares any.
    fn priority(&mut self, path: &str, priority: &Spanned<String>, declared: &[Priority]) {
        let mut known: Vec<&str> = declared.iter().map(|priority| priority.id.as_str()).collect();
        let message = if known.is_empty() {
            known.extend(settings::PRIORITIES);
            format!("there is no priority `{}`", shortened(priority))
        } else {
            format!("portal.toml declares no priority `{}`", shortened(priority))
        };
        if !known.contains(&priority.as_str()) && !self.resolver.is_unread(SETTINGS) {
            let help = spelling::help(priority, known);
            self.add(Severity::Error, "form/priority", path, priority, message, help);
        }
    }

    fn notices(&mut self, kb: &mut Kb, drafts: Vec<notice::Draft>) {
        let mut ids: HashMap<String, String> = HashMap::new();
        for (notice, draft) in kb.notices.iter_mut().zip(drafts) {
            if let Some(category) = &draft.category {
                self.category(&notice.path, Some(category), category, &category.span);
            }
            notice.category = draft.category.map(|id| id.value);
            if let Some(other) = ids.insert(notice.id.clone(), notice.path.clone()) {
                let message = format!("the notice has the same id `{}` as `{other}`", notice.id);
                let problem = Problem::error("notice/duplicate", &notice.path, message)
                    .at(draft.first_line, "its id comes from its file name");
                self.problems.push(problem.help("rename one of the files"));
            }
            self.links(&notice.path, &draft.links);
        }
    }

    /// Old addresses must be free, and lead to one page only.
    fn redirects(&mut self, kb: &mut Kb, articles: &[article::Draft], guides: &[guide::Draft]) {
        let articles_folder = kb.articles.iter().any(|article| article.path.starts_with("articles/"));
        let mut taken: HashMap<String, String> = HashMap::new();
        taken.extend(kb.articles.iter().map(|article| (route::article(&article.slug), article.path.clone())));
        taken.extend(kb.guides.iter().map(|guide| (route::guide(&guide.slug), guide.path.clone())));
        let pages = kb.articles.iter_mut().map(|article| (&article.path, &mut article.redirect_from));
        let pages = pages.chain(kb.guides.iter_mut().map(|guide| (&guide.path, &mut guide.redirect_from)));
        let redirects =
            articles.iter().map(|draft| &draft.redirects).chain(guides.iter().map(|draft| &draft.redirects));
        for ((path, target), redirects) in pages.zip(redirects) {
            for redirect in redirects {
                let Some(address) = address(redirect, articles_folder) else {
                    let message = format!("`{}` is no address of this site", shortened(redirect));
                    let help =
                        Some("write the old path of the file, or its old address below the site's base".to_owned());
                    self.add(self.weight, "redirect/address", path, redirect, message, help);
                    continue;
                };
                match taken.get(&address) {
                    Some(other) => {
                        let message = format!("`{other}` has the address `{address}` already");
                        self.add(
                            self.weight,
                            "redirect/taken",
                            path,
                            redirect,
                            message,
                            Some("leave it out here or there".into()),
                        );
                    }
                    None => {
                        taken.insert(address.clone(), path.clone());
                        target.push(address);
                    }
                }
            }
        }
    }

    /// The pages to read after the one at `path`.
    fn related(&mut self, kb: &Kb, path: &str, related: Vec<Spanned<String>>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for entry in related {
            let page = self.page(kb, path, &entry, "related/missing");
            found.extend(page.filter(|page| *page != path && !found.contains(page)));
        }
        found
    }

    fn golden(&mut self, kb: &mut Kb, drafts: Vec<golden::Draft>) {
        for mut draft in drafts {
            let pages =
                draft.expect.iter().filter_map(|entry| self.page(kb, "golden.toml", entry, "golden/missing")).collect();
            draft.golden.expect = pages;
            kb.golden.push(draft.golden);
        }
    }

    /// The article or guide a path relative to the knowledge base names.
    fn page(&mut self, kb: &Kb, path: &str, entry: &Spanned<String>, code: &'static str) -> Option<String> {
        // As a link from the top folder, so that a slip of case and the like are told as for any link.
        let resolution = self.resolver.resolve("", entry);
        let page = match &resolution.target {
            Some(Resolved::Article { slug, .. }) => {
                kb.articles.iter().find(|article| article.slug == *slug).map(|article| &article.path)
            }
            Some(Resolved::Guide { slug, .. }) => {
                kb.guides.iter().find(|guide| guide.slug == *slug).map(|guide| &guide.path)
            }
            _ => None,
        };
        if let Some(page) = page {
            self.problems.extend(resolution.faults.into_iter().map(|fault| fault.problem(path, entry.span.clone())));
            return Some(page.clone());
        }
        if matches!(&resolution.target, Some(Resolved::File(file)) if self.resolver.is_unread(file)) {
            return None;
        }
        let relative = self.resolver.resolve(path, entry);
        let (message, help) = match resolution.faults.into_iter().next() {
            Some(fault) if relative.target.is_none() => (fault.message, fault.help.filter(|help| help != NOTHING_NEAR)),
            _ => (format!("`{}` is no article and no guide of the knowledge base", shortened(entry)), None),
        };
        let help = help.unwrap_or_else(|| {
            "give a path from the top of the knowledge base, such as `articles/network/vpn.md`".into()
        });
        self.add(self.weight, code, path, entry, message, Some(help));
        None
    }
}

/// The address that an entry of `redirect_from` means: that of a page when it names a Markdown file.
fn address(entry: &str, articles_folder: bool) -> Option<String> {
    let entry = entry.trim_start_matches('/');
    let strange =
        entry.contains(['?', '#', '\\', ':', '%', '"', '<', '>', '|', '*']) || entry.contains(char::is_control);
    if entry.is_empty() || strange || entry.split('/').any(|part| matches!(part, "." | "..")) {
        return None;
    }
    if is_markdown(entry) {
        return Some(match entry.split_once('/') {
            Some(("guides", file)) => route::guide(&slug::from_path(file)),
            Some(("articles", file)) if articles_folder => route::article(&slug::from_path(file)),
            _ => route::article(&slug::from_path(entry)),
        });
    }
    let file = entry.rsplit('/').next().unwrap_or_default();
    Some(if entry.ends_with('/') || file.contains('.') { entry.to_owned() } else { format!("{entry}/") })
}
