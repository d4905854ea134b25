//! Letters: whom they are for, what they say, and how they hang together.

use std::time::SystemTime;

use content::ticket::State;
use lettre::{
    Message,
    message::{
        Attachment, Mailbox, MultiPart, MultiPartBuilder, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use url::Host;

use crate::digest::Digest;
use crate::sink::{
    Event, EventKind, Failure, FileView, Question, SinkError, SmtpConfig, TicketView,
    fetch::Fetched,
    text::{self, Block},
};

/// Whom a letter is for.
pub(super) enum Audience {
    /// The team's mailboxes.
    Team,
    /// Who raised the ticket.
    Reader(Mailbox),
}

impl Audience {
    fn word(&self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Reader(_) => "reader",
        }
    }
}

/// Writes letters.
pub(super) struct Letters {
    from: Mailbox,
    to: Vec<Mailbox>,
    reply_to: Mailbox,
    domain: String,
}

impl Letters {
    pub(super) fn read(config: &SmtpConfig) -> Result<Self, SinkError> {
        let from = mailbox(&config.from)?;
        let to = config.to.iter().map(|text| mailbox(text)).collect::<Result<Vec<_>, _>>()?;
        if to.is_empty() {
            return Err(SinkError::Missing { what: "the team's mailbox" });
        }
        let reply_to = config.reply_to.as_deref().map(mailbox).transpose()?.unwrap_or_else(|| from.clone());
        let domain = ascii(config.domain.as_deref().unwrap_or(from.email.domain()));
        Ok(Self { from, to, reply_to, domain })
    }

    pub(super) fn domain(&self) -> &str {
        &self.domain
    }

    /// The id of the first mail about a ticket.
    pub(super) fn first(&self, ticket: &TicketView, audience: &Audience) -> String {
        format!("<ticket.{}.{}@{}>", ticket.reference, audience.word(), self.domain)
    }

    /// The id of the mail about an event.
    pub(super) fn id(&self, event: &Event, audience: &Audience) -> String {
        match event.kind {
            EventKind::Created => self.first(&event.ticket, audience),
            _ => format!("<event.{}.{}@{}>", event.key(), audience.word(), self.domain),
        }
    }

    pub(super) fn write(
        &self,
        event: &Event,
        audience: &Audience,
        id: &str,
        with: &[Fetched<'_>],
        without: &[&FileView],
    ) -> Result<Message, Failure> {
        let head = Message::builder()
            .from(self.from.clone())
            .date(SystemTime::from(event.at))
            .message_id(Some(id.into()))
            .subject(subject(event, audience))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"))
            .raw_header(header("X-Tierzero-Ticket", &event.ticket.reference));
        let head = match audience {
            Audience::Team => self.to.iter().fold(head, |head, to| head.to(to.clone())).reply_to(self.answers(event)),
            Audience::Reader(to) => head.to(to.clone()).reply_to(self.reply_to.clone()),
        };
        let head = if event.kind == EventKind::Created {
            head
        } else {
            let first = self.first(&event.ticket, audience);
            head.in_reply_to(first.clone()).references(first)
        };
        let blocks = match audience {
            Audience::Team => for_the_team(event, with, without),
            Audience::Reader(_) => for_the_reader(event, with, without),
        };
        // The photos of a ticket are for the team; to its reader go those of the desk.
        let files =
            if matches!(audience, Audience::Reader(_)) && event.kind == EventKind::Created { &[] } else { with };
        head.multipart(body(&event.key(), &blocks, files))
            .map_err(|_| Failure::never("the mail cannot be written: check the addresses in the settings"))
    }

    /// Asks whether an address is right. It says nothing of the ticket but its reference and the form, which nobody but the portal's
    /// authors has written.
    pub(super) fn ask(&self, question: &Question, to: Mailbox, portal: &str) -> Result<Message, Failure> {
        // Of each attempt its own, since the code in it is another one.
        let key = Digest::of(format!("{} {}", question.id, question.code).as_bytes()).short();
        let head = Message::builder()
            .from(self.from.clone())
            .to(to)
            .reply_to(self.reply_to.clone())
            .date_now()
            .message_id(Some(format!("<confirm.{key}@{}>", self.domain)))
            .subject(format!("[{}] Confirm your address", question.reference))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"))
            .raw_header(header("X-Tierzero-Ticket", &question.reference));
        head.multipart(body(&key, &to_confirm(question, portal), &[]))
            .map_err(|_| Failure::never("the mail cannot be written: check the addresses in the settings"))
    }

    /// Where answers of the team go: to the reader, if there is an address.
    fn answers(&self, event: &Event) -> Mailbox {
        let email = event.ticket.requester.email.as_deref().filter(|email| content::ticket::looks_like_email(email));
        let reader = email.and_then(|email| email.trim().parse().ok()).map(|address| Mailbox::new(None, address));
        reader.unwrap_or_else(|| self.reply_to.clone())
    }
}

fn mailbox(text: &str) -> Result<Mailbox, SinkError> {
    text.parse().map_err(|_| SinkError::Mailbox { text: text.into() })
}

/// A domain as headers and mail servers take it.
fn ascii(domain: &str) -> String {
    Host::parse(domain).map_or_else(|_| domain.into(), |host| host.to_string())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.into())
}

fn subject(event: &Event, audience: &Audience) -> String {
    let ticket = &event.ticket;
    let subject = match audience {
        Audience::Team => text::subject(ticket),
        Audience::Reader(_) => format!("[{}] {}", ticket.reference, text::one_line(&ticket.form)),
    };
    if event.kind == EventKind::Created { subject } else { format!("Re: {subject}") }
}

fn for_the_team(event: &Event, with: &[Fetched<'_>], without: &[&FileView]) -> Vec<Block> {
    let mut blocks = text::event(event);
    if event.kind == EventKind::Created {
        blocks.extend(text::ticket(&event.ticket));
    }
    blocks.extend(files(with, without));
    if event.kind != EventKind::Created {
        blocks.push(Block::Heading("Ticket"));
        blocks.push(Block::List(vec![text::subject(&event.ticket), format!("State: {}", event.ticket.state.told())]));
        blocks.extend(text::link(&event.ticket));
    }
    blocks
}

fn for_the_reader(event: &Event, with: &[Fetched<'_>], without: &[&FileView]) -> Vec<Block> {
    let reference = &event.ticket.reference;
    let later = "On the device you sent it from, “My tickets” shows how it stands and takes your answer.";
    if event.kind == EventKind::Created {
        let received = format!("We have received your request. Its reference is {reference}.");
        return vec![Block::Line(received), Block::Line(later.into())];
    }
    let mut blocks = text::event(event);
    if event.brought() == Some(State::WaitingForReader) {
        blocks.push(Block::Line("We wait for your answer.".into()));
    }
    blocks.extend(files(with, without));
    blocks.extend([Block::Line(format!("This is about your request {reference}.")), Block::Line(later.into())]);
    blocks
}

fn to_confirm(question: &Question, portal: &str) -> Vec<Block> {
    let form = text::one_line(&question.form);
    let reference = &question.reference;
    vec![
        Block::Line(format!(
            "Somebody gave this address with “{form}”. The request has the reference {reference}, and nobody reads it before the \
             address is confirmed."
        )),
        Block::Line("If that was you, open this page and press the button there:".into()),
        Block::Link("Confirm", question.link(portal)),
        Block::Line(format!(
            "Or type this code where you see how your request stands: {}. Link and code work for 7 days.",
            question.spelt()
        )),
        Block::Line(
            "If it was not you, do nothing: the request is then removed without anybody having read it.".into(),
        ),
    ]
}

fn files(with: &[Fetched<'_>], without: &[&FileView]) -> Vec<Block> {
    text::files(&with.iter().map(|fetched| fetched.file).collect::<Vec<_>>(), without)
}

/// Boundaries come from the event's key, so that each attempt writes the same letter.
fn body(key: &str, blocks: &[Block], files: &[Fetched<'_>]) -> MultiPart {
    let boundary = |part: MultiPartBuilder, name: &str| part.boundary(format!("tierzero-{name}-{key}"));
    let words = boundary(MultiPart::alternative(), "words")
        .singlepart(SinglePart::plain(text::plain::written(blocks)))
        .singlepart(SinglePart::html(text::html::written(blocks)));
    if files.is_empty() {
        return words;
    }
    let whole = boundary(MultiPart::mixed(), "whole").multipart(words);
    files.iter().fold(whole, |whole, Fetched { file, bytes }| {
        let octets = || ContentType::parse("application/octet-stream");
        let kind = ContentType::parse(&file.media_type).or_else(|_| octets());
        match kind {
            Ok(kind) => whole.singlepart(Attachment::new(text::one_line(&file.name)).body(bytes.clone(), kind)),
            Err(_) => whole,
        }
    })
}
