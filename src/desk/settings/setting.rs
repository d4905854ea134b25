//! All settings, each described once. What is read, `--help`, the starter file and the guide for operators come from here,
//! or are compared with it.

/// One thing that an operator can set.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file; the option and the variable are called after it.
    pub key: &'static str,
    /// What its value is called, such as `TIME`.
    pub value: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What holds where nobody says anything.
    pub preset: Preset,
    /// A value that it could have, where no preset is one.
    pub example: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// Whether its value may be shown.
    pub secrecy: Secrecy,
}

/// What holds where nobody says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Somebody must say it.
    Needed,
    /// Nothing, and the desk does without.
    Nothing,
    /// This value.
    Value(&'static str),
    /// A value that follows from others, in words.
    Follows(&'static str),
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or a bare number: for some it is enough, others say which unit it lacks.
    Word,
    /// Several texts: a list in the file, an option that may be given again, a variable with commas or spaces between them.
    Texts,
}

/// Whether a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// It may.
    Open,
    /// It is an address that may hold a password. The partner with this key names a file to read it from.
    Password(&'static str),
    /// It is a secret, and stands in the environment or in the file that the partner with this key names.
    Secret(&'static str),
}

impl Setting {
    const fn new(key: &'static str, value: &'static str, meaning: &'static str) -> Self {
        let (preset, shape, secrecy) = (Preset::Nothing, Shape::Text, Secrecy::Open);
        Self { key, value, meaning, preset, example: "", shape, secrecy }
    }

    const fn such_as(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// With a value that has a unit.
    const fn measured(self) -> Self {
        Self { shape: Shape::Word, ..self }
    }

    const fn unless_said(self, value: &'static str) -> Self {
        Self { preset: Preset::Value(value), ..self }
    }

    /// Whether it can be given as an option; what is nothing but a secret cannot, since others can read those.
    pub fn has_option(&self) -> bool {
        !matches!(self.secrecy, Secrecy::Secret(_))
    }

    /// Its option, without the dashes: `ticket-rate`. One that takes several is named for one of them.
    pub fn option(&self) -> String {
        let name = match self.shape {
            Shape::Texts => self.key.strip_suffix('s').unwrap_or(self.key),
            Shape::Text | Shape::Word => self.key,
        };
        name.replace('_', "-")
    }

    /// Its variable: `TIERZERO_DESK_TICKET_RATE`.
    pub fn variable(&self) -> String {
        variable(self.key)
    }

    /// The key of the partner that names a file to read it from.
    pub fn partner(&self) -> Option<&'static str> {
        match self.secrecy {
            Secrecy::Open => None,
            Secrecy::Password(key) | Secrecy::Secret(key) => Some(key),
        }
    }
}

/// What the variables of a desk begin with.
pub(super) const PREFIX: &str = "TIERZERO_DESK_";

/// The key of the file of settings itself, which has a variable and an option.
pub(super) const CONFIG: &str = "config";

pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase())
}

pub(super) static KB: Setting = Setting {
    preset: Preset::Needed,
    ..Setting::new("kb", "KB", "The folder of the knowledge base: its forms say what a ticket must hold")
        .such_as("/srv/help/kb")
};
pub(super) static LISTEN: Setting =
    Setting::new("listen", "ADDR:PORT", "The address and port to listen at").unless_said("127.0.0.1:8081");
pub(super) static METRICS: Setting = Setting::new(
    "metrics",
    "ADDR:PORT",
    "The address and port to serve figures for Prometheus at, as `/metrics`; one that readers do not reach",
)
.such_as("127.0.0.1:9090");
pub(super) static LOG_FOLDER: Setting = Setting::new(
    "log_folder",
    "DIR",
    "The folder for the log, in a file for each day that only its owner reads; without one it goes to standard error",
)
.such_as("/var/log/tierzero");
pub(super) static LOG_DAYS: Setting = Setting {
    preset: Preset::Follows("`retention_days` of the knowledge base, or 30 where that is 0"),
    ..Setting::new("log_days", "DAYS", "For how many days files of the log are kept, today among them")
        .measured()
        .such_as("30")
};
pub(super) static DATABASE: Setting = Setting {
    secrecy: Secrecy::Password("database_file"),
    ..Setting::new(
        "database",
        "FILE",
        "The SQLite file that keeps the tickets, made when it is not there, or `postgres://USER@HOST/DATABASE`",
    )
    .unless_said("tickets.db")
};
pub(super) static ATTACHMENTS: Setting = Setting {
    preset: Preset::Follows("`attachments` beside the file of the database; with PostgreSQL it must be said"),
    ..Setting::new(
        "attachments",
        "DIR",
        "What keeps the files of tickets: a folder, or a bucket as `s3://BUCKET/PREFIX`",
    )
    .such_as("/var/lib/tierzero/attachments")
};
pub(super) static ATTACHMENTS_ENDPOINT: Setting = Setting {
    preset: Preset::Follows("`AWS_ENDPOINT`, and without that Amazon's own"),
    ..Setting::new("attachments_endpoint", "URL", "Where the bucket is, if it is not at Amazon")
        .such_as("https://minio.example.com")
};
pub(super) static ATTACHMENTS_REGION: Setting = Setting {
    preset: Preset::Follows("`AWS_REGION`, and without that `us-east-1`"),
    ..Setting::new("attachments_region", "REGION", "In which region the bucket is").such_as("eu-central-1")
};
pub(super) static ATTACHMENTS_KEY_ID: Setting = Setting {
    preset: Preset::Follows("`AWS_ACCESS_KEY_ID`, and without that a role of this machine"),
    ..Setting::new("attachments_key_id", "ID", "The id of the key to the bucket").such_as("AKIAIOSFODNN7EXAMPLE")
};
pub(super) static ATTACHMENTS_SECRET: Setting = Setting {
    preset: Preset::Follows("`AWS_SECRET_ACCESS_KEY`"),
    secrecy: Secrecy::Secret("attachments_secret_file"),
    ..Setting::new(
        "attachments_secret",
        "FILE",
        "A file with the secret of the key to the bucket; the variable without `_FILE` holds it itself",
    )
    .such_as("secret")
};
pub(super) static ORIGINS: Setting = Setting {
    shape: Shape::Texts,
    ..Setting::new(
        "origins",
        "URL",
        "The origin of a portal on another host that may send tickets; there may be several",
    )
    .such_as("https://help.example.com")
};
pub(super) static FORWARDED_FOR: Setting = Setting::new(
    "forwarded_for",
    "HEADER",
    "The header in which the reverse proxy in front names the client; only when every request comes through it",
)
.such_as("x-forwarded-for");
pub(super) static TICKET_RATE: Setting =
    rate("ticket_rate", "How many tickets one address may have stored").unless_said("30/10m");
