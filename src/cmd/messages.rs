//! The one place that prints. Results go to standard output, everything about the work to standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use ::search::message::{Answer, Fragment};
use annotate_snippets::{Level, Renderer};
use content::{Problem, Source};
use publish::Report;

use super::Telling;
use super::diagnostics::{self, Detail};
use super::failure::Failure;
use super::reasons;

/// Prints.
#[derive(Debug)]
pub(crate) struct Messages {
    colour: bool,
    terminal: bool,
    /// Whether something could not be printed although somebody was there to read it.
    lost: AtomicBool,
}

impl Messages {
    pub(crate) fn new() -> Self {
        let terminal = io::stderr().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { colour: terminal && !refused, terminal, lost: AtomicBool::new(false) }
    }

    /// Whether everything was printed that somebody waits for. A reader who stopped listening waits for nothing.
    pub(crate) fn complete(&self) -> bool {
        !self.lost.load(Ordering::Relaxed)
    }

    /// Help, the version, or what is wrong with the arguments.
    pub(crate) fn arguments(&self, told: &clap::Error) {
        let printed = told.print().and_then(|()| io::stdout().flush());
        self.note_lost(printed);
    }

    /// Everything that is wrong with a knowledge base.
    pub(crate) fn report(&self, report: &Report, root: &Path, telling: &Telling) {
        if telling.json {
            self.out(&(diagnostics::json(report) + "\n"));
            return;
        }
        let detail = if telling.verbose { Detail::All } else { Detail::Summary };
        self.err(&diagnostics::text(report, root, detail, &self.renderer()));
    }

    /// What came of a build while its author works on it.
    pub(crate) fn served(&self, report: &Report, root: &Path) {
        self.err(&diagnostics::text(report, root, Detail::Summary, &self.renderer()));
    }

    /// Only what must not be published.
    pub(crate) fn report_errors(&self, report: &Report, root: &Path) {
        self.err(&diagnostics::text(report, root, Detail::Errors, &self.renderer()));
    }

    /// What is wrong with something that is no knowledge base, and the file that the mistakes point into.
    pub(crate) fn mistakes(&self, problems: &[Problem], file: Option<&Source>) {
        let sources = file.cloned().into_iter().collect();
        let report = Report { problems: problems.to_vec(), sources, ..Report::default() };
        self.err(&diagnostics::each(&report, Path::new(""), Detail::All, &self.renderer()));
    }

    /// Why a subcommand could not run.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.clear_status();
        let title = Level::ERROR.primary_title(failure.message.as_str());
        let group = match &failure.help {
            Some(help) => title.element(Level::HELP.message(help.as_str())),
            None => annotate_snippets::Group::with_title(title),
        };
        self.err(&(self.renderer().render(&[group]) + "\n"));
    }

    /// Something that was done.
    pub(crate) fn done(&self, what: &str) {
        self.err(&format!("{what}\n"));
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, what: &str) {
        self.err(&format!("{what}\n"));
    }

    /// What to do next.
    pub(crate) fn next(&self, steps: &[String]) {
        let steps: String = steps.iter().map(|step| format!("  {step}\n")).collect();
        self.err(&format!("\n{steps}"));
    }

    /// What is being done; only a person at a terminal wants to know, and only until it is done.
    pub(crate) fn status(&self, what: &str) {
        if self.terminal {
            self.err(&format!("\r\x1b[K{what}…"));
        }
    }

    /// Takes the status away.
    pub(crate) fn clear_status(&self) {
        if self.terminal {
            self.err("\r\x1b[K");
        }
    }

    /// What a search found.
    pub(crate) fn answer(&self, answer: &Answer) {
        self.out(&answer_text(answer, io::stdout().is_terminal() && self.colour));
    }

    /// What was measured.
    pub(crate) fn result(&self, text: &str) {
        self.out(text);
    }

    /// What another program reads.
    pub(crate) fn bytes(&self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        if let Some(error) = self.note_lost(written) {
            self.failure(&Failure::new(format!("could not write the result: {error}")));
        }
    }

    /// Prints a result.
    fn out(&self, text: &str) {
        let printed = print(&mut io::stdout().lock(), text);
        if let Some(error) = self.note_lost(printed) {
            self.failure(&Failure::new(format!("could not print the result: {error}")));
        }
    }

    /// Prints something about the work. When that fails, there is no other place to say so but the exit code.
    fn err(&self, text: &str) {
        self.note_lost(print(&mut io::stderr().lock(), text));
    }

    /// Remembers that something was lost, and gives why; a reader such as `head` that stops listening is no failure.
    fn note_lost(&self, printed: io::Result<()>) -> Option<io::Error> {
        let error = printed.err().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)?;
        self.lost.store(true, Ordering::Relaxed);
        Some(error)
    }

    fn renderer(&self) -> Renderer {
        if self.colour { Renderer::styled() } else { Renderer::plain() }
    }
}

fn print(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn answer_text(answer: &Answer, colour: bool) -> String {
    use std::fmt::Write as _;

    let shown = |fragments: &[Fragment]| -> String {
        let one = |fragment: &Fragment| match fragment.marked && colour {
            true => format!("\x1b[1m{}\x1b[0m", fragment.text),
            false => fragment.text.clone(),
        };
        fragments.iter().map(one).collect()
    };
    let mut text = String::new();
    if let Some(corrected) = &answer.corrected {
        let _ = writeln!(text, "searched for `{corrected}`\n");
    }
    if !answer.unknown.is_empty() && !answer.hits.is_empty() {
        let _ = writeln!(text, "no page has `{}`\n", answer.unknown.join("`, `"));
    }
    for (at, hit) in answer.hits.iter().enumerate() {
        let _ = writeln!(text, "{:>2}. {}\n    {}", at + 1, shown(&hit.title), hit.path);
        if !hit.snippet.is_empty() {
            let _ = writeln!(text, "    {}", shown(&hit.snippet));
        }
        if let Some(part) = &hit.part {
            let _ = writeln!(text, "    → {} (#{})", shown(&part.title), part.anchor);
        }
        if hit.called && !hit.reasons.is_empty() {
            text.push_str("      this is its title or an alias\n");
        }
        text.push_str(&reasons::text(&hit.reasons, colour));
    }
    match (answer.hits.len(), answer.total) {
        (0, _) => text.push_str("nothing found: no page has any of these words, in any form or as a synonym\n"),
        (shown, total) if total > shown => {
            let _ = writeln!(text, "\n{shown} of {total}");
        }
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use ::search::message::{Hit, Kind, Part};

    use super::*;

    #[test]
    fn hits_are_numbered_and_show_their_address() {
        let plain = |text: &str| vec![Fragment { text: text.into(), marked: true }];
        let hit = Hit {
            kind: Kind::Article,
            path: "articles/network/vpn/".into(),
            title: plain("Set up VPN"),
            snippet: plain("How to."),
            category: "network".into(),
            part: Some(Part { title: plain("On a Mac"), anchor: "mac".into() }),
            called: false,
            reasons: Vec::new(),
        };
        let unknown = vec!["KB1".into(), "KB2".into()];
        let answer = Answer { hits: vec![hit], total: 4, corrected: Some("vpn".into()), unknown, ..Answer::default() };
        insta::assert_snapshot!(answer_text(&answer, false), @r#"
        searched for `vpn`

        no page has `KB1`, `KB2`

         1. Set up VPN
            articles/network/vpn/
            How to.
            → On a Mac (#mac)

        1 of 4
        "#);
        assert!(answer_text(&Answer::default(), false).starts_with("nothing found: "));
    }
}
