//! Systems that tickets are handed over to: the tables `[[sink]]` of the file. They stand nowhere else, for an option or a variable could not
//! say which system it means.

mod callback;
mod example;
mod key;
mod kind;
mod part;

use std::ffi::{OsStr, OsString};

use content::tree::Table;

pub(super) use example::example;
pub(super) use key::is_open;

use super::value;
use crate::{
    handover::SinkSettings,
    sink::{Callbacks, EventKind, Sink, SinkConfig, SinkError},
};
use part::Part;

const NAME: &str = "write a short name such as `zammad`: letters, digits, `-` and `_`";

/// Reads all tables.
pub(super) fn read<'n>(tables: Vec<Table<'n>>, environment: &'n [(OsString, OsString)]) -> Vec<SinkSettings> {
    let mut sinks: Vec<SinkSettings> = Vec::with_capacity(tables.len());
    for table in tables {
        let mut part = Part { table, environment };
        let read = one(&mut part, &sinks);
        part.table.finish();
        sinks.extend(read);
    }
    sinks
}

fn one(part: &mut Part<'_>, others: &[SinkSettings]) -> Option<SinkSettings> {
    let before = part.table.sink().count();
    let name = name(part, others);
    let events = events(part);
    let attempts = part.table.count("attempts");
    let first_wait = part.value("first_wait", value::time("1s", "1h"));
    // Of an unknown kind nobody knows which keys it has.
    let Some(system) = kind::read(part) else {
        part.table.know_all();
        return None;
    };
    let callback = part.below("callback").map(|mut below| {
        let callback = callback::read(&mut below, &system);
        below.table.finish();
        callback
    });
    let mut settings = SinkSettings { events, callback: callback.flatten(), ..SinkSettings::new(name, system) };
    if let Some(count) = attempts {
        settings.attempts = u32::try_from(count.value).unwrap_or(u32::MAX).max(1);
    }
    settings.first_wait = first_wait.unwrap_or(settings.first_wait);
    // Whatever is wrong already would be told once more.
    if part.table.sink().count() == before {
        open(part, &settings);
    }
    Some(settings)
}

fn name(part: &mut Part<'_>, others: &[SinkSettings]) -> String {
    let Some(name) = part.table.need("name", NAME) else { return String::new() };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if name.len() > 64 || !name.bytes().all(plain) {
        let message = format!("`name` cannot be `{}`", value::shown(OsStr::new(&name.value)));
        part.mistake("setting/value", message, name.span.clone(), "expected a name", NAME.into());
    } else if others.iter().any(|other| other.name == name.value) {
        let message = format!("two systems are called `{}`", name.value);
        part.mistake(
            "setting/twice",
            message,
            name.span.clone(),
            "the second of them",
            "give each a name of its own".into(),
        );
    }
    name.value
}

fn events(part: &mut Part<'_>) -> Vec<EventKind> {
    let words = part.table.texts("events");
    words.iter().filter_map(|word| part.table.pick("events", word, &EventKind::WORDS)).collect()
}

/// What only opening it finds out: whether an address, a sender or a secret can be used.
fn open(part: &Part<'_>, settings: &SinkSettings) {
    let tell = |error: SinkError| {
        let help = error.help().unwrap_or("see the page on handing tickets over").to_owned();
        let message = format!("`{}` cannot be used: {error}", settings.name);
        part.mistake("setting/sink", message, part.table.span_of("name"), "this system", help);
    };
    if let Err(error) = Sink::open(&settings.system) {
        tell(error);
    }
    if let Some(Err(error)) = settings.callback.clone().map(Callbacks::open) {
        tell(error);
    }
}

/// What a system is, in a word.
pub(super) fn kind_of(config: &SinkConfig) -> &'static str {
    match config {
        SinkConfig::Smtp(_) => "smtp",
        SinkConfig::Webhook(_) => "webhook",
        SinkConfig::Zammad(_) => "zammad",
        SinkConfig::Glpi(_) => "glpi",
        SinkConfig::Jira(_) => "jira",
        SinkConfig::Github(_) => "github",
    }
}

#[cfg(test)]
mod tests;
