//! What an operator can set.

use std::{num::NonZeroU32, path::Path, time::Duration};

use axum::http::HeaderName;
use content::Kb;

use crate::{Database, Error, files::Storage, handover::SinkSettings, server, sink::SinkConfig};

/// Most bytes of a request's body, unless somebody says so.
pub(crate) const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// How a desk runs. [`Config::new`] gives the defaults; fields are changed after that.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the tickets are. A file is made, readable by its owner only, when it is not there, and so is its folder; a
    /// PostgreSQL database is there, and empty before its first use.
    pub database: Database,
    /// What keeps the bytes of attachments. A folder is made, for its owner only, when it is not there; no two databases
    /// share one. Default: `attachments` beside the database's file, or in the current folder when there is none.
    pub attachments: Storage,
    /// Origins of portals on other hosts that may use the endpoint, such as `https://help.example.com`. Default: none; a
    /// portal on the endpoint's own origin needs no entry.
    pub origins: Vec<String>,
    /// Most bytes of a request's body. Files have limits of their own, in the settings of the knowledge base. Default: 2 MiB.
    pub body_limit: usize,
    /// How many tickets one address (IPv6: one /64) may have stored; requests that store none, since something is wrong
    /// with them or their ticket is there already, do not count. `None` means no limit. Default: 30 in 10 minutes.
    pub creates: Option<Limit>,
    /// How many things one address may do with tickets that are there already: replies, ratings and the like. `None` means
    /// no limit. Default: 60 in 10 minutes.
    pub actions: Option<Limit>,
    /// How many things readers may do with one ticket, whatever their addresses: a private link that has got around is no way to
    /// flood a ticket. What agents do does not count. `None` means no limit. Default: 40 in 10 minutes.
    pub ticket_actions: Option<Limit>,
    /// Whether new tickets must come with a proof of work, which costs a browser a moment and a flood a lot. What is done
    /// with tickets that are there needs none. Default: on.
    pub proof: Proof,
    /// Whether a new ticket gets a page as a first answer where the search is sure of one. It needs [`Desk::search_in`](crate::Desk::search_in).
    /// Default: yes.
    pub first_answer: bool,
    /// How many `POST`s one address may send to this desk, whatever becomes of them; of all other limits, desks on one PostgreSQL
    /// count together. `None` means no limit. Default: 300 in 10 minutes,
    /// which leaves an office behind one address room for its typing errors.
    pub posts: Option<Limit>,
    /// How many megabytes of files one address may send, whatever becomes of them; each file counts at least one. `None` means
    /// no limit. Default: 600 in 10 minutes.
    pub uploads: Option<Limit>,
    /// Most bytes of files that wait for their tickets, of all addresses together, so that a flood of them leaves room on
    /// the disk. Default: 2 GiB.
    pub waiting: u64,
    /// How many unknown references or wrong secrets one address may ask for before it has to wait, and as many wrong tokens. `None`
    /// means no limit.
    /// Default: 60 in 10 minutes.
    pub misses: Option<Limit>,
    /// The header in which a reverse proxy names the client, such as `x-forwarded-for`. The last address in it counts, the
    /// one the nearest proxy wrote. Set it only when every request comes through that proxy: a client could write the
    /// header too. Default: none; the address of the connection counts.
    pub forwarded_for: Option<HeaderName>,
    /// How many connections there may be at once. When all are taken, the one from which nothing has come for longest makes
    /// room for the next; who comes while all are being answered waits. More than the process may have files open are refused.
    /// Default: half as many as the process may have files open, at most 1,024.
    pub connections: usize,
    /// How long a request's head may take to arrive, and how long an idle connection is kept. Default: 15 seconds.
    pub head_timeout: Duration,
    /// How long a request's body may take to arrive, and how long the answer may take after that. Default: 30 seconds.
    pub request_timeout: Duration,
    /// How long a file may take to arrive. Default: 10 minutes, which is 10 MB on a very slow line.
    pub upload_timeout: Duration,
    /// Whether a ticket that names an e-mail address waits until somebody there has confirmed it. Needs a sink of mail, and to know
    /// where the portal is. Default: no.
    pub confirm_addresses: bool,
    /// Systems that are told of what happens to tickets. Default: none.
    pub sinks: Vec<SinkSettings>,
    /// How long a statement waits for a database that another program has locked. Default: 5 seconds.
    pub lock_wait: Duration,
}

