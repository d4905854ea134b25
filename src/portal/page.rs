//! What a page shows. The publisher fills these types and renders them to HTML. The browser reads back only what lives
//! in it: what all pages share, and what each island starts with.

use content::file::FileLimits;
use content::secret::Privacy;
use content::{Category, Channel, Form, NoticeKind, Platform, Route, SelfService, Sla, Step};
use serde::{Deserialize, Serialize};

/// Everything one page knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The same on every page of a site.
    pub site: Site,
    /// What this page shows.
    pub page: Page,
}

/// What all pages of a site share. Stands in each page as text in `<script type="text/plain" id="tz-data">`, without what
/// only the publisher or the journeys need (see `page_data`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    /// Base path with slashes on both ends: `/` or `/help/`. All links are below it.
    pub base: String,
    /// Name of the portal.
    pub name: String,
    /// One sentence about it.
    pub summary: String,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// Address of the logo, base path included.
    pub logo: Option<String>,
    /// Who helps those whom the portal does not.
    pub support: Support,
    /// Whether there is a way to reach a person.
    pub reachable: bool,
    /// Categories that have something in them, in the order shown.
    pub categories: Vec<Category>,
    /// Forms as `(id, name, description)`.
    pub forms: Vec<FormCard>,
    /// Id of the form that "raise a ticket" opens; without forms there is no ticket.
    pub main_form: Option<String>,
    /// Files the browser fetches when it needs them.
    pub assets: Assets,
}

/// Where tickets go, who answers them and how soon. Of the browser's programs only the journeys need to know; each of
/// their islands holds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// Ways to reach a person, in the order shown.
    pub contact: Vec<Channel>,
    /// Address that `api/tickets` is below, ending in a slash.
    pub endpoint: String,
    /// What is promised.
    pub sla: Sla,
    /// What counts as a secret.
    pub privacy: Privacy,
    /// How many files may go along, how large, and of which kinds.
    pub files: FileLimits,
    /// The rules by which tickets are verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<Route>,
}

/// Addresses of files the browser fetches when it needs them, base path included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assets {
    /// The script that starts the journeys' program (an ES module).
    pub journeys: String,
    /// The worker's script (an ES module).
    pub worker: String,
    /// The search pack, without the `-br.bin` or `-gz.bin` that says how it is compressed; its pieces lie beside it.
    pub pack: String,
    /// The list of titles (see `search::titles::Titles`).
    pub titles: String,
    /// The icon sprite.
    pub icons: String,
}

/// A form as a link shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct FormCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What a reader can do at once instead.
    pub self_service: Option<SelfService>,
}

/// What one page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its address below the base path, without a leading slash (see `content::route`); `404.html` for not found.
    pub path: String,
    /// Its own title, without the portal's name.
    pub title: String,
    /// For search engines and link previews; may be empty.
    pub description: String,
    /// The rest, by kind.
    pub content: Content,
}

/// What a page shows, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The home page.
    Home(Home),
    /// Search results; the words come from the address.
    Search,
    /// What is in a category.
    Category(CategoryPage),
    /// An article.
    Article(ArticlePage),
    /// A guide.
    Guide(GuidePage),
    /// The catalogue of forms.
    Catalogue,
    /// A ticket form.
    Form(FormPage),
    /// The status of one ticket.
    Track,
    /// The tickets this device knows.
    MyTickets,
    /// Ways to reach a person.
    Contact,
    /// There is no such page.
    NotFound,
}

impl Content {
    /// Whether the page needs the journeys' program besides the portal's.
    pub fn is_journey(&self) -> bool {
        matches!(self, Self::Guide(_) | Self::Form(_) | Self::Track | Self::MyTickets)
    }
}

/// HTML made and sanitised by the publisher. It stands in the page only, never in an island's data too: the browser
/// finds it where it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Html {
    /// The HTML.
    #[serde(skip)]
    pub html: String,
}

/// A link to an article or guide with a line about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Address below the base path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Whether it is a guide.
    pub guide: bool,
}

/// The home page.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Notices in the order shown.
    pub notices: Vec<NoticeView>,
    /// What the authors feature.
    pub featured: Vec<Card>,
    /// All guides.
    pub guides: Vec<Card>,
    /// How many articles and guides each category of the site has, in the same order.
    pub counts: Vec<usize>,
}

/// A notice.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeView {
    /// Its id.
    pub id: String,
    /// What is the matter.
    pub title: String,
    /// Known issue or maintenance.
    pub kind: NoticeKind,
    /// Start in milliseconds since 1970, UTC.
    pub from: Option<i64>,
    /// End in milliseconds since 1970, UTC.
    pub until: Option<i64>,
    /// When readers hear more, in milliseconds since 1970, UTC.
    pub next_update: Option<i64>,
    /// Whether it is to be shown on the day of publishing; the browser then goes by its own clock.
    pub current: bool,
    /// Its words.
    pub body: Html,
}

/// What is in a category.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryPage {
    /// Its id.
    pub id: String,
    /// One line about it; may be empty.
    pub summary: String,
    /// Its guides.
    pub guides: Vec<Card>,
    /// Its articles.
    pub articles: Vec<Card>,
}

/// An article.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticlePage {
    /// Its category.
    pub category: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Systems it is about; empty means any.
    pub platforms: Vec<Platform>,
    /// Team that keeps it right.
    pub owner: Option<String>,
    /// Day somebody last checked it, as `2026-11-22`.
    pub reviewed: Option<String>,
    /// Day by which it must be checked again.
    pub review_by: Option<String>,
    /// Headings of levels 2 and 3, as level, anchor and words.
    pub contents: Vec<ContentsEntry>,
    /// What to read next.
    pub related: Vec<Card>,
    /// Which text of its file it was made from.
    pub revision: String,
    /// Its text.
    pub body: Html,
}

/// A heading in an article's list of contents.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentsEntry {
    /// 2 or 3.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuidePage {
    /// Its slug.
    pub slug: String,
    /// Its category.
    pub category: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Text before the first step.
    pub intro: Html,
    /// Steps; the first is where the reader starts.
    pub steps: Vec<StepView>,
    /// Pages to read once it is solved.
    pub related: Vec<Card>,
    /// Which text of its file it was made from.
    pub revision: String,
}

/// A step of a guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// The step as its author wrote it.
    pub step: Step,
    /// Its text.
    pub body: Html,
    /// Title of the article, guide or form each choice leads to, in the order of the choices; empty for other targets.
    pub titles: Vec<String>,
}

/// A ticket form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormPage {
    /// The form as its author wrote it.
    pub form: Form,
    /// The words between its fields, one for each `markdown` element in order.
    pub words: Vec<Html>,
}

impl Document {
    /// The title of the page as browsers show it: its own, then the portal's name.
    pub fn title(&self) -> String {
        let Self { site, page } = self;
        if page.path.is_empty() || page.title.is_empty() {
            return site.name.clone();
        }
        format!("{} – {}", page.title, site.name)
    }
}

impl AsRef<Step> for StepView {
    fn as_ref(&self) -> &Step {
        &self.step
    }
}
