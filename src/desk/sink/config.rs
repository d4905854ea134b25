//! What an operator can set. Whoever reads a file of settings fills these; nothing here reads one.

mod http;
mod mail;

pub use http::{HttpConfig, WebhookConfig};
pub use mail::{Login, Security, SmtpConfig};

/// One system that the desk hands events over to.
#[derive(Debug, Clone)]
pub enum SinkConfig {
    /// Mailboxes.
    Smtp(SmtpConfig),
    /// Anything that takes signed requests.
    Webhook(WebhookConfig),
}
