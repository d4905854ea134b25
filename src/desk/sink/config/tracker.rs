//! Systems that keep tickets of their own.

use std::collections::BTreeMap;

use content::ticket::State;
use url::Url;

use super::HttpConfig;
use crate::sink::Secret;

/// Most bytes of the files of one event that go along, unless the settings say otherwise: 25 MB.
const FILES: u64 = 25_000_000;

/// What another system calls each state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States<T> {
    /// Nobody has looked at it yet.
    pub new: T,
    /// Somebody works on it.
    pub in_progress: T,
    /// The desk waits for the reader.
    pub waiting: T,
    /// The desk thinks it is solved.
    pub solved: T,
    /// Nothing more will happen.
    pub closed: T,
}

impl<T> States<T> {
    /// What it is called there.
    pub fn of(&self, state: State) -> &T {
        match state {
            State::New => &self.new,
            State::InProgress => &self.in_progress,
            State::WaitingForReader => &self.waiting,
            State::Solved => &self.solved,
            State::Closed => &self.closed,
        }
    }
}

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

/// GLPI.
#[derive(Debug, Clone)]
pub struct GlpiConfig {
    /// Where its REST API is, such as `https://glpi.example.com/apirest.php`.
    pub url: Url,
    /// The token of the API client, if GLPI asks for one.
    pub app_token: Option<Secret>,
    /// The API token of the user that tickets are written by.
    pub user_token: Secret,
    /// Id of the entity of tickets; else the user's own.
    pub entity: Option<u64>,
    /// Ids of ITIL categories by the titles of the knowledge base's categories.
    pub categories: BTreeMap<String, u64>,
    /// Ids of groups by the teams of the knowledge base.
    pub groups: BTreeMap<String, u64>,
    /// Urgencies, from 1 to 5, by the ids of the knowledge base's priorities.
    pub urgencies: BTreeMap<String, u64>,
    /// Numbers of statuses.
    pub states: States<u64>,
    /// Most bytes of the files of one event that go along. Default: 25 MB.
    pub files: u64,
    /// How it is spoken to.
    pub http: HttpConfig,
}

impl GlpiConfig {
    /// The defaults.
    pub fn new(url: Url, app_token: Option<Secret>, user_token: Secret) -> Self {
        Self {
            url,
            app_token,
            user_token,
            entity: None,
            categories: BTreeMap::new(),
            groups: BTreeMap::new(),
            urgencies: BTreeMap::new(),
            states: Self::states(),
            files: FILES,
            http: HttpConfig::default(),
        }
    }

    /// The statuses of every GLPI: 3 is planned work, which Tierzero does not know.
    pub fn states() -> States<u64> {
        States { new: 1, in_progress: 2, waiting: 4, solved: 5, closed: 6 }
    }
}

/// Jira Service Management.
#[derive(Debug, Clone)]
pub struct JiraConfig {
    /// Where it is, such as `https://example.atlassian.net`.
    pub url: Url,
    /// The e-mail address of the user that requests are raised by.
    pub email: String,
    /// An API token of that user.
    pub token: Secret,
    /// Id of the service desk.
    pub service_desk: String,
    /// Id of the request type.
    pub request_type: String,
    /// Names of statuses; a request is moved where its workflow leads there. An empty one moves nothing.
    pub states: States<String>,
    /// Most bytes of the files of one event that go along. Default: 25 MB.
    pub files: u64,
    /// How it is spoken to.
    pub http: HttpConfig,
}

impl JiraConfig {
    /// The defaults.
    pub fn new(
        url: Url,
        email: impl Into<String>,
        token: Secret,
        service_desk: impl Into<String>,
        request_type: impl Into<String>,
    ) -> Self {
        Self {
            url,
            email: email.into(),
            token,
            service_desk: service_desk.into(),
            request_type: request_type.into(),
            states: Self::states(),
            files: FILES,
            http: HttpConfig::default(),
        }
    }

    /// The statuses of the workflow that comes with a service project.
    pub fn states() -> States<String> {
        let names = ["Waiting for support", "In progress", "Waiting for customer", "Resolved", "Closed"];
        let [new, in_progress, waiting, solved, closed] = names.map(Into::into);
        States { new, in_progress, waiting, solved, closed }
    }
}

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
