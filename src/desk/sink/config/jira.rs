//! Jira Service Management.

use url::Url;

use super::{FILES, HttpConfig, States};
use crate::sink::Secret;

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
