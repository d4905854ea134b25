//! GLPI.

use std::collections::BTreeMap;

use url::Url;

use super::{FILES, HttpConfig, States};
use crate::sink::Secret;

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
