//! The one place that prints. Results go to standard output, everything about the work to standard error.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the place that prints")]

use std::io::{self, IsTerminal, Write as _};
use std::path::Path;

use ::search::message::{Answer, Fragment};
use annotate_snippets::{Level, Renderer};
use publish::Report;

use super::Telling;
use super::diagnostics::{self, Detail};
use super::failure::Failure;

/// Prints.
#[derive(Debug)]
pub(crate) struct Messages {
    colour: bool,
    terminal: bool,
}

impl Messages {
    pub(crate) fn new() -> Self {
        let terminal = io::stderr().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self { colour: terminal && !refused, terminal }
    }

    /// Everything that is wrong with a knowledge base.
    pub(crate) fn report(&self, report: &Report, root: &Path, telling: &Telling) {
        if telling.json {
            println!("{}", diagnostics::json(report));
            return;
        }
        let detail = if telling.verbose { Detail::All } else { Detail::Summary };
        eprint!("{}", diagnostics::text(report, root, detail, &self.renderer()));
    }

    /// What came of a build while its author works on it.
    pub(crate) fn served(&self, report: &Report, root: &Path) {
        eprint!("{}", diagnostics::text(report, root, Detail::Summary, &self.renderer()));
    }

    /// Only what must not be published.
    pub(crate) fn report_errors(&self, report: &Report, root: &Path) {
        eprint!("{}", diagnostics::text(report, root, Detail::Errors, &self.renderer()));
    }

    /// Why a subcommand could not run.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.clear_status();
        let title = Level::ERROR.primary_title(failure.message.as_str());
        let group = match &failure.help {
            Some(help) => title.element(Level::HELP.message(help.as_str())),
            None => annotate_snippets::Group::with_title(title),
        };
        eprintln!("{}", self.renderer().render(&[group]));
    }

    /// Something that was done.
    pub(crate) fn done(&self, what: &str) {
        eprintln!("{what}");
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, what: &str) {
        eprintln!("{what}");
    }

    /// What to do next.
    pub(crate) fn next(&self, steps: &[String]) {
        eprintln!();
        for step in steps {
            eprintln!("  {step}");
        }
    }

    /// What is being done; only a person at a terminal wants to know, and only until it is done.
    pub(crate) fn status(&self, what: &str) {
        if self.terminal {
            eprint!("\r\x1b[K{what}…");
            let _ = io::stderr().flush();
        }
    }

    /// Takes the status away.
    pub(crate) fn clear_status(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
            let _ = io::stderr().flush();
        }
    }

    /// What a search found.
    pub(crate) fn answer(&self, answer: &Answer) {
        let mut out = io::stdout().lock();
        // A reader such as `head` may stop listening; that is no failure.
        let _ = write!(out, "{}", answer_text(answer, io::stdout().is_terminal() && self.colour));
    }

    fn renderer(&self) -> Renderer {
        if self.colour { Renderer::styled() } else { Renderer::plain() }
    }
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
    for (at, hit) in answer.hits.iter().enumerate() {
        let _ = writeln!(text, "{:>2}. {}\n    {}", at + 1, shown(&hit.title), hit.path);
        if !hit.snippet.is_empty() {
            let _ = writeln!(text, "    {}", shown(&hit.snippet));
        }
    }
    match (answer.hits.len(), answer.total) {
        (0, _) => text.push_str("nothing found\n"),
        (shown, total) if total > shown => {
            let _ = writeln!(text, "\n{shown} of {total}");
        }
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use ::search::message::{Hit, Kind};

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
        };
        let answer = Answer { hits: vec![hit], total: 4, corrected: Some("vpn".into()) };
        insta::assert_snapshot!(answer_text(&answer, false), @r#"
        searched for `vpn`

         1. Set up VPN
            articles/network/vpn/
            How to.

        1 of 4
        "#);
        assert_eq!(answer_text(&Answer::default(), false), "nothing found\n");
    }
}
