//! Publishing: from a folder of Markdown to a folder that any static host serves.

use std::path::Path;

use content::{Kb, Problem};
use jiff::civil::Date;
use portal::page::{Assets, Document, Site};
use rayon::prelude::*;
use search::pack::Cut;

use crate::app::{App, Published};
use crate::assets::hashed_name;
use crate::base::Base;
use crate::load::Folder;
use crate::media::Media;
use crate::output::Output;
use crate::pages::{Pages, Route};
use crate::redirects::file_of;
use crate::report::Report;
use crate::shell::{Common, Shell};
use crate::texts::Texts;
use crate::{Error, calendar, colour, csp, icons, index, manifest, markdown, redirects, site, titles, twins};

/// How to publish.
pub struct Options<'a> {
    /// Where below its host the site lives; when not set, what `url` in portal.toml says, else the root.
    pub base: Option<Base>,
    /// The day that decides which notices are shown and which reviews are overdue.
    pub today: Date,
    /// Address of a script that every page links besides its own.
    pub live: Option<String>,
    /// Address of the ticket endpoint instead of the one in portal.toml.
    pub endpoint: Option<String>,
    /// When the search index is cut into pieces.
    pub cut: Cut,
    /// Whether assets are also written compressed, beside themselves, for hosts that send those.
    pub siblings: bool,
    /// Is told what begins.
    pub progress: &'a (dyn Fn(Stage) + Sync),
}

/// What publishing is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the folder.
    Reading,
    /// Turning so many articles and guides into HTML.
    Rendering(usize),
    /// Making the search pack.
    Indexing,
    /// Writing so many pages.
    Writing(usize),
}

/// A knowledge base that was read, with everything that is wrong with it so far.
pub(crate) struct Reading {
    pub(crate) folder: Folder,
    pub(crate) report: Report,
    today: Option<Date>,
}

impl Reading {
    /// Reads the folder and everything in it.
    pub(crate) fn of(folder: &Path, today: Option<Date>) -> Result<Self, Error> {
        let folder = Folder::open(folder)?;
        let loaded = folder.load();
        let (mut kb, problems) = Kb::read(&loaded.sources, loaded.files);
        let texts = loaded.sources.len();
        let mut report = Report { sources: loaded.sources, texts, problems: loaded.problems, ..Report::default() };
        report.problems.extend(problems);
        if let Some(today) = today {
            report.problems.extend(calendar::check(&kb, &report.sources, today));
        }
        report.problems.extend(redirects::check(&mut kb, &report.sources));
        report.kb = kb;
        report.sort();
        Ok(Self { folder, report, today })
    }

    /// Renders every text, and adds what could not be honoured to the report.
    pub(crate) fn render(&mut self, base: &Base, media: &Media<'_>) -> Texts {
        let mut texts = Texts::render(&mut self.report.kb, &self.report.sources, base, media, self.today);
        let told = texts.take_problems();
        let left_out: Vec<_> = told.iter().filter(|problem| problem.code == "import/include").collect();
        self.report.problems.retain(|problem| !is_within(problem, &left_out));
        self.report.problems.extend(told);
        self.report.problems.extend(site::check_logo(&self.report.kb, &self.report.sources, media));
        self.report.sort();
        texts
    }
}

/// Whether a link is part of something that was left out as a whole, and told as such.
fn is_within(problem: &Problem, left_out: &[&Problem]) -> bool {
    let covers = |other: &Problem| match (&other.span, &problem.span) {
        (Some(outer), Some(inner)) => outer.start <= inner.start && inner.end <= outer.end,
        _ => false,
    };
    problem.code.starts_with("link/") && left_out.iter().any(|other| other.path == problem.path && covers(other))
}

