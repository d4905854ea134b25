//! Every page of a site, made from the knowledge base.

use std::collections::{BTreeSet, HashMap};

use content::{Article, Category, ElementKind, Form, Guide, Kb, Notice, Target, route};
use jiff::Timestamp;
use jiff::civil::Date;
use portal::page::{
    ArticlePage, Card, CategoryPage, Content, ContentsEntry, FormPage, GuidePage, Home, Html, NoticeView, Page, Site,
    StepView,
};

use crate::calendar;
use crate::site::count;
use crate::texts::{GuideTexts, Texts};
use crate::words::titles;

/// Where the not-found page lives; hosts look for it under this name.
pub(crate) const NOT_FOUND: &str = "404.html";
/// How many characters of a text stand in for a missing summary.
const EXCERPT: usize = 160;

/// How many of the articles that a guide leads to are offered when it has solved the problem.
const MOST_RELATED: usize = 4;

/// Makes pages.
#[derive(Debug)]
pub(crate) struct Pages<'a> {
    kb: &'a Kb,
    texts: &'a Texts,
    /// Categories that have something in them.
    categories: &'a [Category],
    today: Date,
    cards: HashMap<&'a str, Card>,
}

/// One page that can be made.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Route<'a> {
    Home,
    Search,
    Category(&'a Category),
    Article(&'a Article, usize),
    Guide(&'a Guide, usize),
    Catalogue,
    Form(&'a Form, usize),
    /// The form of a notice.
    Follow(&'a Notice, usize),
    Track,
    MyTickets,
    Contact,
    NotFound,
}

impl Route<'_> {
    /// Its address below the base path.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Home => route::HOME.into(),
            Self::Search => route::SEARCH.into(),
            Self::Category(category) => route::category(&category.id),
            Self::Article(article, _) => route::article(&article.slug),
            Self::Guide(guide, _) => route::guide(&guide.slug),
            Self::Catalogue => route::TICKET.into(),
            Self::Form(form, _) => route::form(&form.id),
            Self::Follow(notice, _) => route::follow(&notice.id),
            Self::Track => route::TRACK.into(),
            Self::MyTickets => route::MY_TICKETS.into(),
            Self::Contact => route::CONTACT.into(),
            Self::NotFound => NOT_FOUND.into(),
        }
    }

    /// The day somebody last checked it.
    pub(crate) fn reviewed(&self) -> Option<Date> {
        match self {
            Self::Article(article, _) => article.reviewed,
            Self::Guide(guide, _) => guide.reviewed,
            _ => None,
        }
    }

    /// Whether search engines have use for it.
    pub(crate) fn is_public(&self) -> bool {
        !matches!(self, Self::Search | Self::Follow(..) | Self::Track | Self::MyTickets | Self::NotFound)
    }
}

impl<'a> Pages<'a> {
    pub(crate) fn new(kb: &'a Kb, texts: &'a Texts, site: &'a Site, today: Date) -> Self {
        let articles = kb.articles.iter().zip(&texts.articles).map(|(article, text)| {
            let summary = summary(&article.summary, &text.words);
            let card =
                Card { path: route::article(&article.slug), title: article.title.clone(), summary, guide: false };
            (article.path.as_str(), card)
        });
        let guides = kb.guides.iter().zip(&texts.guides).map(|(guide, text)| {
            let summary = summary(&guide.summary, &text.intro.words);
            let card = Card { path: route::guide(&guide.slug), title: guide.title.clone(), summary, guide: true };
            (guide.path.as_str(), card)
        });
        Self { kb, texts, categories: &site.categories, today, cards: articles.chain(guides).collect() }
    }

    /// All pages, each address once.
    pub(crate) fn all(&self) -> Vec<Route<'a>> {
        let fixed = [
            Route::Home,
            Route::Search,
            Route::Catalogue,
            Route::Track,
            Route::MyTickets,
            Route::Contact,
            Route::NotFound,
        ];
        let kb = self.kb;
        let mut routes = fixed.to_vec();
        routes.extend(self.categories.iter().map(Route::Category));
        routes.extend(kb.articles.iter().enumerate().map(|(at, article)| Route::Article(article, at)));
        routes.extend(kb.guides.iter().enumerate().map(|(at, guide)| Route::Guide(guide, at)));
        routes.extend(kb.forms.iter().enumerate().map(|(at, form)| Route::Form(form, at)));
        if !kb.forms.is_empty() {
            let shown = kb.notices.iter().enumerate().filter(|(_, notice)| !calendar::is_over(notice, self.today));
            routes.extend(shown.map(|(at, notice)| Route::Follow(notice, at)));
        }
        let mut seen = BTreeSet::new();
        routes.retain(|route| seen.insert(route.path()));
        routes
    }

    /// Makes one page.
    pub(crate) fn page(&self, route: &Route<'a>) -> Page {
        let (title, description, content) = match *route {
            Route::Home => {
                (self.kb.settings.name.clone(), self.kb.settings.summary.clone(), Content::Home(self.home()))
            }
            Route::Search => fixed(titles::SEARCH, Content::Search),
            Route::Category(category) => self.category(category),
            Route::Article(article, at) => self.article(article, at),
            Route::Guide(guide, at) => self.guide(guide, &self.texts.guides[at]),
            Route::Catalogue => fixed(titles::CATALOGUE, Content::Catalogue),
            Route::Form(form, at) => self.form(form, at),
            Route::Follow(notice, at) => self.follow(notice, at),
            Route::Track => fixed(titles::TRACK, Content::Track),
            Route::MyTickets => fixed(titles::MY_TICKETS, Content::MyTickets),
            Route::Contact => fixed(titles::CONTACT, Content::Contact),
            Route::NotFound => fixed(titles::NOT_FOUND, Content::NotFound),
        };
        Page { path: route.path(), title, description, content }
    }

    fn home(&self) -> Home {
        let featured = self.kb.articles.iter().filter(|article| article.featured).map(|article| article.path.as_str());
        let guides = || self.kb.guides.iter();
        let featured = featured.chain(guides().filter(|guide| guide.featured).map(|guide| guide.path.as_str()));
        Home {
            notices: self.notices(),
            featured: featured.filter_map(|path| self.cards.get(path).cloned()).collect(),
            guides: guides().filter_map(|guide| self.cards.get(guide.path.as_str()).cloned()).collect(),
            counts: self.categories.iter().map(|category| count(self.kb, &category.id)).collect(),
        }
    }

    /// Notices that are not over yet: which of them is shown, the browser decides by its own clock.
    fn notices(&self) -> Vec<NoticeView> {
        let all = self.kb.notices.iter().zip(&self.texts.notices);
        let views = all.filter(|(notice, _)| !calendar::is_over(notice, self.today)).map(|(notice, text)| NoticeView {
            id: notice.id.clone(),
            title: notice.title.clone(),
            kind: notice.kind,
            from: notice.from.map(Timestamp::as_millisecond),
            until: notice.until.map(Timestamp::as_millisecond),
            next_update: notice.next_update.map(Timestamp::as_millisecond),
            current: notice.from.is_none_or(|from| day(from) <= self.today),
            body: Html { html: text.html.clone() },
        });
        let mut views: Vec<_> = views.collect();
        views.sort_by_key(|view| (!view.current, view.from));
        views
    }

    fn category(&self, category: &Category) -> (String, String, Content) {
        let cards = |paths: Vec<&str>| paths.into_iter().filter_map(|path| self.cards.get(path).cloned()).collect();
        let guides =
            self.kb.guides.iter().filter(|guide| guide.category == category.id).map(|guide| guide.path.as_str());
        let articles = self
            .kb
            .articles
            .iter()
            .filter(|article| article.category == category.id)
            .map(|article| article.path.as_str());
        let content = CategoryPage {
            id: category.id.clone(),
            summary: category.summary.clone(),
            guides: cards(guides.collect()),
            articles: cards(articles.collect()),
        };
        (category.title.clone(), category.summary.clone(), Content::Category(content))
    }

    fn article(&self, article: &Article, at: usize) -> (String, String, Content) {
        let text = &self.texts.articles[at];
        let contents = text
            .headings
            .iter()
            .filter(|heading| matches!(heading.level, 2 | 3))
            .map(|heading| ContentsEntry { level: heading.level, id: heading.id.clone(), text: heading.text.clone() });
        let content = ArticlePage {
            category: article.category.clone(),
            summary: article.summary.clone(),
            platforms: article.platforms.clone(),
            owner: article.owner.clone(),
            reviewed: article.reviewed.map(|day| day.to_string()),
            review_by: article.review_by.map(|day| day.to_string()),
            contents: contents.collect(),
            related: self.cards_of(&article.related),
            revision: text.revision.clone(),
            body: Html { html: text.html.clone() },
        };
        (article.title.clone(), summary(&article.summary, &text.words), Content::Article(content))
    }

    fn guide(&self, guide: &Guide, text: &GuideTexts) -> (String, String, Content) {
        let steps = guide.steps.iter().zip(&text.steps).map(|(step, text)| StepView {
            body: Html { html: text.html.clone() },
            titles: step.choices.iter().map(|choice| self.title_of(&choice.target)).collect(),
            step: step.clone(),
        });
        let content = GuidePage {
            slug: guide.slug.clone(),
            category: guide.category.clone(),
            summary: guide.summary.clone(),
            intro: Html { html: text.intro.html.clone() },
            steps: steps.collect(),
            related: self.cards_of(&self.after(guide)),
            revision: text.revision.clone(),
        };
        (guide.title.clone(), summary(&guide.summary, &text.intro.words), Content::Guide(content))
    }

    fn cards_of(&self, paths: &[String]) -> Vec<Card> {
        paths.iter().filter_map(|path| self.cards.get(path.as_str()).cloned()).collect()
    }

    /// What to read after a guide: what its author says, else the articles that it leads to.
    fn after(&self, guide: &Guide) -> Vec<String> {
        if !guide.related.is_empty() {
            return guide.related.clone();
        }
        let mut led_to = BTreeSet::new();
        let targets = guide.steps.iter().flat_map(|step| &step.choices).map(|choice| &choice.target);
        let articles = targets.filter_map(|target| match target {
            Target::Article { slug, .. } => self.kb.articles.iter().find(|article| article.slug == *slug),
            _ => None,
        });
        let articles = articles.filter(|article| led_to.insert(&article.path)).take(MOST_RELATED);
        articles.map(|article| article.path.clone()).collect()
    }

    /// The title of what a choice leads to; empty when it has none.
    fn title_of(&self, target: &Target) -> String {
        let title = match target {
            Target::Article { slug, .. } => {
                self.kb.articles.iter().find(|article| article.slug == *slug).map(|article| &article.title)
            }
            Target::Guide { slug, .. } => {
                self.kb.guides.iter().find(|guide| guide.slug == *slug).map(|guide| &guide.title)
            }
            Target::Form { id, .. } => self.kb.forms.iter().find(|form| form.id == *id).map(|form| &form.name),
            Target::Step { .. } | Target::Solved | Target::Contact { .. } => None,
        };
        title.cloned().unwrap_or_default()
    }

    fn form(&self, form: &Form, at: usize) -> (String, String, Content) {
        let words = self.texts.forms[at].iter();
        let words = words.map(|text| Html { html: text.html.clone() }).collect();
        debug_assert_eq!(
            self.texts.forms[at].len(),
            form.body.iter().filter(|element| matches!(element.kind, ElementKind::Markdown { .. })).count()
        );
        (form.name.clone(), form.description.clone(), Content::Form(FormPage { form: form.clone(), words }))
    }
}

impl Pages<'_> {
    /// The form of a notice, below what the notice says.
    fn follow(&self, notice: &Notice, at: usize) -> (String, String, Content) {
        let form = Form::of_notice(notice, &self.kb.settings.sla);
        let words = vec![Html { html: self.texts.notices[at].html.clone() }];
        (form.name.clone(), String::new(), Content::Form(FormPage { form, words }))
    }
}

fn fixed(title: &str, content: Content) -> (String, String, Content) {
    (title.into(), String::new(), content)
}

fn day(moment: Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The author's summary, else the first words of the text.
fn summary(written: &str, words: &str) -> String {
    if !written.is_empty() {
        return written.to_owned();
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT) {
        None => words,
        Some((end, _)) => {
            let cut = words[..end].rfind(' ').unwrap_or(end);
            format!("{}…", words[..cut].trim_end_matches(|c: char| !c.is_alphanumeric()))
        }
    }
}
