//! What an operator can set. Whoever reads a file of settings fills these; nothing here reads one.

mod github;
mod glpi;
mod http;
mod jira;
mod mail;
mod states;
mod zammad;

pub use github::GithubConfig;
pub use glpi::GlpiConfig;
pub use http::{HttpConfig, WebhookConfig};
pub use jira::JiraConfig;
pub use mail::{Login, Security, SmtpConfig};
pub use states::States;
pub use zammad::ZammadConfig;

/// Most bytes of the files of one event that go along, unless the settings say otherwise: 25 MB.
const FILES: u64 = 25_000_000;

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
