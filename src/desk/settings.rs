//! What an operator sets. Each setting is described once ([`ALL`]) and read from options, the environment and a file,
//! whichever says it first, with every mistake at its place.
//!
//! A setting called `ticket_rate` in the file is `--ticket-rate` as an option and `TIERZERO_DESK_TICKET_RATE` in the
//! environment. What may hold a secret has a partner, `database_file` for `database`, that names a file to read it from.

mod bucket;
mod example;
mod read;
mod secret;
mod setting;
mod sinks;
mod trial;
mod value;
mod variables;

use std::{
    ffi::OsString,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use content::{Position, Problem, Source};

pub use example::example;
pub use setting::{ALL, CONFIRM_ADDRESSES, Preset, Secrecy, Setting, Shape};
pub use trial::try_out;

use crate::{Config, Database, Limit, handover::SinkSettings};
use read::Reader;
use setting::{
    ACTION_RATE, ATTACHMENTS, BODY_LIMIT, CONNECTIONS, DATABASE, FIRST_ANSWER, FORWARDED_FOR, HEAD_TIMEOUT, KB, LISTEN,
    LOCK_WAIT, LOG_DAYS, LOG_FOLDER, METRICS, ORIGINS, PROOF, RATE, REQUEST_TIMEOUT, TICKET_ACTION_RATE, TICKET_RATE,
    UNKNOWN_TICKET_RATE, UPLOAD_RATE, UPLOAD_TIMEOUT, WAITING_ROOM,
};

/// The variable that names the file of settings, as `--config` does.
pub const CONFIG_VARIABLE: &str = "TIERZERO_DESK_CONFIG";

/// Where settings are written.
#[derive(Default)]
pub struct Sources {
    /// The values of options, by the keys of their settings.
    pub options: Vec<(&'static str, Vec<OsString>)>,
    /// The variables of the process; those that do not begin with `TIERZERO_DESK_` are nobody's business here.
    pub environment: Vec<(OsString, OsString)>,
    /// The file, if there is one.
    pub file: Option<Source>,
}

/// How a desk is run.
#[derive(Debug)]
pub struct Settings {
    /// The folder of the knowledge base; always there when there were no mistakes.
    pub kb: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where to serve figures.
    pub metrics: Option<SocketAddr>,
    /// Where to log.
    pub log: LogSettings,
    /// The rest.
    pub config: Config,
    /// What holds, and why.
    pub in_force: Vec<InForce>,
}

/// Where to log, and how long that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// The folder for files, one a day; without one, standard error.
    pub folder: Option<PathBuf>,
    /// For how many days they are kept, today among them; as long as the knowledge base keeps tickets when nobody says it.
    pub days: Option<u32>,
}

/// A setting as it holds.
#[derive(Debug)]
pub struct InForce {
    /// Which one.
    pub setting: &'static Setting,
    /// Its value as it was written, without secrets; nothing when there is none.
    pub shown: Option<String>,
    /// Who says so.
    pub whence: Whence,
}

/// Who says how a setting is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whence {
    /// An option.
    Option,
    /// A variable with this name.
    Environment(String),
    /// The file, at this place.
    File(Position),
    /// Nobody.
    Default,
}

/// What came of reading settings. They are only to be used when there are no problems.
#[derive(Debug)]
pub struct Reading {
    /// The settings.
    pub settings: Settings,
    /// Every mistake: those in the file point into `file`.
    pub problems: Vec<Problem>,
    /// The file as it may be shown: what could be a secret is covered.
    pub file: Option<Source>,
}

/// Reads settings. An option counts more than a variable, and a variable more than the file; mistakes are told wherever they
/// stand. Files are read for secrets only.
pub fn read(sources: &Sources) -> Reading {
    Reader::read(sources, fill)
}

