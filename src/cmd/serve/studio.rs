//! The site while its author works on it: built into a folder of its own, and again at every save.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

use ::desk::Desk;
use jiff::civil::Date;
use publish::{App, Base, Cut, Options, Report, Watch};
use tempfile::TempDir;
use tokio::sync::watch;

use super::live::{ADDRESS, State};
use crate::cmd::Failure;
use crate::cmd::build::doing;
use crate::cmd::desk::search;
use crate::cmd::messages::Messages;

/// A knowledge base, the site made of it, and what pages are told about both.
pub(super) struct Studio {
    kb: PathBuf,
    app: App,
    today: Date,
    folder: TempDir,
    state: watch::Sender<Option<State>>,
}

impl Studio {
    pub(super) fn open(kb: PathBuf, app: App, today: Date) -> Result<Self, Failure> {
        let folder =
            TempDir::new().map_err(|error| Failure::new(format!("could not make a folder for the site: {error}")))?;
        Ok(Self { kb, app, today, folder, state: watch::Sender::new(Some(State::default())) })
    }

    /// Where the site is, once the knowledge base was without errors.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// What pages are told; `None` says that the server ends.
    pub(super) fn state(&self) -> watch::Receiver<Option<State>> {
        self.state.subscribe()
    }

    /// Tells pages that the server ends, so that they let go of it.
    pub(super) fn end(&self) {
        self.state.send_replace(None);
    }

    /// Builds the site, tells the terminal and the pages what came of it.
    pub(super) fn build(&self, messages: &Messages) -> Result<Report, Failure> {
        let progress = |stage| messages.status(&doing(stage));
        let options = Options {
            cut: Cut::default(),
            base: Some(Base::default()),
            today: self.today,
            live: Some(ADDRESS.into()),
            endpoint: Some("/".into()),
            siblings: false,
            progress: &progress,
        };
        let built = publish::build(&self.kb, &self.site(), &self.app, &options);
        messages.clear_status();
        let report = built?;
        messages.served(&report, &self.kb);
        self.state.send_modify(|state| {
            if let Some(state) = state {
                state.take(&report);
            }
        });
        Ok(report)
    }

    /// Builds again whenever something in the knowledge base was saved, until the returned value is dropped.
    pub(super) fn watch(self: &Arc<Self>, desk: Desk) -> Result<Watch, Failure> {
        let (sender, saved) = mpsc::channel();
        let watch = publish::watch(&self.kb, move || {
            let _ = sender.send(());
        })?;
        let studio = Arc::clone(self);
        thread::spawn(move || {
            let messages = Messages::new();
            while saved.recv().is_ok() {
                // Saves that came while the last build ran are one change.
                while saved.try_recv().is_ok() {}
                match studio.build(&messages) {
                    Ok(report) if !report.failed() => {
                        desk.reload(&report.kb);
                        search::make_ready(&desk, studio.kb.clone());
                    }
                    Ok(_) => {}
                    Err(failure) => {
                        messages.failure(&failure);
                        studio.state.send_modify(|state| {
                            if let Some(state) = state {
                                state.fail(&failure.message);
                            }
                        });
                    }
                }
            }
        });
        Ok(watch)
    }

    pub(super) fn kb(&self) -> &Path {
        &self.kb
    }
}
