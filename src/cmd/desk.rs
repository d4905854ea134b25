//! `tierzero desk`.

mod backup;
mod listen;
mod reload;
mod reply;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ::desk::{Config, Desk, Limit};
use axum::http::HeaderName;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tracing_subscriber::EnvFilter;

use super::messages::Messages;
use super::proof::ProofArg;
use super::serve::{interrupted, listening_failed, runtime};
use super::{Failure, Outcome};
use listen::Listen;

/// The time that rates are counted in.
const SPAN: Duration = Duration::from_secs(600);

/// Run the ticket endpoint of a published portal, answer a ticket, or copy them all
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  tierzero desk --kb kb --database tickets.db
  tierzero desk --kb kb --listen 0.0.0.0:8081 --database /var/lib/tierzero/tickets.db \\
      --origin https://help.example.com --forwarded-for x-forwarded-for
  tierzero desk --kb kb --ticket-rate 200 --rate 2000      for a whole office behind one address
  tierzero desk --kb kb --proof off                            for tickets by programs of your own
  tierzero desk --kb kb --metrics 127.0.0.1:9090               with figures for Prometheus
  tierzero desk reply tickets.db TZ-7F3K9Q --text \"Try now.\" --state solved
  tierzero desk backup tickets.db copies/tickets-2026-11-28

A portal on the same origin, behind the same reverse proxy, needs no --origin. How much is logged is set by RUST_LOG, \
such as `RUST_LOG=debug`; no ticket text is ever logged.

Where there are signals, SIGHUP makes it read the knowledge base again: send it after each publishing, or tickets are \
checked against the old forms. A knowledge base with mistakes changes nothing, and the log names them. Ctrl-C or \
SIGTERM ends it when the requests under way are answered."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The folder of the knowledge base: its forms say what a ticket must hold
    // Optional for the subcommands only, which need none.
    #[arg(long, value_name = "KB", required = true)]
    kb: Option<PathBuf>,
    /// The address and port to listen at
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8081")]
    listen: Listen,
    /// The SQLite file that keeps the tickets; it is made when it is not there
    #[arg(long, value_name = "FILE", default_value = "tickets.db")]
    database: PathBuf,
    /// The folder that keeps the files of tickets; `attachments` beside the database if left out
    #[arg(long, value_name = "DIR")]
    attachments: Option<PathBuf>,
    /// The origin of a portal on another host that may send tickets; may be given several times
    #[arg(long = "origin", value_name = "URL")]
    origins: Vec<String>,
    /// The header in which the reverse proxy in front names the client; only when every request comes through it
    #[arg(long, value_name = "HEADER")]
    forwarded_for: Option<HeaderName>,
    /// The address and port to serve figures for Prometheus at, as `/metrics`; one that readers do not reach
    #[arg(long, value_name = "ADDR:PORT")]
    metrics: Option<Listen>,
    /// How many tickets one address may have stored in 10 minutes, and twice as many replies and the like; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 30)]
    ticket_rate: u32,
    /// How many times one address may try to send a ticket in 10 minutes, mistakes and repetitions counted; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 300)]
    rate: u32,
    /// How many megabytes of files one address may send in 10 minutes; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 600)]
    upload_rate: u32,
    /// Whether each new ticket must come with a proof of work, against floods of machine-made ones
    #[arg(long, value_enum, value_name = "on|off", hide_possible_values = true, default_value = "on")]
    proof: ProofArg,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Backup(backup::Args),
    Reply(reply::Args),
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        match (&self.command, &self.kb) {
            (Some(Command::Backup(args)), _) => args.run(messages),
            (Some(Command::Reply(args)), _) => args.run(messages),
            (None, Some(kb)) => self.take_tickets(kb, messages),
            (None, None) => Err(Failure::new("no knowledge base is named").help("name its folder with `--kb`")),
        }
    }

    fn take_tickets(&self, kb: &Path, messages: &Messages) -> Result<Outcome, Failure> {
        let report = publish::read(kb)?;
        if report.failed() {
            messages.report_errors(&report, kb);
            return Ok(Outcome::Mistakes);
        }
        log();
        let listen = self.listen.0;
        runtime()?.block_on(async {
            let listener = listening(listen, "--listen").await?;
            let figures = match self.metrics {
                Some(Listen(address)) => Some(listening(address, "--metrics").await?),
                None => None,
            };
            let desk = Desk::open(self.config(), &report.kb).await?;
            let reloading = reload::on_hangup(&desk, kb)?;
            messages.done(&format!("taking tickets at http://{}", listener.local_addr().unwrap_or(listen)));
            let showing = figures.map(|listener| show(&desk, listener, messages));
            desk.serve(listener, interrupted()).await;
            // To the end, since somebody may want to watch it.
            showing.inspect(AbortHandle::abort);
            reloading.abort();
            desk.close().await;
            Ok(Outcome::Done)
        })
    }

    fn config(&self) -> Config {
        let config = Config::new(&self.database);
        Config {
            attachments: self.attachments.clone().unwrap_or(config.attachments),
            origins: self.origins.clone(),
            forwarded_for: self.forwarded_for.clone(),
            creates: rate(self.ticket_rate),
            actions: rate(self.ticket_rate.saturating_mul(2)),
            ticket_actions: config.ticket_actions.filter(|_| self.ticket_rate > 0),
            posts: rate(self.rate),
            uploads: rate(self.upload_rate),
            proof: self.proof.into(),
            ..config
        }
    }
}

async fn listening(address: SocketAddr, option: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| listening_failed(address, &error, option))
}

/// Shows figures until it is stopped.
fn show(desk: &Desk, listener: TcpListener, messages: &Messages) -> AbortHandle {
    let address = listener.local_addr().map_or_else(|_| String::new(), |address| address.to_string());
    messages.done(&format!("showing figures at http://{address}/metrics"));
    let desk = desk.clone();
    tokio::spawn(async move { desk.serve_metrics(listener).await }).abort_handle()
}

fn rate(count: u32) -> Option<Limit> {
    NonZeroU32::new(count).map(|count| Limit { count, per: SPAN })
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
