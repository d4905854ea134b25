//! GitHub issues.

use url::Url;

use super::{HttpConfig, States};
use crate::sink::Secret;

/// Issues of a repository at GitHub or at a GitHub Enterprise Server.
#[derive(Debug, Clone)]
pub struct GithubConfig {
    /// Where the API is, such as `https://api.github.com`.
    pub api: Url,
    /// Who owns the repository.
    pub owner: String,
    /// The repository. All who read it read the tickets, so it must not be a public one.
    pub repository: String,
    /// A token that may write issues of that repository.
    pub token: Secret,
    /// The label of all tickets; empty for none. Default: `tierzero`.
    pub label: String,
    /// Labels by state; of these an issue has at most one. Default: none.
    pub states: States<Option<String>>,
    /// How it is spoken to.
    pub http: HttpConfig,
}

impl GithubConfig {
    /// The defaults, with an API at an address.
    pub fn new(api: Url, owner: impl Into<String>, repository: impl Into<String>, token: Secret) -> Self {
        Self {
            api,
            owner: owner.into(),
            repository: repository.into(),
            token,
            label: "tierzero".into(),
            states: States { new: None, in_progress: None, waiting: None, solved: None, closed: None },
            http: HttpConfig::default(),
        }
    }
}
