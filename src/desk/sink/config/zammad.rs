//! Zammad.

use std::collections::BTreeMap;

use url::Url;

use super::{FILES, HttpConfig, States};
use crate::sink::Secret;

/// Zammad.
#[derive(Debug, Clone)]
pub struct ZammadConfig {
    /// Where it is, such as `https://zammad.example.com`.
    pub url: Url,
    /// An access token with `ticket.agent`.
    pub token: Secret,
    /// The group of tickets whose team stands for no other one.
    pub group: String,
    /// Groups by the teams of the knowledge base.
    pub groups: BTreeMap<String, String>,
    /// Names of priorities by the ids of the knowledge base, such as `urgent` and `3 high`.
    pub priorities: BTreeMap<String, String>,
    /// Names of states.
    pub states: States<String>,
    /// E-mail address of the customer of tickets whose reader gave none.
    pub customer: String,
    /// Most bytes of the files of one event that go along. Default: 25 MB.
    pub files: u64,
    /// How it is spoken to.
    pub http: HttpConfig,
}

impl ZammadConfig {
    /// The defaults.
    pub fn new(url: Url, token: Secret, group: impl Into<String>, customer: impl Into<String>) -> Self {
        Self {
            url,
            token,
            group: group.into(),
            groups: BTreeMap::new(),
            priorities: BTreeMap::new(),
            states: Self::states(),
            customer: customer.into(),
            files: FILES,
            http: HttpConfig::default(),
        }
    }

    /// The states of a new Zammad. Those that are pending need a time there, so none stands for waiting.
    pub fn states() -> States<String> {
        let [new, in_progress, waiting, solved, closed] = ["new", "open", "open", "closed", "closed"].map(Into::into);
        States { new, in_progress, waiting, solved, closed }
    }
}
