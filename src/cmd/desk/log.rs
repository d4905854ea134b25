//! Where the log of a desk goes: to standard error, or into files that are begun anew each day and removed after some days.

mod daily;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ::desk::settings::LogSettings;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tokio::task::AbortHandle;
use tracing::{info, warn};
use tracing_appender::non_blocking::{ErrorCounter, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::cmd::Failure;
use daily::Daily;

/// How many days' files are kept where neither the settings nor the knowledge base say it.
const DAYS: u32 = 30;
/// How often old files are looked for, also while nothing is logged.
const PAUSE: Duration = Duration::from_secs(3_600);

/// A log under way. What is still to be written is written when this is dropped.
pub(super) struct Log(Option<Files>);

struct Files {
    folder: PathBuf,
    lost: ErrorCounter,
    _writing: WorkerGuard,
}

/// How many days' files are kept.
#[derive(Clone)]
pub(super) struct Kept {
    said: Option<u32>,
    days: Arc<AtomicU32>,
}

impl Kept {
    /// As the settings say, or else the knowledge base does by how long it keeps tickets.
    pub(super) fn of(settings: &LogSettings, retention_days: u32) -> Self {
        let kept = Self { said: settings.days, days: Arc::default() };
        kept.follow(retention_days);
        kept
    }

    /// Takes what a knowledge base says that was read again.
    pub(super) fn follow(&self, retention_days: u32) {
        let days = self.said.unwrap_or(if retention_days == 0 { DAYS } else { retention_days });
        self.days.store(days, Ordering::Relaxed);
    }

    fn days(&self) -> u32 {
        self.days.load(Ordering::Relaxed)
    }
}

/// Begins to log.
pub(super) fn begin(settings: &LogSettings) -> Result<Log, Failure> {
    // A log that nobody reads any more must not stop the desk: errors of the log itself would be printed, and panic.
    let builder = tracing_subscriber::fmt().log_internal_errors(false);
    let Some(folder) = &settings.folder else {
        // Readable on a terminal, as JSON for a collector otherwise.
        let builder = builder.with_writer(io::stderr);
        match io::IsTerminal::is_terminal(&io::stderr()) {
            true => builder.with_env_filter(filter()).init(),
            false => builder.json().with_env_filter(filter()).init(),
        }
        return Ok(Log(None));
    };
    let daily = Daily::open(folder, today).map_err(|error| {
        Failure::new(format!("could not write the log into the folder `{}`: {error}", folder.display()))
            .help("let this user write to it, or name another folder with `--log-folder`")
    })?;
    // A thread of its own writes: a disk that is slow holds up nobody who sends a ticket.
    let (writer, writing) = tracing_appender::non_blocking(daily);
    let lost = writer.error_counter();
    builder.with_writer(writer).json().with_env_filter(filter()).init();
    Ok(Log(Some(Files { folder: folder.clone(), lost, _writing: writing })))
}

fn filter() -> EnvFilter {
    EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"))
}

impl Log {
    /// Removes old files at once and then every hour, until it is stopped. Needs a tokio runtime.
    pub(super) fn tidy(&self, kept: Kept) -> Option<AbortHandle> {
        let Files { folder, lost, .. } = self.0.as_ref()?;
        let (folder, lost) = (folder.clone(), lost.clone());
        let tidying = async move {
            let mut known = 0;
            loop {
                remove_old(&folder, kept.days()).await;
                let all = lost.dropped_lines();
                if all > known {
                    warn!(lines = all - known, "lines of the log were lost: the disk is too slow for them");
                    known = all;
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        Some(tokio::spawn(tidying).abort_handle())
    }
}

async fn remove_old(folder: &Path, days: u32) {
    let named = folder.to_owned();
    let removed = tokio::task::spawn_blocking(move || daily::remove_old(&named, today(), days)).await;
    let folder = folder.display();
    match removed.unwrap_or_else(|panic| Err(io::Error::other(panic))) {
        Ok(0) => {}
        Ok(files) => info!(files, %folder, "removed old files of the log"),
        Err(cause) => warn!(%cause, %folder, "cannot remove old files of the log"),
    }
}

/// The day by which files of the log are called, in UTC like the times in them.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_kept_as_long_as_tickets_unless_somebody_says_otherwise() {
        let settings = |days| LogSettings { folder: None, days };
        assert_eq!(Kept::of(&settings(None), 0).days(), 30, "tickets are kept for ever, logs are not");
        let kept = Kept::of(&settings(None), 365);
        assert_eq!(kept.days(), 365);
        kept.follow(90);
        assert_eq!(kept.days(), 90);
        let said = Kept::of(&settings(Some(7)), 365);
        said.follow(90);
        assert_eq!(said.days(), 7);
    }
}
