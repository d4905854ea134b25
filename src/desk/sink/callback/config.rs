//! What an operator can set of the way back.

use std::time::Duration;

use super::verify::TOLERANCE;
use crate::sink::{Secret, States};

/// What the calls of one system are verified and read with.
#[derive(Debug, Clone)]
pub enum CallbackConfig {
    /// Of whoever takes the signed webhooks.
    Standard(StandardCallback),
    /// Of triggers at Zammad.
    Zammad(ZammadCallback),
    /// Of GLPI 11.
    Glpi(GlpiCallback),
    /// Of Jira Service Management.
    Jira(JiraCallback),
    /// Of a GitHub repository.
    Github(GithubCallback),
}

/// Calls by the Standard Webhooks specification.
#[derive(Debug, Clone)]
pub struct StandardCallback {
    /// What they are signed with; several while one replaces another.
    pub secrets: Vec<Secret>,
}

/// Calls of triggers at Zammad.
#[derive(Debug, Clone)]
pub struct ZammadCallback {
    /// The signature token of the webhook there.
    pub secret: Secret,
    /// Names of states, as for the way there.
    pub states: States<String>,
}

/// Calls of GLPI.
#[derive(Debug, Clone)]
pub struct GlpiCallback {
    /// The secret of the webhook there.
    pub secret: Secret,
    /// Numbers of statuses, as for the way there.
    pub states: States<u64>,
    /// How old a call may be. GLPI signs when it puts a call into its queue, and sends it again with the same time. Default: 5 minutes.
    pub tolerance: Duration,
}

impl GlpiCallback {
    /// The defaults.
    pub fn new(secret: Secret, states: States<u64>) -> Self {
        Self { secret, states, tolerance: TOLERANCE }
    }
}

/// Calls of Jira Service Management. There must be one of both secrets at least; what there is must be right.
#[derive(Debug, Clone)]
pub struct JiraCallback {
    /// The secret of the webhook there.
    pub secret: Option<Secret>,
    /// A secret in the path of the address, for automation rules and Jiras that do not sign.
    pub path_secret: Option<Secret>,
    /// Names of statuses, as for the way there.
    pub states: States<String>,
}

/// Calls of a GitHub repository.
#[derive(Debug, Clone)]
pub struct GithubCallback {
    /// The secret of the webhook there.
    pub secret: Secret,
    /// Who owns the repository.
    pub owner: String,
    /// The repository.
    pub repository: String,
    /// What a comment begins with that is for the reader, since GitHub knows no internal ones. Default: `/reply`.
    pub prefix: String,
    /// Labels by state, as for the way there.
    pub states: States<Option<String>>,
}

impl GithubCallback {
    /// The defaults.
    pub fn new(
        secret: Secret,
        owner: impl Into<String>,
        repository: impl Into<String>,
        states: States<Option<String>>,
    ) -> Self {
        Self { secret, owner: owner.into(), repository: repository.into(), prefix: "/reply".into(), states }
    }
}
