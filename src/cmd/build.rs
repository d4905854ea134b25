//! `tierzero build`.

use std::path::PathBuf;
use std::time::Instant;

use publish::{Base, Cut, Options, Stage};

use super::app::{AppArgs, misfit};
use super::diagnostics::counted;
use super::messages::Messages;
use super::{DayArgs, Failure, KbArgs, Outcome, Telling, expect_folder};

/// Publish a knowledge base as a site that any static host serves
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero build kb --out dist                  a site for the root of a host
  tierzero build kb --out dist --base /help/    a site below a path
  tierzero build kb --out dist --date 2026-12-24

The site is written beside `dist` and swapped in when it is complete, so a mistake or an interruption leaves the
earlier one as it was. A folder that holds anything but an earlier site is refused; only `.git` and `CNAME` at its top
are carried over, so that it can be a branch that is published.")]
pub(crate) struct Args {
    #[command(flatten)]
    kb: KbArgs,
    /// The folder to write the site to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The path below its host where the site lives [default: the path of `url` in portal.toml, else `/`]
    #[arg(long, value_name = "PATH")]
    base: Option<String>,
    /// Cut the search index into pieces when it is larger than so many MiB; browsers then fetch only what a search needs
    #[arg(long, value_name = "MIB", default_value_t = 16)]
    whole_index: u16,
    #[command(flatten)]
    app: AppArgs,
    #[command(flatten)]
    day: DayArgs,
    #[command(flatten)]
    telling: Telling,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let begun = Instant::now();
        expect_folder(&self.out, "dist")?;
        let app = self.app.open()?;
        let progress = |stage| messages.status(&doing(stage));
        let base = self.base.as_deref().map(Base::parse).transpose()?;
        let cut = Cut { whole: usize::from(self.whole_index) << 20, ..Cut::default() };
        let today = self.day.day()?;
        let options = Options { base, today, live: None, endpoint: None, cut, siblings: true, progress: &progress };
        let report = publish::build(&self.kb.folder, &self.out, &app, &options);
        messages.clear_status();
        let report = report?;
        messages.report(&report, &self.kb.folder, &self.telling);
        if report.failed() {
            messages.note(&format!("nothing was published; `{}` is as it was", self.out.display()));
            return Ok(Outcome::Mistakes);
        }
        if let Some(misfit) = misfit(&app) {
            messages.note(&misfit);
        }
        messages.done(&format!(
            "published {} to `{}` in {:.1} s",
            counted(report.pages, "page"),
            self.out.display(),
            begun.elapsed().as_secs_f32()
        ));
        Ok(Outcome::Done)
    }
}

/// What a stage is called while it lasts.
pub(crate) fn doing(stage: Stage) -> String {
    match stage {
        Stage::Reading => "reading the knowledge base".into(),
        Stage::Rendering(count) => format!("rendering {}", counted(count, "text")),
        Stage::Indexing => "making the search".into(),
        Stage::Writing(count) => format!("writing {}", counted(count, "page")),
    }
}
