//! `tierzero serve`: the portal, the desk behind it, and a rebuild at every save.

mod host;
mod live;
mod router;
mod studio;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ::desk::{Config, Desk};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal;

use super::app::AppArgs;
use super::desk::search;
use super::messages::Messages;
use super::proof::ProofArg;
use super::{DayArgs, Failure, KbArgs, Outcome};
use studio::Studio;

/// Show a knowledge base as a portal, with the ticket endpoint, and reload at every save
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero serve kb                    the portal at http://127.0.0.1:8080
  tierzero serve kb --port 9000 --database /tmp/tickets.db

Mistakes are shown in the terminal and in the page, and the last good site stays. Tickets go to the file given by \
--database, whatever portal.toml says about the endpoint. It answers this computer only, at 127.0.0.1 and localhost. \
Ctrl-C ends it.")]
pub(crate) struct Args {
    #[command(flatten)]
    kb: KbArgs,
    /// The port to listen at, on this computer only
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The SQLite file that keeps the tickets; it is made when it is not there
    #[arg(long, value_name = "FILE", default_value = "tickets.db")]
    database: PathBuf,
    /// Whether tickets must come with a proof of work, as at a real desk; nothing but this computer sends any here
    #[arg(long, value_enum, value_name = "on|off", hide_possible_values = true, default_value = "off")]
    proof: ProofArg,
    #[command(flatten)]
    app: AppArgs,
    #[command(flatten)]
    day: DayArgs,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let app = self.app.open()?;
        let runtime = runtime()?;
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let listener = runtime
            .block_on(TcpListener::bind(address))
            .map_err(|error| listening_failed(address, &error, "--port"))?;
        let address = listener.local_addr().unwrap_or(address);
        let studio = Studio::open(self.kb.folder.clone(), app, self.day.day()?)?;
        let report = studio.build(messages)?;
        runtime.block_on(async {
            let config = Config { proof: self.proof.into(), ..Config::new(&self.database) };
            let desk = Desk::open(config, &report.kb).await?;
            search::make_ready(&desk, self.kb.folder.clone());
            let studio = Arc::new(studio);
            let _watch = studio.watch(desk.clone())?;
            messages.done(&format!(
                "the portal is at http://{address}, tickets go to `{}`; Ctrl-C ends it",
                self.database.display()
            ));
            let served = router::serve(listener, &studio, &desk).await;
            desk.close().await;
            served.map_err(|error| Failure::new(format!("the server stopped: {error}")))?;
            Ok(Outcome::Done)
        })
    }
}

/// Starts what servers run on.
pub(super) fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| Failure::new(format!("could not start the server: {error}")))
}

/// Says why a port could not be listened at, and what to do.
pub(super) fn listening_failed(address: SocketAddr, error: &io::Error, option: &str) -> Failure {
    let port = address.port();
    let other = |port: u16| match option {
        "--port" => format!("`--port {port}`"),
        _ => format!("`{option} {}`", SocketAddr::new(address.ip(), port)),
    };
    let free = port.checked_add(1).unwrap_or(8080).max(1024);
    match error.kind() {
        io::ErrorKind::AddrInUse => Failure::new(format!("port {port} is taken by another program"))
            .help(format!("end the other program, or choose another port, such as {}", other(free))),
        io::ErrorKind::PermissionDenied => {
            Failure::new(format!("port {port} needs rights that this user does not have"))
                .help(format!("choose a port from 1024 on, such as {}", other(port.max(8081))))
        }
        io::ErrorKind::AddrNotAvailable => Failure::new(format!("{} is no address of this computer", address.ip()))
            .help(format!("`{option} 0.0.0.0:{port}` listens at all addresses it has")),
        _ => Failure::new(format!("could not listen at {address}: {error}")),
    }
}

/// Waits until somebody wants the program to end. It listens from the call on, not from the first wait: whoever has been
/// answered can end the program.
pub(super) fn interrupted() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let (ctrl_c, terminated) =
        (received(signal::unix::SignalKind::interrupt()), received(signal::unix::SignalKind::terminate()));
    #[cfg(not(unix))]
    let (ctrl_c, terminated) = (
        async {
            if signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        },
        std::future::pending::<()>(),
    );
    async {
        tokio::select! {
            () = ctrl_c => {}
            () = terminated => {}
        }
    }
}

/// Waits for a signal; for ever where the system has none.
#[cfg(unix)]
fn received(kind: signal::unix::SignalKind) -> impl Future<Output = ()> {
    let listening = signal::unix::signal(kind);
    async {
        match listening {
            Ok(mut listening) => drop(listening.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}
