//! Mail.

use std::time::Duration;

use crate::sink::Secret;

/// How mail is sent.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// The mail server.
    pub host: String,
    /// Its port. Default: 587 with STARTTLS, 465 with TLS, 25 without.
    pub port: Option<u16>,
    /// How the line is encrypted. Default: STARTTLS.
    pub security: Security,
    /// Whether mail may go to another computer without encryption. Default: no.
    pub allow_plain: bool,
    /// Name and password at the server, if it asks for them.
    pub login: Option<Login>,
    /// Who the mail is from, such as `Service desk <desk@example.com>`.
    pub from: String,
    /// The team's mailboxes.
    pub to: Vec<String>,
    /// Where answers of readers go. Default: `from`.
    pub reply_to: Option<String>,
    /// Whether readers who gave an address get a receipt and what the desk answers. Default: yes.
    pub requesters: bool,
    /// What this computer calls itself at the server, and what stands behind the `@` of ids. Default: the domain of `from`.
    pub domain: Option<String>,
    /// Most bytes of the files of one event that are attached; the others are only named. Default: 10 MB.
    pub files: u64,
    /// How long sending one mail may take. Default: 60 seconds.
    pub whole: Duration,
}

/// How the line to a mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// By STARTTLS; a server that does not offer it gets no mail.
    StartTls,
    /// From the first byte.
    Tls,
    /// Not at all.
    None,
}

/// Name and password at a mail server.
#[derive(Debug, Clone)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: Secret,
}

impl SmtpConfig {
    /// The defaults.
    pub fn new(host: impl Into<String>, from: impl Into<String>, to: Vec<String>) -> Self {
        Self {
            host: host.into(),
            port: None,
            security: Security::StartTls,
            allow_plain: false,
            login: None,
            from: from.into(),
            to,
            reply_to: None,
            requesters: true,
            domain: None,
            files: 10_000_000,
            whole: Duration::from_secs(60),
        }
    }
}