fn fill(reader: &mut Reader<'_>) -> Settings {
    let kb = reader.take(&KB, value::path);
    let listen = reader.take(&LISTEN, value::address).unwrap_or((Ipv4Addr::LOCALHOST, value::PORT).into());
    let metrics = reader.take(&METRICS, value::address);
    if let Some(metrics) = metrics.filter(|metrics| clash(*metrics, listen)) {
        let message = format!("at `{metrics}` nothing else can listen, and `listen` is `{listen}`");
        reader.against(&METRICS, message, "give it another port, one that readers do not reach".into());
    }
    let log = LogSettings { folder: reader.take(&LOG_FOLDER, value::path), days: reader.take(&LOG_DAYS, value::days) };
    reader.told(&LOG_DAYS, "retention_days, else 30");
    let database = reader.take(&DATABASE, value::database);
    let mut config = Config::new(database.unwrap_or_else(|| Database::File("tickets.db".into())));
    let attachments = reader.take(&ATTACHMENTS, value::storage);
    if attachments.is_none() && config.database.file().is_none() {
        // Several desks may share the database, and each has a current folder of its own.
        reader.missing(&ATTACHMENTS, "with PostgreSQL there is no file of the database that they could lie beside");
    }
    set(&mut config.attachments, attachments);
    reader.told(&ATTACHMENTS, config.attachments.clone());
    bucket::fill(&mut config, reader);
    set(&mut config.origins, reader.take_all(&ORIGINS, value::origin));
    config.forwarded_for = reader.take(&FORWARDED_FOR, value::header);
    rates(&mut config, reader);
    set(&mut config.proof, reader.take(&PROOF, value::proof));
    set(&mut config.first_answer, reader.take(&FIRST_ANSWER, value::switch));
    set(&mut config.confirm_addresses, reader.take(&CONFIRM_ADDRESSES, value::switch));
    set(&mut config.body_limit, reader.take(&BODY_LIMIT, value::body));
    set(&mut config.waiting, reader.take(&WAITING_ROOM, value::room));
    set(&mut config.connections, reader.take(&CONNECTIONS, value::connections));
    reader.told(&CONNECTIONS, config.connections);
    set(&mut config.head_timeout, reader.take(&HEAD_TIMEOUT, value::time("1s", "10m")));
    set(&mut config.request_timeout, reader.take(&REQUEST_TIMEOUT, value::time("1s", "10m")));
    set(&mut config.upload_timeout, reader.take(&UPLOAD_TIMEOUT, value::time("1s", "1d")));
    set(&mut config.lock_wait, reader.take(&LOCK_WAIT, value::time("0s", "10m")));
    config.sinks = reader.sinks();
    if config.confirm_addresses && config.asks_by().is_none() {
        reader.lacks(
            "`confirm_addresses` is on, and there is no sink that could ask: it is done by mail",
            "add a `[[sink]]` with `kind = \"smtp\"` to the file of settings, or set `confirm_addresses` to `off`",
        );
    }
    Settings { kb, listen, metrics, log, config, in_force: Vec::new() }
}

/// Whether nobody can listen at both addresses. Port 0 is whichever is free.
fn clash(one: SocketAddr, other: SocketAddr) -> bool {
    let takes = |one: IpAddr, other: IpAddr| one.is_unspecified() && (one.is_ipv6() || other.is_ipv4());
    let (a, b) = (one.ip(), other.ip());
    one.port() == other.port() && one.port() != 0 && (a == b || takes(a, b) || takes(b, a))
}

fn rates(config: &mut Config, reader: &mut Reader<'_>) {
    set(&mut config.creates, reader.take(&TICKET_RATE, value::rate));
    let twice = |Limit { count, per }| Limit { count: count.saturating_add(count.get()), per };
    config.actions = reader.take(&ACTION_RATE, value::rate).unwrap_or(config.creates.map(twice));
    reader.told(&ACTION_RATE, value::in_words(config.actions));
    let per_ticket = config.ticket_actions.filter(|_| config.creates.is_some());
    config.ticket_actions = reader.take(&TICKET_ACTION_RATE, value::rate).unwrap_or(per_ticket);
    reader.told(&TICKET_ACTION_RATE, value::in_words(config.ticket_actions));
    set(&mut config.posts, reader.take(&RATE, value::rate));
    set(&mut config.uploads, reader.take(&UPLOAD_RATE, value::megabytes_rate));
    set(&mut config.misses, reader.take(&UNKNOWN_TICKET_RATE, value::rate));
}

impl SinkSettings {
    /// What it is, in a line without secrets.
    pub fn shown(&self) -> String {
        let words: Vec<_> = self.events.iter().map(|kind| format!("`{}`", kind.word())).collect();
        let told = if words.is_empty() { "everything".to_owned() } else { words.join(", ") };
        let back = match self.callback {
            Some(_) => format!("calls back at `/api/callbacks/{}`", self.name),
            None => "does not call back".to_owned(),
        };
        format!("{}: {}, told of {told}, {back}", self.name, sinks::kind_of(&self.system))
    }
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

#[cfg(test)]
mod tests;