impl Config {
    /// The defaults, with this database.
    pub fn new(database: impl Into<Database>) -> Self {
        let database = database.into();
        Self {
            attachments: database.file().unwrap_or(Path::new("")).with_file_name("attachments").into(),
            database,
            origins: Vec::new(),
            body_limit: BODY_LIMIT,
            creates: NonZeroU32::new(30).map(|count| Limit { count, per: Duration::from_secs(600) }),
            actions: NonZeroU32::new(60).map(|count| Limit { count, per: Duration::from_secs(600) }),
            ticket_actions: NonZeroU32::new(40).map(|count| Limit { count, per: Duration::from_secs(600) }),
            proof: Proof::On,
            first_answer: true,
            posts: NonZeroU32::new(300).map(|count| Limit { count, per: Duration::from_secs(600) }),
            uploads: NonZeroU32::new(600).map(|count| Limit { count, per: Duration::from_secs(600) }),
            waiting: 2 * 1024 * 1024 * 1024,
            misses: NonZeroU32::new(60).map(|count| Limit { count, per: Duration::from_secs(600) }),
            forwarded_for: None,
            connections: server::room(),
            head_timeout: Duration::from_secs(15),
            request_timeout: Duration::from_secs(30),
            upload_timeout: Duration::from_secs(600),
            confirm_addresses: false,
            sinks: Vec::new(),
            lock_wait: Duration::from_secs(5),
        }
    }
}

impl Config {
    /// How many codes may be guessed for one ticket, whoever guesses: as many as people mistype. Where nothing is limited, this is
    /// not either.
    pub(crate) fn codes(&self) -> Option<Limit> {
        let count = NonZeroU32::new(10).filter(|_| self.misses.is_some());
        count.map(|count| Limit { count, per: Duration::from_secs(600) })
    }

    /// How many mails may ask one mailbox to confirm its address, whoever has them sent: as many as somebody with a bad day raises
    /// tickets. Where tickets are not limited, these are not either.
    pub(crate) fn mails(&self) -> Option<Limit> {
        let count = NonZeroU32::new(5).filter(|_| self.creates.is_some());
        count.map(|count| Limit { count, per: Duration::from_secs(600) })
    }

    /// Refuses a knowledge base that does not say where the portal is, where that must be known.
    ///
    /// # Errors
    ///
    /// When addresses are to be confirmed and nobody knows where.
    pub fn expect_portal(&self, kb: &Kb) -> Result<(), Error> {
        match self.confirm_addresses && kb.settings.url.is_none() {
            true => Err(Error::NoPortal),
            false => Ok(()),
        }
    }

    /// The name of the sink that asks for addresses to be confirmed; nothing where nobody is asked.
    pub(crate) fn asks_by(&self) -> Option<&str> {
        let mail = self.sinks.iter().find(|sink| matches!(sink.system, SinkConfig::Smtp(_)));
        mail.filter(|_| self.confirm_addresses).map(|sink| sink.name.as_str())
    }
}

/// Whether new tickets must come with a proof of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Whoever sends one is taken at their word, as suits a desk that only programs of one's own or this computer reach.
    Off,
    /// `GET /api/challenge` gives what has to be worked out; the more tickets arrive, the harder it is.
    On,
}

/// So many in so long. All of them may come at once; after that one more every `per / count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub count: NonZeroU32,
    /// In how long.
    pub per: Duration,
}
