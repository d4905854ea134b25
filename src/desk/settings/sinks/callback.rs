//! How the calls of a system are verified: `[sink.callback]`.

use super::{
    kind::kept,
    part::{Kept, Part},
};
use crate::{
    settings::value,
    sink::{CallbackConfig, GithubCallback, GlpiCallback, JiraCallback, SinkConfig, StandardCallback, ZammadCallback},
};

/// The part that belongs to a system; names of states are those of the way there.
pub(super) fn read(part: &mut Part<'_>, system: &SinkConfig) -> Option<CallbackConfig> {
    Some(match system {
        SinkConfig::Smtp(_) => {
            let help = "leave `[sink.callback]` out".to_owned();
            let span = part.table.span_of("secret");
            part.mistake("setting/value", "mail does not call back".into(), span, "not for `smtp`", help);
            return None;
        }
        SinkConfig::Webhook(_) => {
            CallbackConfig::Standard(StandardCallback { secrets: part.need_secret(kept!("secret")).lines() })
        }
        SinkConfig::Zammad(config) => CallbackConfig::Zammad(ZammadCallback {
            secret: part.need_secret(kept!("secret")),
            states: config.states.clone(),
        }),
        SinkConfig::Glpi(config) => {
            let mut callback = GlpiCallback::new(part.need_secret(kept!("secret")), config.states.clone());
            callback.tolerance = part.value("tolerance", value::time("1m", "1d")).unwrap_or(callback.tolerance);
            CallbackConfig::Glpi(callback)
        }
        SinkConfig::Jira(config) => CallbackConfig::Jira(JiraCallback {
            secret: part.secret(kept!("secret")),
            path_secret: part.secret(kept!("path_secret")),
            states: config.states.clone(),
        }),
        SinkConfig::Github(config) => {
            let secret = part.need_secret(kept!("secret"));
            let (owner, repository) = (&config.owner, &config.repository);
            let mut callback = GithubCallback::new(secret, owner, repository, config.states.clone());
            callback.prefix = part.text("prefix").unwrap_or(callback.prefix);
            CallbackConfig::Github(callback)
        }
    })
}
