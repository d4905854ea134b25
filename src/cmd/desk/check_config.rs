//! `tierzero desk check-config`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ::desk::settings::{self, InForce, Settings, Whence};
use ::desk::{Database, SinkSettings, Storage};

use super::prospect::Prospect;
use super::settings::{CONFIG, Given, UNITS};
use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// Check the settings of a desk, and tell which ones hold and who says so
#[derive(Debug, clap::Args)]
#[command(after_help = format!("Examples:
  tierzero desk check-config --example > desk.toml
  tierzero desk check-config desk.toml
  TIERZERO_DESK_RATE=500 tierzero desk check-config desk.toml --listen 0.0.0.0:8081

It tells all at once what a start would refuse: mistakes in the settings, in the knowledge base, and in what the two make together. \
Nothing is started, and nothing made that stays; files are read that hold secrets, no secret is shown, and whether the places for the \
log, the database and the files of tickets can be written is tried. Run it as the desk is run, by the same user and with the same \
limits. What only a start can find out it says at the end.

{UNITS}

Exit codes: 0 all is as it should be, 1 there are mistakes, which it names, 2 the file cannot be read."))]
pub(crate) struct Args {
    /// The file of settings, as --config names it
    #[arg(value_name = "FILE", conflicts_with = CONFIG)]
    file: Option<PathBuf>,
    /// Print a file to begin with, in which everything is explained
    #[arg(long, exclusive = true)]
    example: bool,
    #[command(flatten)]
    given: Given,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        if self.example {
            messages.result(&settings::example());
            return Ok(Outcome::Done);
        }
        let prospect = Prospect::of(self.given.read(self.file.as_deref())?);
        if let Some(mistakes) = prospect.tell(messages) {
            match mistakes.settings {
                Some(mistakes) => messages.done(&format!("{mistakes} in the settings")),
                None => messages.done("the settings are well, and the knowledge base has mistakes"),
            }
            return Ok(Outcome::Mistakes);
        }
        let (settings, file) = (&prospect.reading.settings, &prospect.reading.file);
        let file = file.as_ref().map_or("", |file| &file.path);
        messages.result(&(table(&settings.in_force, Path::new(file)) + &sinks(&settings.config.sinks)));
        prospect.tell_what_is_odd(messages);
        messages.note(&format!("only a start can find out: {}", untried(settings).join("; ")));
        Ok(Outcome::Done)
    }
}

/// What nobody can know without beginning.
fn untried(settings: &Settings) -> Vec<&'static str> {
    let config = &settings.config;
    let database = match &config.database {
        Database::File(_) => "whether another desk has the database, and whether a newer program made it",
        Database::Postgres(_) => "whether PostgreSQL answers and lets this desk in, and whose tables are there",
    };
    let files = matches!(config.attachments, Storage::Bucket(_)).then_some("whether the bucket answers");
    let sinks = (!config.sinks.is_empty()).then_some("whether the other systems answer, which no start waits for");
    let listening = "whether it can listen at its address";
    [Some(listening), Some(database), files, sinks].into_iter().flatten().collect()
}

/// Systems that are told of tickets, one a line.
fn sinks(sinks: &[SinkSettings]) -> String {
    sinks.iter().map(|sink| format!("sink  {}\n", sink.shown())).collect()
}

/// What holds, in columns: the setting, its value, who says so.
fn table(in_force: &[InForce], file: &Path) -> String {
    let rows: Vec<[String; 3]> = in_force
        .iter()
        .map(|InForce { setting, shown, whence }| {
            let whence = match whence {
                Whence::Option => format!("--{}", setting.option()),
                Whence::Environment(name) => name.clone(),
                Whence::File(at) => format!("{}:{}:{}", file.display(), at.line, at.column),
                Whence::Default => "default".into(),
            };
            [setting.key.to_owned(), shown.clone().unwrap_or_else(|| "nothing".into()), whence]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (keys, values) = (width(0), width(1));
    let mut text = String::new();
    for [key, value, whence] in &rows {
        let _ = writeln!(text, "{key:keys$}  {value:values$}  {whence}");
    }
    text
}
