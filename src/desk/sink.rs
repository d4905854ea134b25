//! The hand-over to other systems: what a worker calls with an event, without a database and without knowing who listens.
//!
//! A [`Sink`] is one other system. [`Sink::deliver`] either hands an [`Event`] over or says whether it is worth trying again; the
//! same event may be handed over any number of times, and each sink's module says how it keeps the other system from having it twice.
//! The modules below `net` and `smtp` are the only ones of these that speak to other computers.

mod ask;
mod callback;
mod config;
mod erasure;
mod error;
mod event;
mod fetch;
#[cfg(any(fuzzing, test))]
pub(crate) mod fuzzing;
mod github;
mod glpi;
mod jira;
mod marker;
mod net;
mod outcome;
mod recent;
// What the tests of the sinks share with those from outside.
#[cfg(any(fuzzing, test))]
#[expect(dead_code, clippy::unwrap_used, reason = "those from outside need more of it, and fail by it")]
#[path = "tests/it/sinks/sample.rs"]
mod sample;
mod secret;
mod smtp;
mod text;
mod tracker;
mod view;
mod webhook;
mod zammad;

pub use ask::Question;
pub use callback::{
    Call, Callback, CallbackConfig, Callbacks, Change, GithubCallback, GlpiCallback, JiraCallback, Refused,
    StandardCallback, StateThere, ZammadCallback,
};
pub use config::{
    GithubConfig, GlpiConfig, HttpConfig, JiraConfig, Login, Security, SinkConfig, SmtpConfig, States, WebhookConfig,
    ZammadConfig,
};
pub use erasure::Erasure;
pub use error::SinkError;
pub use event::{Event, EventKind};
pub use fetch::{Fetch, Fetching};
pub(crate) use net::with_ring;
pub use outcome::{Delivered, Failure, Remote};
pub use secret::{Secret, SecretError};
pub(crate) use smtp::can_mail_to;
pub use view::{FileView, PageView, Requester, TicketView};

use github::Github;
use glpi::Glpi;
use jira::Jira;
use smtp::Smtp;
use webhook::Webhook;
use zammad::Zammad;

/// Another system that events are handed over to.
pub struct Sink(Kind);

enum Kind {
    Smtp(Box<Smtp>),
    Webhook(Box<Webhook>),
    Zammad(Box<Zammad>),
    Glpi(Box<Glpi>),
    Jira(Box<Jira>),
    Github(Box<Github>),
}

impl Sink {
    /// Checks the settings and makes ready. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the settings cannot work: no address, no encryption, no fitting secret.
    pub fn open(config: &SinkConfig) -> Result<Self, SinkError> {
        Ok(Self(match config {
            SinkConfig::Smtp(config) => Kind::Smtp(Box::new(Smtp::open(config)?)),
            SinkConfig::Webhook(config) => Kind::Webhook(Box::new(Webhook::open(config)?)),
            SinkConfig::Zammad(config) => Kind::Zammad(Box::new(Zammad::open(config)?)),
            SinkConfig::Glpi(config) => Kind::Glpi(Box::new(Glpi::open(config)?)),
            SinkConfig::Jira(config) => Kind::Jira(Box::new(Jira::open(config)?)),
            SinkConfig::Github(config) => Kind::Github(Box::new(Github::open(config)?)),
        }))
    }

    /// Hands an event over. `known` is what [`Delivered::remote`] said of this ticket last. Events of one ticket are handed over
    /// one after another, in their order, and none that came from this very system.
    ///
    /// # Errors
    ///
    /// When the other system does not have the event, or nobody knows whether it has.
    pub async fn deliver(
        &self,
        event: &Event,
        known: Option<&Remote>,
        fetch: &dyn Fetch,
    ) -> Result<Delivered, Failure> {
        match &self.0 {
            Kind::Smtp(sink) => sink.deliver(event, fetch).await,
            Kind::Webhook(sink) => sink.deliver(event, known, fetch).await,
            Kind::Zammad(sink) => tracker::hand_over(&**sink, event, known, fetch).await,
            Kind::Glpi(sink) => sink.deliver(event, known, fetch).await,
            Kind::Jira(sink) => tracker::hand_over(&**sink, event, known, fetch).await,
            Kind::Github(sink) => tracker::hand_over(&**sink, event, known, fetch).await,
        }
    }
}

impl Sink {
    /// Asks a requester whether the address is right, with a link into the portal at this address.
    ///
    /// # Errors
    ///
    /// When the question did not go out, or this is no system that can ask.
    pub async fn ask(&self, question: &Question, portal: &str) -> Result<(), Failure> {
        match &self.0 {
            Kind::Smtp(sink) => sink.ask(question, portal).await,
            Kind::Webhook(_) | Kind::Zammad(_) | Kind::Glpi(_) | Kind::Jira(_) | Kind::Github(_) => {
                Err(Failure::never("only a sink of the kind `smtp` can ask for an address to be confirmed"))
            }
        }
    }

    /// Whether the other side can be told that a ticket was erased.
    pub(crate) fn hears_of_erasures(&self) -> bool {
        matches!(self.0, Kind::Webhook(_))
    }

    /// Tells that a ticket was erased, where the other side understands that.
    ///
    /// # Errors
    ///
    /// When it was not told, or has nothing that could be told: then somebody has to erase the ticket there by hand.
    pub async fn erase(&self, erasure: &Erasure) -> Result<(), Failure> {
        match &self.0 {
            Kind::Webhook(sink) => sink.erase(erasure).await,
            Kind::Smtp(_) => {
                Err(Failure::never("a mail cannot be taken back: delete it in the mailboxes, if it went to any"))
            }
            Kind::Zammad(_) | Kind::Glpi(_) | Kind::Jira(_) | Kind::Github(_) => {
                Err(Failure::never("the desk erases nothing in other systems: erase it there, if it is there"))
            }
        }
    }
}

/// Whether a text that another system sent can be what it calls a ticket.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 200
}

/// Whether a text that another system sent is an address that people may be led to.
fn is_web_address(text: &str) -> bool {
    text.len() <= 2_000 && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
}