/// Publishes the knowledge base in `kb` to the folder `out`. When the report says it failed, nothing was written and an
/// earlier output is as it was.
///
/// # Errors
/// When the folders cannot be read or written, `out` holds something else, or the app is not complete.
pub fn build(kb: &Path, out: &Path, app: &App, options: &Options<'_>) -> Result<Report, Error> {
    (options.progress)(Stage::Reading);
    let mut reading = Reading::of(kb, Some(options.today))?;
    let output = Output::prepare(out, kb)?;
    let output = if options.siblings { output.with_siblings() } else { output };
    if let Some(endpoint) = &options.endpoint {
        reading.report.kb.settings.tickets.endpoint.clone_from(endpoint);
    }
    let base = base(options, &reading.report.kb);
    (options.progress)(Stage::Rendering(reading.report.kb.articles.len() + reading.report.kb.guides.len()));
    let folder = reading.folder.clone();
    let files = reading.report.kb.files.clone();
    let media = Media::new(&folder, &files);
    let mut texts = reading.render(&base, &media);
    if reading.report.failed() {
        return Ok(reading.report);
    }
    let mut report = reading.report;
    report.let_go_of_texts();
    let documents = index::documents(&report.kb, &mut texts, Some(options.today));
    let publishing = Publishing { kb: &report.kb, texts: &texts, base: &base, media: &media, output: &output, options };
    let published = publishing.run(app, &folder, documents)?;
    output.swap()?;
    report.pages = published.pages;
    report.pack_bytes = published.pack_bytes;
    Ok(report)
}

fn base(options: &Options<'_>, kb: &Kb) -> Base {
    let of_url = || kb.settings.url.as_deref().and_then(Base::of_url);
    options.base.clone().or_else(of_url).unwrap_or_default()
}

/// What came of publishing.
#[derive(Default)]
struct Outcome {
    pages: usize,
    pack_bytes: usize,
    titles_bytes: usize,
}

/// Up to how many bytes the list of titles is fetched together with the program: compressed, it is then not heavier.
const EARLY_TITLES: usize = 640 * 1024;

struct Publishing<'a> {
    kb: &'a Kb,
    texts: &'a Texts,
    base: &'a Base,
    media: &'a Media<'a>,
    output: &'a Output,
    options: &'a Options<'a>,
}

