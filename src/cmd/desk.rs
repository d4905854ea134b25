//! `tierzero desk`.

use std::net::SocketAddr;
use std::path::PathBuf;

use ::desk::{Config, Desk};
use axum::http::HeaderName;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::messages::Messages;
use super::serve::{interrupted, listening_failed, runtime};
use super::{Failure, Outcome};

/// Run the ticket endpoint of a published portal
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk --kb kb --database tickets.db
  tierzero desk --kb kb --listen 0.0.0.0:8081 --database /var/lib/tierzero/tickets.db \\
      --origin https://help.example.com --forwarded-for x-forwarded-for

A portal on the same origin, behind the same reverse proxy, needs no --origin. How much is logged is set by RUST_LOG,
such as `RUST_LOG=debug`; no ticket text is ever logged.")]
pub(crate) struct Args {
    /// The folder of the knowledge base: its forms say what a ticket must hold
    #[arg(long, value_name = "KB")]
    kb: PathBuf,
    /// The address and port to listen at
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// The SQLite file that keeps the tickets; it is made when it is not there
    #[arg(long, value_name = "FILE", default_value = "tickets.db")]
    database: PathBuf,
    /// The origin of a portal on another host that may send tickets; may be given several times
    #[arg(long = "origin", value_name = "URL")]
    origins: Vec<String>,
    /// The header in which the reverse proxy in front names the client; only when every request comes through it
    #[arg(long, value_name = "HEADER")]
    forwarded_for: Option<HeaderName>,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let report = publish::read(&self.kb)?;
        if report.failed() {
            messages.report_errors(&report, &self.kb);
            return Ok(Outcome::Mistakes);
        }
        log();
        let config = Config {
            origins: self.origins.clone(),
            forwarded_for: self.forwarded_for.clone(),
            ..Config::new(&self.database)
        };
        runtime()?.block_on(async {
            let listener = TcpListener::bind(self.listen)
                .await
                .map_err(|error| listening_failed(self.listen, &error, "--listen"))?;
            let desk = Desk::open(config, &report.kb).await?;
            messages.done(&format!("taking tickets at http://{}", listener.local_addr().unwrap_or(self.listen)));
            let served = desk.serve(listener, interrupted()).await;
            desk.close().await;
            served.map_err(|error| Failure::new(format!("the server stopped: {error}")))?;
            Ok(Outcome::Done)
        })
    }
}

/// Logs go to standard error: readable on a terminal, as JSON for a collector otherwise.
fn log() {
    let filter = || EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A log that nobody reads any more must not stop the desk: errors of the log itself would be printed, and panic.
    let builder = tracing_subscriber::fmt().with_writer(std::io::stderr).log_internal_errors(false);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        builder.with_env_filter(filter()).init();
    } else {
        builder.json().with_env_filter(filter()).init();
    }
}
