//! Mail: to the team's mailboxes whatever happens, and to the reader a receipt and what the desk answers.
//!
//! SMTP knows no "only once": when the line breaks after the last byte, nobody knows whether the mail went out, and it is sent again.
//! It then has the same `Message-ID`, by which mailboxes and most ticket systems tell that they have it. What this process is sure
//! to have sent is not sent again when only the other of two mails failed.
//!
//! A reader's address is typed into a form that anybody may fill in. So mail to it holds no word of the ticket: nobody can
//! make the desk carry a message to a stranger.

mod fault;
mod letter;

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;

use super::{
    Delivered, Event, EventKind, Failure, Fetch, Question, Remote, Security, SinkError, SmtpConfig, fetch, net,
    recent::Recent,
};
use letter::{Audience, Letters};

pub(super) struct Smtp {
    host: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    letters: Letters,
    requesters: bool,
    files: u64,
    whole: Duration,
    sent: Recent<()>,
}

impl Smtp {
    pub(super) fn open(config: &SmtpConfig) -> Result<Self, SinkError> {
        let letters = Letters::read(config)?;
        Ok(Self {
            host: config.host.clone(),
            transport: transport(config, letters.domain())?,
            letters,
            requesters: config.requesters,
            files: config.files,
            whole: config.whole,
            sent: Recent::new(),
        })
    }

    pub(super) async fn deliver(&self, event: &Event, fetch: &dyn Fetch) -> Result<Delivered, Failure> {
        let reader = self.reader(event);
        let audiences = [Some(Audience::Team), reader.map(Audience::Reader)];
        let (with, without) = fetch::within(self.files, event, fetch).await?;
        for audience in audiences.iter().flatten() {
            let id = self.letters.id(event, audience);
            if self.sent.get(&id).is_some() {
                continue;
            }
            let message = self.letters.write(event, audience, &id, &with, &without)?;
            self.send(message, audience).await?;
            self.sent.add(id, ());
        }
        Ok(Delivered { remote: Some(Remote { id: self.letters.first(&event.ticket, &Audience::Team), url: None }) })
    }

    /// Asks whether an address is right. Each attempt has a code of its own, so a mail that goes out twice does no harm.
    pub(super) async fn ask(&self, question: &Question, portal: &str) -> Result<(), Failure> {
        let Some(to) = mailbox(&question.address) else {
            return Err(Failure::never("the address that was given cannot be mailed to"));
        };
        let message = self.letters.ask(question, to.clone(), portal)?;
        self.send(message, &Audience::Reader(to)).await
    }

    /// The mailbox of the reader, when this concerns the reader and a usable address was given.
    fn reader(&self, event: &Event) -> Option<Mailbox> {
        let concerned = event.kind == EventKind::Created || event.is_public_word_of_the_desk();
        let email = event.ticket.requester.email.as_deref().filter(|_| self.requesters && concerned)?;
        mailbox(email)
    }

    async fn send(&self, message: Message, audience: &Audience) -> Result<(), Failure> {
        match timeout(self.whole, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(fault::meaning(&self.host, audience, &error)),
            Err(_) => Err(Failure::later(format!("`{}` does not take the mail in time", self.host))),
        }
    }
}

/// The mailbox at an address that was typed, if mail can be sent there. A name would have been typed by anybody, too.
fn mailbox(typed: &str) -> Option<Mailbox> {
    let typed = typed.trim();
    let address = content::ticket::looks_like_email(typed).then(|| typed.parse().ok())??;
    Some(Mailbox::new(None, address))
}

/// Whether mail can be sent to an address that was typed.
pub(crate) fn can_mail_to(typed: &str) -> bool {
    mailbox(typed).is_some()
}

fn transport(config: &SmtpConfig, domain: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, SinkError> {
    let host = &config.host;
    let tls = || TlsParameters::new(host.clone()).map_err(|error| SinkError::Tls { source: Box::new(error) });
    let (tls, port) = match config.security {
        Security::StartTls => (Tls::Required(tls()?), 587),
        Security::Tls => (Tls::Wrapper(tls()?), 465),
        Security::None => (Tls::None, 25),
    };
    if config.security == Security::None && !net::is_loopback_host(host) {
        if !config.allow_plain {
            return Err(SinkError::Unencrypted { host: host.clone() });
        }
        if config.login.is_some() {
            return Err(SinkError::PasswordUnencrypted { host: host.clone() });
        }
    }
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(config.port.unwrap_or(port))
        .tls(tls)
        .timeout(Some(config.whole))
        .hello_name(ClientId::Domain(domain.into()));
    let builder = match &config.login {
        Some(login) => builder.credentials(Credentials::new(login.name.clone(), login.password.expose().into())),
        None => builder,
    };
    Ok(builder.build())
}
