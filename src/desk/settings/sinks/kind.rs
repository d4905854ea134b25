//! What each kind of system needs.

use std::time::Duration;

use super::part::{Kept, Part};
use crate::{
    settings::value,
    sink::{
        GithubConfig, GlpiConfig, HttpConfig, JiraConfig, Login, Secret, Security, SinkConfig, SmtpConfig,
        WebhookConfig, ZammadConfig,
    },
};
use url::Url;

/// The keys of a secret.
macro_rules! kept {
    ($name:literal) => {
        Kept { plain: $name, file: concat!($name, "_file"), env: concat!($name, "_env") }
    };
}
pub(super) use kept;

#[derive(Clone, Copy)]
enum Kind {
    Smtp,
    Webhook,
    Zammad,
    Glpi,
    Jira,
    Github,
}

const KINDS: [(&str, Kind); 6] = [
    ("smtp", Kind::Smtp),
    ("webhook", Kind::Webhook),
    ("zammad", Kind::Zammad),
    ("glpi", Kind::Glpi),
    ("jira", Kind::Jira),
    ("github", Kind::Github),
];
const SECURITY: [(&str, Security); 3] =
    [("starttls", Security::StartTls), ("tls", Security::Tls), ("none", Security::None)];

/// The system that a table describes; nothing when it does not say which kind that is.
pub(super) fn read(part: &mut Part<'_>) -> Option<SinkConfig> {
    let help = "write `kind = \"smtp\"`, `\"webhook\"`, `\"zammad\"`, `\"glpi\"`, `\"jira\"` or `\"github\"`";
    let kind = part.table.need("kind", help)?;
    Some(match part.table.pick("kind", &kind, &KINDS)? {
        Kind::Smtp => SinkConfig::Smtp(smtp(part)),
        Kind::Webhook => SinkConfig::Webhook(webhook(part)),
        Kind::Zammad => SinkConfig::Zammad(zammad(part)),
        Kind::Glpi => SinkConfig::Glpi(glpi(part)),
        Kind::Jira => SinkConfig::Jira(jira(part)),
        Kind::Github => SinkConfig::Github(github(part)),
    })
}

fn smtp(part: &mut Part<'_>) -> SmtpConfig {
    let (host, from) = (part.need("host"), part.need("from"));
    let to: Vec<String> = part.table.texts("to").into_iter().map(|text| text.value).collect();
    if to.is_empty() {
        part.table.missing("to", "write the team's mailboxes: `to = [\"desk@example.com\"]`");
    }
    let mut config = SmtpConfig::new(host, from, to);
    config.port = part.table.count("port").and_then(|port| u16::try_from(port.value).ok());
    if let Some(word) = part.table.word("security") {
        config.security = part.table.pick("security", &word, &SECURITY).unwrap_or(config.security);
    }
    config.allow_plain = part.table.flag("allow_plain").unwrap_or(false);
    config.login = match part.text("user") {
        Some(name) => Some(Login { name, password: part.need_secret(kept!("password")) }),
        None => {
            if part.secret(kept!("password")).is_some() {
                part.table.missing("user", "write the name that goes with the password: `user = \"…\"`");
            }
            None
        }
    };
    config.reply_to = part.text("reply_to");
    config.requesters = part.table.flag("requesters").unwrap_or(true);
    config.domain = part.text("domain");
    config.files = part.value("files", value::files).unwrap_or(config.files);
    config.whole = part.value("timeout", value::time("1s", "5m")).unwrap_or(config.whole);
    config
}

fn webhook(part: &mut Part<'_>) -> WebhookConfig {
    let url = address(part);
    let mut config = WebhookConfig::new(url, part.need_secret(kept!("secret")).lines());
    config.files = part.value("files", value::files).unwrap_or(config.files);
    config.http = http(part);
    config
}

fn zammad(part: &mut Part<'_>) -> ZammadConfig {
    let (url, token) = (address(part), part.need_secret(kept!("token")));
    let mut config = ZammadConfig::new(url, token, part.need("group"), part.need("customer"));
    (config.groups, config.priorities) = (part.names("groups"), part.names("priorities"));
    part.states(&mut config.states, Some);
    config.files = part.value("files", value::files).unwrap_or(config.files);
    config.http = http(part);
    config
}

fn glpi(part: &mut Part<'_>) -> GlpiConfig {
    let (url, app_token) = (address(part), part.secret(kept!("app_token")));
    let mut config = GlpiConfig::new(url, app_token, part.need_secret(kept!("user_token")));
    config.entity = part.table.count("entity").map(|entity| entity.value as u64);
    (config.categories, config.groups) = (part.numbers("categories"), part.numbers("groups"));
    config.urgencies = part.numbers("urgencies");
    part.states(&mut config.states, |number| number.parse().ok());
    config.files = part.value("files", value::files).unwrap_or(config.files);
    config.http = http(part);
    config
}

fn jira(part: &mut Part<'_>) -> JiraConfig {
    let (url, email) = (address(part), part.need("email"));
    let token = part.need_secret(kept!("token"));
    let mut config = JiraConfig::new(url, email, token, number(part, "service_desk"), number(part, "request_type"));
    part.states(&mut config.states, Some);
    config.files = part.value("files", value::files).unwrap_or(config.files);
    config.http = http(part);
    config
}

fn github(part: &mut Part<'_>) -> GithubConfig {
    let api = if part.table.has("url") { address(part) } else { known("https://api.github.com") };
    let (owner, repository) = (part.need("owner"), part.need("repository"));
    let mut config = GithubConfig::new(api, owner, repository, part.need_secret(kept!("token")));
    config.label = part.text("label").unwrap_or(config.label);
    part.states(&mut config.states, |label| Some((!label.is_empty()).then_some(label)));
    config.http = http(part);
    config
}

fn http(part: &mut Part<'_>) -> HttpConfig {
    let preset = HttpConfig::default();
    let time = |part: &mut Part<'_>, key, preset: Duration| part.value(key, value::time("1s", "4m")).unwrap_or(preset);
    HttpConfig {
        connect: time(part, "connect_timeout", preset.connect),
        whole: time(part, "timeout", preset.whole),
        allow_http: part.table.flag("allow_http").unwrap_or(false),
        proxy: part.url("proxy"),
        most: preset.most,
    }
}

/// Where it is. A place that nobody reaches stands for none, which is a mistake by then.
fn address(part: &mut Part<'_>) -> Url {
    if !part.table.has("url") {
        part.table.missing("url", "write where it is: `url = \"https://…\"`");
    }
    part.url("url").unwrap_or_else(|| known("https://nowhere.invalid"))
}

#[expect(clippy::expect_used, reason = "what is written in here is an address, and tests read it")]
fn known(address: &'static str) -> Url {
    address.parse().expect("an address")
}

/// An id, with quotes or without them.
fn number(part: &mut Part<'_>, key: &'static str) -> String {
    match part.table.word(key) {
        Some(word) => word.value,
        None => part.need(key),
    }
}

impl Secret {
    /// Each of several, one a line.
    pub(in crate::settings::sinks) fn lines(&self) -> Vec<Self> {
        self.several().map(Self::new).collect()
    }
}
