//! A desk as it would be: its settings and the knowledge base that they name, looked through before anything is begun. A start and
//! `tierzero desk check-config` do it alike, so that the one refuses what the other tells.

use ::desk::settings::{self, CONFIRM_ADDRESSES, Reading};
use publish::Report;

use crate::cmd::diagnostics::counted;
use crate::cmd::messages::Messages;

/// What is said about a desk, with all that is wrong with it.
pub(super) struct Prospect {
    pub(super) reading: Reading,
    /// The knowledge base; none where it cannot be read, which is a mistake of the settings by then.
    pub(super) report: Option<Report>,
}

/// That there are mistakes, which were told.
pub(super) struct Mistakes {
    /// How many there are in the settings; none where they are all in the knowledge base.
    pub(super) settings: Option<String>,
}

impl Prospect {
    /// Reads the knowledge base and tries what can be tried, so that everything wrong is told at once.
    pub(super) fn of(mut reading: Reading) -> Self {
        settings::try_out(&mut reading);
        let report = match reading.settings.kb.as_deref().map(publish::read) {
            Some(Ok(report)) => Some(report),
            Some(Err(error)) => {
                reading.without_kb(&error.to_string());
                None
            }
            None => None,
        };
        // What a knowledge base with mistakes says, nobody knows.
        let kb = report.as_ref().filter(|report| !report.failed()).map(|report| &report.kb);
        if let Some(Err(error)) = kb.map(|kb| reading.settings.config.expect_portal(kb)) {
            reading.refused(&CONFIRM_ADDRESSES, &error);
        }
        Self { reading, report }
    }

    /// Tells what no start refuses, and hardly anybody wants.
    pub(super) fn tell_what_is_odd(&self, messages: &Messages) {
        let forms = self.report.as_ref().map(|report| report.kb.forms.len() + report.kb.notice_forms().count());
        if forms == Some(0) {
            messages.note("the knowledge base has no form, so nobody can send a ticket; forms are `forms/*.yml`");
        }
    }

    /// Tells every mistake; gives nothing when there is none.
    pub(super) fn tell(&self, messages: &Messages) -> Option<Mistakes> {
        let problems = &self.reading.problems;
        let report = self.report.as_ref().filter(|report| report.failed());
        if let (Some(report), Some(kb)) = (report, &self.reading.settings.kb) {
            messages.report_errors(report, kb);
        }
        if !problems.is_empty() {
            messages.mistakes(problems, self.reading.file.as_ref());
        }
        let settings = (!problems.is_empty()).then(|| counted(problems.len(), "mistake"));
        (settings.is_some() || report.is_some()).then_some(Mistakes { settings })
    }
}
