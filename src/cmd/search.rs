//! `tierzero search`.

use content::Severity;
use search::message::Question;

use super::messages::Messages;
use super::{Failure, KbArgs, Outcome};

/// Search a knowledge base as its readers will, with the same hits in the same order
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero search kb my outlook stopped updating
  tierzero search kb --limit 3 vpn error 809
  tierzero search kb --explain my outlok stopped updating")]
pub(crate) struct Args {
    #[command(flatten)]
    kb: KbArgs,
    /// What a reader would type
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// How many hits to show
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = at_least_one)]
    limit: usize,
    /// Say below each hit which words were found where, and what each adds
    #[arg(long)]
    explain: bool,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a whole number from 1 on, such as `--limit 10`".to_owned())
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        messages.status("making the search");
        let found = publish::searcher(&self.kb.folder);
        messages.clear_status();
        let (searcher, report) = found?;
        let mistakes = match report.count(Severity::Error) {
            0 => None,
            1 => Some("a mistake in the knowledge base may keep a page".to_owned()),
            many => Some(format!("{many} mistakes in the knowledge base may keep pages")),
        };
        if let Some(mistakes) = mistakes {
            let folder = self.kb.folder.display();
            messages.note(&format!("note: {mistakes} out of this search; `tierzero check {folder}` tells which"));
        }
        let question = Question { explain: self.explain, ..Question::new(self.words.join(" "), self.limit) };
        messages.answer(&searcher.search(&question));
        Ok(Outcome::Done)
    }
}