impl Publishing<'_> {
    fn run(&self, app: &App, folder: &Folder, documents: Vec<search::Document>) -> Result<Outcome, Error> {
        let mut outcome = Outcome::default();
        let settings = &self.kb.settings;
        let style = format!("{}{}", colour::tokens(settings.brand), markdown::CODE_STYLE);
        let app = app.publish(self.base.as_str(), &style)?;
        let assets = self.search(&app, documents, &mut outcome)?;
        let site = site::site(self.kb, self.base, self.media, assets, self.options.today);
        let common = self.common(&app, outcome.titles_bytes);
        let shell = Shell::new(&app.shell, &settings.language, csp::origin(&site.support.endpoint).as_deref())?;
        let pages = Pages::new(self.kb, self.texts, &site, self.options.today);
        let routes = pages.all();
        (self.options.progress)(Stage::Writing(routes.len()));
        routes.par_iter().try_for_each(|route| self.page(&pages, route, &site, &shell, &common))?;
        self.redirects(&routes, &shell, &common)?;
        self.named_files(&routes, &common)?;
        let write =
            |(address, bytes): (&String, &Vec<u8>)| self.output.write_with(address, bytes, app.ready.get(address));
        app.files.par_iter().try_for_each(write)?;
        for (path, medium) in self.media.used() {
            let bytes = folder.read(path).map_err(|source| Error::read(Path::new(path), source))?;
            self.output.write(&medium.address, &bytes)?;
        }
        outcome.pages = routes.len();
        Ok(outcome)
    }

    /// Makes the files that the search needs.
    fn search(
        &self,
        app: &Published,
        documents: Vec<search::Document>,
        outcome: &mut Outcome,
    ) -> Result<Assets, Error> {
        (self.options.progress)(Stage::Indexing);
        let packed = search::pack::build_cut(&documents, &self.kb.synonyms, self.options.cut)
            .map_err(|error| Error::Pack(error.to_string()))?;
        let titles = titles::titles(self.kb, &documents).written();
        drop(documents);
        outcome.titles_bytes = titles.len();
        let pack = format!("assets/{}", hashed_name("search", &packed.pack));
        outcome.pack_bytes = self.twins(&pack, &packed.pack)?;
        packed
            .pieces()
            .into_par_iter()
            .try_for_each(|(piece, bytes)| self.twins(&format!("assets/{}", piece.file_name()), bytes).map(|_| ()))?;
        let list = format!("assets/{}", hashed_name("titles.txt", titles.as_bytes()));
        self.output.write(&list, titles.as_bytes())?;
        Ok(Assets {
            journeys: self.base.join(&app.journeys),
            worker: self.base.join(&app.worker),
            pack: self.base.join(&pack),
            titles: self.base.join(&list),
            icons: self.base.join(&app.icons),
        })
    }

    /// Writes bytes compressed in both ways; gives the length of the shorter. The ending is neutral on purpose: some hosts
    /// announce `.gz` and `.br` as an encoding, and browsers would undo it.
    fn twins(&self, address: &str, bytes: &[u8]) -> Result<usize, Error> {
        let told = |error: std::io::Error| Error::Pack(error.to_string());
        let (brotli, gzip) = (twins::brotli(bytes).map_err(told)?, twins::gzip(bytes).map_err(told)?);
        self.output.write(&format!("{address}-br.bin"), &brotli)?;
        self.output.write(&format!("{address}-gz.bin"), &gzip)?;
        Ok(brotli.len().min(gzip.len()))
    }

    fn common(&self, app: &Published, titles_bytes: usize) -> Common {
        let settings = &self.kb.settings;
        Common {
            address: settings
                .url
                .as_deref()
                .and_then(csp::origin)
                .map(|origin| format!("{origin}{}", self.base.as_str())),
            base: self.base.as_str().into(),
            stylesheet: app.stylesheet.clone(),
            colour: colour::hex(settings.brand),
            live: self.options.live.clone(),
            early: (titles_bytes <= EARLY_TITLES).then(|| app.early.clone()),
        }
    }

    fn page(
        &self,
        pages: &Pages<'_>,
        route: &Route<'_>,
        site: &Site,
        shell: &Shell,
        common: &Common,
    ) -> Result<(), Error> {
        let document = Document { site: site.clone(), page: pages.page(route) };
        self.output.write(&file_of(&document.page.path), shell.pour(common, &document).as_bytes())
    }

    /// Pages at old addresses that lead to the new ones.
    fn redirects(&self, routes: &[Route<'_>], shell: &Shell, common: &Common) -> Result<(), Error> {
        for route in routes {
            let (title, olds) = match route {
                Route::Article(article, _) => (&article.title, &article.redirect_from),
                Route::Guide(guide, _) => (&guide.title, &guide.redirect_from),
                _ => continue,
            };
            for old in olds {
                let html = shell.redirect(common, &self.kb.settings.language, &route.path(), title);
                self.output.write(&file_of(old.trim_matches('/')), html.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Files that browsers and search engines ask for by name.
    fn named_files(&self, routes: &[Route<'_>], common: &Common) -> Result<(), Error> {
        let settings = &self.kb.settings;
        let manifest = manifest::manifest(
            &settings.name,
            &settings.summary,
            &settings.language,
            self.base.as_str(),
            &common.colour,
        );
        self.output.write("manifest.webmanifest", manifest.as_bytes())?;
        self.output.write("icon.svg", icons::svg(settings.brand, &settings.name).as_bytes())?;
        self.output.write("icon-192.png", &icons::png(settings.brand, 192)?)?;
        self.output.write("icon-512.png", &icons::png(settings.brand, 512)?)?;
        self.output.write("robots.txt", manifest::robots(self.base.as_str(), common.address.as_deref()).as_bytes())?;
        // GitHub Pages would leave out files whose names begin with an underscore.
        self.output.write(".nojekyll", b"")?;
        if let Some(address) = &common.address {
            let public = routes.iter().filter(|route| route.is_public());
            let mut public: Vec<_> = public.map(|route| (route.path(), route.reviewed())).collect();
            public.sort();
            self.output.write("sitemap.xml", manifest::sitemap(address, &public).as_bytes())?;
        }
        Ok(())
    }
}
