//! `tierzero desk`.

mod audit;
mod backup;
mod check_config;
mod log;
mod memory;
mod openapi;
mod outbox;
mod prospect;
mod reload;
mod reply;
pub(super) mod search;
mod settings;
mod token;

use std::net::SocketAddr;
use std::path::PathBuf;

use ::desk::settings::Settings;
use ::desk::{Database, Desk};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use super::messages::Messages;
use super::serve::{interrupted, listening_failed, runtime};
use super::{Failure, Outcome};
use log::Kept;
use prospect::Prospect;
use settings::{Given, UNITS};

/// Run the ticket endpoint of a published portal, check its settings, answer a ticket, or copy them all
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = format!("Examples:
  tierzero desk --kb kb --database tickets.db
  tierzero desk --config /etc/tierzero/desk.toml
  tierzero desk --kb kb --listen 0.0.0.0:8081 --database /var/lib/tierzero/tickets.db \\
      --origin https://help.example.com --forwarded-for x-forwarded-for
  tierzero desk --kb kb --ticket-rate 200 --rate 2000      for a whole office behind one address
  tierzero desk --kb kb --proof off                        for tickets by programs of your own
  tierzero desk --kb kb --metrics 127.0.0.1:9090           with figures for Prometheus
  tierzero desk --kb kb --log-folder /var/log/tierzero --log-days 14
  tierzero desk check-config /etc/tierzero/desk.toml
  tierzero desk openapi > openapi.json
  tierzero desk reply tickets.db TZ-7F3K9Q --text \"Try now.\" --state solved
  tierzero desk token add tickets.db --name Ana --scope read --scope write
  tierzero desk backup tickets.db copies/tickets-2026-11-28

{UNITS}

A portal on the same origin, behind the same reverse proxy, needs no --origin. How much is logged is set by RUST_LOG, \
such as `RUST_LOG=debug`; no ticket text is ever logged. The log goes to standard error, or with --log-folder into a file \
for each day, which is removed after --log-days.

Where there are signals, SIGHUP makes it read the knowledge base again, but not its settings: send it after each \
publishing, or tickets are checked against the old forms. A knowledge base with mistakes changes nothing, and the log \
names them. Ctrl-C or SIGTERM ends it when the requests under way are answered.")
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    given: Given,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Audit(audit::Args),
    Backup(backup::Args),
    CheckConfig(Box<check_config::Args>),
    Openapi(openapi::Args),
    Outbox(outbox::Args),
    Reply(reply::Args),
    #[command(hide = true)]
    Search(search::Args),
    Token(token::Args),
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        match &self.command {
            Some(Command::Audit(args)) => args.run(messages),
            Some(Command::Backup(args)) => args.run(messages),
            Some(Command::CheckConfig(args)) => args.run(messages),
            Some(Command::Openapi(args)) => args.run(messages),
            Some(Command::Outbox(args)) => args.run(messages),
            Some(Command::Reply(args)) => args.run(messages),
            Some(Command::Search(args)) => args.run(messages),
            Some(Command::Token(args)) => args.run(messages),
            None => self.take_tickets(messages),
        }
    }

    fn take_tickets(&self, messages: &Messages) -> Result<Outcome, Failure> {
        // Before the knowledge base is read.
        memory::in_small_pages();
        let prospect = Prospect::of(self.given.read(None)?);
        if let Some(mistakes) = prospect.tell(messages) {
            let help = "`tierzero desk check-config` tells them without starting anything";
            return match mistakes.settings {
                Some(mistakes) => {
                    Err(Failure::new(format!("the desk was not started: {mistakes} in its settings")).help(help))
                }
                None => Ok(Outcome::Mistakes),
            };
        }
        prospect.tell_what_is_odd(messages);
        let Prospect { reading, report } = prospect;
        let Settings { kb, listen, metrics, log, config, .. } = reading.settings;
        let (kb, report) = (&kb.unwrap_or_else(|| PathBuf::from(".")), report.unwrap_or_default());
        // Until the end of all of it, and after it: what is still to be written is written then.
        let logging = log::begin(&log)?;
        let kept = Kept::of(&log, report.kb.settings.tickets.retention_days);
        runtime()?.block_on(async {
            let listener = listening(listen, "--listen").await?;
            let figures = match metrics {
                Some(address) => Some(listening(address, "--metrics").await?),
                None => None,
            };
            let database = config.database.clone();
            let desk = Desk::open(config, &report.kb).await?;
            // It holds every article, of which the desk keeps nothing.
            drop(report);
            if desk.has_new_database() {
                messages.note(&made(&database));
            }
            search::make_ready(&desk, kb.clone());
            let reloading = reload::on_hangup(&desk, kb, kept.clone())?;
            let tidying = logging.tidy(kept);
            messages.done(&format!("taking tickets at http://{}", listener.local_addr().unwrap_or(listen)));
            let showing = figures.map(|listener| show(&desk, listener, messages));
            desk.serve(listener, interrupted()).await;
            // To the end, since somebody may want to watch it.
            showing.inspect(AbortHandle::abort);
            tidying.inspect(AbortHandle::abort);
            reloading.abort();
            desk.close().await;
            Ok(Outcome::Done)
        })
    }
}

/// Says in full where a database was made: whoever mistyped its name would otherwise look at an empty desk and wonder.
fn made(database: &Database) -> String {
    let whole = database.file().and_then(|path| std::path::absolute(path).ok());
    let database = whole.map_or_else(|| database.to_string(), |path| path.display().to_string());
    format!("made a new, empty database `{database}`")
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