pub(super) static ACTION_RATE: Setting = Setting {
    preset: Preset::Follows("twice `ticket_rate`"),
    ..rate("action_rate", "How many replies, ratings and the like one address may have stored").such_as("60/10m")
};
pub(super) static RATE: Setting =
    rate("rate", "How many times one address may try to send something, mistakes and repetitions counted")
        .unless_said("300/10m");
pub(super) static UPLOAD_RATE: Setting =
    rate("upload_rate", "How many megabytes of files one address may send").unless_said("600MB/10m");
pub(super) static TICKET_ACTION_RATE: Setting = rate(
    "ticket_action_rate",
    "How many things readers may do with one ticket, from whatever addresses; what agents do does not count",
)
.unless_said("40/10m");
pub(super) static PROOF: Setting = Setting::new(
    "proof",
    "on/off",
    "Whether each new ticket must come with a proof of work, against floods of machine-made ones",
)
.unless_said("on");
pub(super) static FIRST_ANSWER: Setting = Setting::new(
    "first_answer",
    "on/off",
    "Whether a new ticket is answered at once with a page of the portal, where the search is sure of one",
)
.unless_said("on");
/// Whether addresses are confirmed: what that needs stands in the knowledge base, too.
pub static CONFIRM_ADDRESSES: Setting = Setting::new(
    "confirm_addresses",
    "on/off",
    "Whether a ticket that names an e-mail address waits until somebody who reads mail there has confirmed it; needs a \
     `[[sink]]` of the kind `smtp`, and `url` in `portal.toml`",
)
.unless_said("off");
pub(super) static UNKNOWN_TICKET_RATE: Setting =
    rate("unknown_ticket_rate", "How many tickets that are not there one address may ask for").unless_said("60/10m");
pub(super) static BODY_LIMIT: Setting =
    Setting::new("body_limit", "SIZE", "How large a request may be; files do not count").measured().unless_said("2MB");
pub(super) static WAITING_ROOM: Setting = Setting::new(
    "waiting_room",
    "SIZE",
    "Room on the disk for files that wait for their tickets, of all addresses together",
)
.measured()
.unless_said("2GB");
pub(super) static CONNECTIONS: Setting = Setting {
    preset: Preset::Follows("half as many as files may be open (`ulimit -n`), at most 1,024"),
    ..Setting::new("connections", "NUMBER", "How many connections there may be at once").measured().such_as("500")
};
pub(super) static HEAD_TIMEOUT: Setting = Setting::new(
    "head_timeout",
    "TIME",
    "How long the head of a request may take to arrive, and how long an idle connection is kept",
)
.measured()
.unless_said("15s");
pub(super) static REQUEST_TIMEOUT: Setting = Setting::new(
    "request_timeout",
    "TIME",
    "How long a request may take to arrive, and how long its answer after that; stopping takes at most twice this and 10 seconds",
)
.measured()
.unless_said("30s");
pub(super) static UPLOAD_TIMEOUT: Setting =
    Setting::new("upload_timeout", "TIME", "How long a file may take to arrive").measured().unless_said("10m");
pub(super) static LOCK_WAIT: Setting =
    Setting::new("lock_wait", "TIME", "How long to wait for a database that another program has locked")
        .measured()
        .unless_said("5s");

const fn rate(key: &'static str, meaning: &'static str) -> Setting {
    Setting::new(key, "RATE", meaning).measured()
}

/// All of them, in the order they are shown.
pub static ALL: [&Setting; 29] = [
    &KB,
    &LISTEN,
    &METRICS,
    &LOG_FOLDER,
    &LOG_DAYS,
    &DATABASE,
    &ATTACHMENTS,
    &ATTACHMENTS_ENDPOINT,
    &ATTACHMENTS_REGION,
    &ATTACHMENTS_KEY_ID,
    &ATTACHMENTS_SECRET,
    &ORIGINS,
    &FORWARDED_FOR,
    &TICKET_RATE,
    &ACTION_RATE,
    &TICKET_ACTION_RATE,
    &RATE,
    &UPLOAD_RATE,
    &UNKNOWN_TICKET_RATE,
    &PROOF,
    &FIRST_ANSWER,
    &CONFIRM_ADDRESSES,
    &BODY_LIMIT,
    &WAITING_ROOM,
    &CONNECTIONS,
    &HEAD_TIMEOUT,
    &REQUEST_TIMEOUT,
    &UPLOAD_TIMEOUT,
    &LOCK_WAIT,
];
