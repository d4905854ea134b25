//! What can be written into a table `[[sink]]`, each described once.

/// One key.
pub(crate) struct Key {
    /// Its name. A secret is written as `NAME_file` or `NAME_env`.
    pub(crate) name: &'static str,
    /// For which kinds it is.
    pub(crate) kinds: &'static str,
    /// What it means, and what holds without it.
    pub(crate) meaning: &'static str,
    pub(crate) is_secret: bool,
}

impl Key {
    /// How it is written.
    pub(crate) fn written(&self) -> String {
        match self.is_secret {
            true => format!("`{0}_file` or `{0}_env`", self.name),
            false => format!("`{}`", self.name),
        }
    }
}

const fn key(name: &'static str, kinds: &'static str, meaning: &'static str) -> Key {
    Key { name, kinds, meaning, is_secret: false }
}

const fn secret(name: &'static str, kinds: &'static str, meaning: &'static str) -> Key {
    Key { name, kinds, meaning, is_secret: true }
}

/// All of them, in the order they are shown.
pub(crate) const KEYS: [Key; 44] = [
    key("kind", "all", "`smtp`, `webhook`, `zammad`, `glpi`, `jira` or `github`"),
    key(
        "name",
        "all",
        "What the desk calls it, in its outbox, its log and the address of its callbacks: letters, digits, `-`, `_`",
    ),
    key("events", "all", "What it is told of, such as `[\"ticket.created\"]`; everything unless said"),
    key("attempts", "all", "After how many failures an event waits for an operator; 20 unless said"),
    key("first_wait", "all", "How long to wait after the first failure; `5s` unless said"),
    key(
        "files",
        "all but `github`",
        "Most bytes of files of one event that go along; `25MB`, for mail `10MB`, for webhooks `0B` unless said",
    ),
    key("timeout", "all", "How long a request or a mail may take; `30s`, for mail `60s` unless said"),
    key("connect_timeout", "all but `smtp`", "How long a connection may take to come about; `10s` unless said"),
    key(
        "allow_http",
        "all but `smtp`",
        "Whether it may be on another computer and spoken to without encryption; `false` unless said",
    ),
    key("proxy", "all but `smtp`", "A proxy for requests to it; none unless said"),
    key(
        "url",
        "`webhook`, `zammad`, `glpi`, `jira`, `github`",
        "Where it is; for `github` its API, `https://api.github.com` unless said",
    ),
    key("host", "`smtp`", "The mail server"),
    key("port", "`smtp`", "Its port; 587, 465 or 25 by `security` unless said"),
    key("security", "`smtp`", "`starttls`, `tls` or `none`; `starttls` unless said"),
    key("allow_plain", "`smtp`", "Whether mail may go to another computer without encryption; `false` unless said"),
    key("user", "`smtp`", "The name at the mail server, if it asks for one"),
    secret("password", "`smtp`", "The password that goes with `user`"),
    key("from", "`smtp`", "Who the mail is from, such as `Service desk <desk@example.com>`"),
    key("to", "`smtp`", "The team's mailboxes"),
    key("reply_to", "`smtp`", "Where answers of readers go; to `from` unless said"),
    key("requesters", "`smtp`", "Whether readers get a receipt and the desk's answers; `true` unless said"),
    key("domain", "`smtp`", "What this computer calls itself; the domain of `from` unless said"),
    secret(
        "secret",
        "`webhook`",
        "What requests are signed with, `whsec_…`; several, one a line, while one replaces another",
    ),
    secret("token", "`zammad`, `jira`, `github`", "The access token"),
    secret("app_token", "`glpi`", "The token of the API client, if GLPI asks for one"),
    secret("user_token", "`glpi`", "The API token of the user"),
    key("group", "`zammad`", "The group of tickets whose team stands for no other one"),
    key("customer", "`zammad`", "E-mail address of the customer of tickets whose reader gave none"),
    key("groups", "`zammad`, `glpi`", "A table: groups by team; for `glpi` their ids"),
    key("priorities", "`zammad`", "A table: names of priorities by the knowledge base's"),
    key("entity", "`glpi`", "Id of the entity of tickets; the user's own unless said"),
    key("categories", "`glpi`", "A table: ids of categories by their titles in the knowledge base"),
    key("urgencies", "`glpi`", "A table: urgencies from 1 to 5 by the knowledge base's priorities"),
    key("email", "`jira`", "The e-mail address of the user that the token belongs to"),
    key("service_desk", "`jira`", "Id of the service desk"),
    key("request_type", "`jira`", "Id of the request type"),
    key("owner", "`github`", "Who owns the repository"),
    key("repository", "`github`", "The repository; a private one"),
    key("label", "`github`", "The label of all tickets; `tierzero` unless said, none when it is empty"),
    key(
        "states",
        "all but `smtp`, `webhook`",
        "A table: what `new`, `in_progress`, `waiting_for_reader`, `solved` and `closed` are called there",
    ),
    secret("callback.secret", "all but `smtp`", "What its calls are signed with; for `webhook` several, one a line"),
    secret("callback.path_secret", "`jira`", "A secret in the address, for Jiras that do not sign"),
    key("callback.tolerance", "`glpi`", "How old a call may be; `5m` unless said"),
    key("callback.prefix", "`github`", "What a comment for the reader begins with; `/reply` unless said"),
];

/// Whether a line of the file with this key may be shown beside a mistake.
pub(in crate::settings) fn is_open(name: &str) -> bool {
    let may_hold_a_password = ["url", "proxy"].contains(&name);
    !may_hold_a_password && KEYS.iter().any(|key| key.name.rsplit('.').next() == Some(name) && !key.is_secret)
}
