//! Reading the knowledge base again while the desk runs.

use std::path::{Path, PathBuf};

use ::desk::Desk;
use content::{Problem, Severity};
use publish::Report;
use tokio::task::{AbortHandle, JoinHandle};
use tracing::{error, info};

use super::log::Kept;
use crate::cmd::Failure;
use crate::cmd::diagnostics::place_of;

/// Most mistakes that one reading logs; `tierzero check` tells all.
const LOGGED: usize = 10;

/// Reads the knowledge base again whenever the process gets SIGHUP. The desk keeps its forms when there are mistakes. How long files of
/// the log are kept may follow from it too.
#[cfg(unix)]
pub(super) fn on_hangup(desk: &Desk, kb: &Path, kept: Kept) -> Result<AbortHandle, Failure> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut hangups =
        signal(SignalKind::hangup()).map_err(|error| Failure::new(format!("could not listen for SIGHUP: {error}")))?;
    let (desk, kb) = (desk.clone(), kb.to_owned());
    let task: JoinHandle<()> = tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            reload(&desk, kb.clone(), &kept).await;
        }
    });
    Ok(task.abort_handle())
}

/// Where there are no signals, nothing is read again.
#[cfg(not(unix))]
pub(super) fn on_hangup(_: &Desk, _: &Path, _: Kept) -> Result<AbortHandle, Failure> {
    let task: JoinHandle<()> = tokio::spawn(async {});
    Ok(task.abort_handle())
}

async fn reload(desk: &Desk, kb: PathBuf, kept: &Kept) {
    let read = tokio::task::spawn_blocking(move || publish::read(&kb)).await;
    match read {
        Ok(Ok(report)) if report.failed() => tell(&report),
        Ok(Ok(report)) => {
            desk.reload(&report.kb);
            kept.follow(report.kb.settings.tickets.retention_days);
            info!(forms = report.kb.forms.len(), "read the knowledge base again");
        }
        Ok(Err(cause)) => error!(%cause, "cannot read the knowledge base, the forms stay as they were"),
        Err(cause) => error!(%cause, "cannot read the knowledge base, the forms stay as they were"),
    }
}

fn tell(report: &Report) {
    let errors: Vec<&Problem> = report.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    error!(errors = errors.len(), "the knowledge base has mistakes, the forms stay as they were");
    for problem in errors.into_iter().take(LOGGED) {
        let place = match place_of(report, problem) {
            Some((line, column)) => format!("{}:{line}:{column}", problem.path),
            None => problem.path.clone(),
        };
        error!(place, mistake = problem.message, "a mistake in the knowledge base");
    }
}
