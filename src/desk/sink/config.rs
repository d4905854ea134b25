//! What an operator can set. Whoever reads a file of settings fills these; nothing here reads one.

mod http;
mod mail;
mod tracker;

pub use http::{HttpConfig, WebhookConfig};
pub use mail::{Login, Security, SmtpConfig};
pub use tracker::{GithubConfig, GlpiConfig, JiraConfig, States, ZammadConfig};

/// One system that the desk hands events over to.
#[derive(Debug, Clone)]
pub enum SinkConfig {
    /// Mailboxes.
    Smtp(SmtpConfig),
    /// Anything that takes signed requests.
    Webhook(WebhookConfig),
    /// Zammad.
    Zammad(ZammadConfig),
    /// GLPI.
    Glpi(GlpiConfig),
    /// Jira Service Management.
    Jira(JiraConfig),
    /// Issues of a repository at GitHub.
    Github(GithubConfig),
}
