#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{fmt::Write as _, fs};

use content::{Position, Problem, Source};
use insta::assert_snapshot;

use super::{example::EXAMPLE, key::KEYS, *};
use crate::settings::{Reading, Sources};

fn reading(variables: &[(&str, &str)], file: &str) -> Reading {
    let environment = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    let file = Some(Source { path: "desk.toml".into(), text: format!("kb = \"kb\"\n{file}") });
    crate::settings::read(&Sources { environment, file, ..Sources::default() })
}

fn told(variables: &[(&str, &str)], file: &str) -> String {
    let text = format!("kb = \"kb\"\n{file}");
    let line = |Problem { code, message, help, span, .. }: Problem| {
        let Position { line, column } = Position::of(&text, span.map_or(0, |span| span.start));
        format!("{line}:{column} {code} {message} | {}\n", help.unwrap_or_default())
    };
    reading(variables, file).problems.into_iter().map(line).collect()
}

#[test]
fn what_the_starter_shows_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zammad-token"), "abc\n").unwrap();
    fs::write(folder.path().join("zammad-callback"), "def\n").unwrap();
    assert!(crate::settings::example().contains(EXAMPLE));
    let file: String =
        EXAMPLE.lines().filter_map(|line| line.strip_prefix("## ")).fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{}", line.replace("/run/secrets", folder.path().to_str().unwrap()));
            text
        });
    let reading = reading(&[("CHAT_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], &file);
    assert_eq!(reading.problems, []);
    let shown: Vec<_> = reading.settings.config.sinks.iter().map(SinkSettings::shown).collect();
    assert_snapshot!(shown.join("\n"), @"
    zammad: zammad, told of everything, calls back at `/api/callbacks/zammad`
    chat: webhook, told of `ticket.created`, `ticket.escalated`, does not call back
    ");
    assert!(!format!("{:?}", reading.settings).contains("whsec_"));
}

#[test]
fn all_mistakes_are_told_at_once_and_no_secret_is_shown() {
    let file = "[[sink]]\nkind = \"zamad\"\nname = \"a\"\n\n[[sink]]\nkind = \"zammad\"\nname = \"b b\"\nurl = \"https://me:geheim@z.example\"\n\
                token = \"geheim\"\ngruop = \"x\"\ncustomer = \"a@b.example\"\nevents = [\"ticket.craeted\"]\nfirst_wait = 3\n\
                [sink.callback]\nsecret_env = \"geheim\"\n\n[[sink]]\nkind = \"webhook\"\nname = \"c\"\nurl = \"http://chat.example/\"\nsecret_env = \"C\"\n";
    let told = told(&[("C", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], file);
    assert_snapshot!(told, @r#"
    3:8 value/unknown `zamad` is no value for `kind` | did you mean `zammad`?
    8:8 setting/value `name` cannot be `b b` | write a short name such as `zammad`: letters, digits, `-` and `_`
    13:11 value/unknown `ticket.craeted` is no value for `events` | did you mean `ticket.created`?
    14:14 setting/value `first_wait` cannot be `3`: its unit is missing | write `3s` for seconds, `3m` for minutes, `3h` for hours
    9:7 setting/secret `url` holds a password, and this file is read by more people than should know it | leave name and password out of the address
    10:9 setting/secret `token` holds a secret, and this file is read by more people than should know it | put it into a file of its own and write `token_file = "/run/secrets/token"`, or `token_env = "NAME"` of a variable
    16:14 setting/secret-variable `secret_env` must name a variable of the environment, and there is none of this name | write `secret_env = "NAME"` and set `NAME` where the desk is started
    11:1 key/unknown unknown key `gruop` | did you mean `group`?
    20:8 setting/sink `c` cannot be used: the address of the other system cannot be used: it begins with `http:` | use `https:`, or allow plain HTTP to this system on purpose
    "#);
    let shown = format!("{:?}", reading(&[], file));
    assert!(!told.contains("geheim") && !shown.contains("geheim"), "{shown}");
}

#[test]
fn every_kind_is_read() {
    let variables = [("T", "abc"), ("S", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")];
    let file = r#"
[[sink]]
kind = "smtp"
name = "mail"
host = "mail.example.com"
from = "desk@example.com"
to = ["team@example.com"]
user = "desk"
password_env = "T"
[[sink]]
kind = "glpi"
name = "glpi"
url = "https://glpi.example.com/apirest.php"
user_token_env = "T"
groups = { "Print room" = 3 }
states = { solved = 5 }
callback = { secret_env = "T", tolerance = "10m" }
[[sink]]
kind = "jira"
name = "jira"
url = "https://example.atlassian.net"
email = "desk@example.com"
token_env = "T"
service_desk = 1
request_type = "10"
states = { closed = "" }
callback = { path_secret_env = "T" }
[[sink]]
kind = "github"
name = "github"
owner = "northwind"
repository = "desk"
token_env = "T"
states = { in_progress = "doing" }
callback = { secret_env = "T", prefix = "/tell" }
[[sink]]
kind = "webhook"
name = "hook"
url = "https://hook.example.com"
secret_env = "S"
files = "1MB"
callback = { secret_env = "S" }
"#;
    let reading = reading(&variables, file);
    assert_eq!(reading.problems, []);
    let sinks = &reading.settings.config.sinks;
    assert_eq!(
        sinks.iter().map(|sink| kind_of(&sink.system)).collect::<Vec<_>>(),
        ["smtp", "glpi", "jira", "github", "webhook"]
    );
    assert_eq!(sinks.iter().filter(|sink| sink.callback.is_some()).count(), 4);
}

#[test]
fn the_page_on_handing_over_has_every_key() {
    let mut table = String::from("| key | for | meaning |\n|---|---|---|\n");
    for key in &KEYS {
        let _ = writeln!(table, "| {} | {} | {} |", key.written(), key.kinds, key.meaning);
    }
    let page = include_str!("../../../../docs/handover.md");
    assert!(page.contains(&table), "write into docs/handover.md:\n{table}");
}
