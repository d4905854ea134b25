#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{fmt::Write as _, fs, path::Path, time::Duration};

use insta::assert_snapshot;

use super::*;
use crate::files::Storage;

/// What would be read from options, variables and a file.
fn sources(options: &[(&'static str, &str)], variables: &[(&str, &str)], file: &str) -> Sources {
    let environment = variables.iter().map(|(name, value)| (format!("TIERZERO_DESK_{name}").into(), value.into()));
    Sources {
        options: options.iter().map(|(key, value)| (*key, vec![OsString::from(value)])).collect(),
        environment: environment.collect(),
        file: Some(Source { path: "desk.toml".into(), text: file.into() }),
    }
}

fn shown(config: &Config) -> String {
    format!("{config:#?}")
}

fn told(sources: &Sources) -> String {
    let file = &sources.file.as_ref().unwrap().text;
    let line = |problem: Problem| {
        let Problem { path, code, message, help, .. } = problem;
        let at = problem.span.map(|span| Position::of(file, span.start));
        let at = at.map_or_else(String::new, |Position { line, column }| format!(":{line}:{column}"));
        format!("{path}{at} {code} {message} | {}\n", help.unwrap_or_default())
    };
    read(sources).problems.into_iter().map(line).collect()
}

/// Settings that differ from those of nobody saying anything.
fn in_force(sources: &Sources) -> String {
    let reading = read(sources);
    assert_eq!(reading.problems, []);
    let mut text = String::new();
    for InForce { setting, shown, whence } in reading.settings.in_force {
        let place = match whence {
            Whence::Default => continue,
            Whence::Option => "option".into(),
            Whence::Environment(name) => name,
            Whence::File(Position { line, column }) => format!("{line}:{column}"),
        };
        let _ = writeln!(text, "{} = {} ({place})", setting.key, shown.unwrap_or_default());
    }
    text
}

#[test]
fn without_a_word_the_defaults_hold_and_what_is_described_is_what_holds() {
    let nothing = read(&sources(&[("kb", "kb")], &[], "")).settings;
    assert_eq!(shown(&nothing.config), shown(&Config::new(Path::new("tickets.db"))));
    assert_eq!((nothing.listen.to_string().as_str(), nothing.metrics), ("127.0.0.1:8081", None));
    let presets = ALL.iter().filter_map(|setting| match setting.preset {
        Preset::Value(value) => Some(format!("{} = \"{value}\"\n", setting.key)),
        _ => None,
    });
    let said = read(&sources(&[("kb", "kb")], &[], &presets.collect::<String>()));
    assert_eq!(said.problems, []);
    assert_eq!((shown(&said.settings.config), said.settings.listen), (shown(&nothing.config), nothing.listen));
    assert!(nothing.in_force.iter().map(|told| told.setting.key).eq(ALL.iter().map(|setting| setting.key)));
}

#[test]
fn an_option_counts_more_than_a_variable_and_a_variable_more_than_the_file() {
    let options = [("ticket_rate", "1"), ("kb", "kb")];
    let variables = [("TICKET_RATE", "2"), ("RATE", "20"), ("ORIGINS", "https://a.example, https://b.example")];
    let file = "ticket_rate = 3\nrate = 30\nupload_rate = \"300MB/1h\"\norigins = [\"https://c.example\"]\n";
    let sources = sources(&options, &variables, file);
    assert_snapshot!(in_force(&sources), @"
    kb = kb (option)
    origins = https://a.example, https://b.example (TIERZERO_DESK_ORIGINS)
    ticket_rate = 1 (option)
    rate = 20 (TIERZERO_DESK_RATE)
    upload_rate = 300MB/1h (3:15)
    ");
    let config = read(&sources).settings.config;
    let count = |limit: Option<Limit>| limit.map_or(0, |limit| limit.count.get());
    assert_eq!([config.creates, config.actions, config.posts, config.uploads].map(count), [1, 2, 20, 300]);
    assert_eq!(config.uploads.unwrap().per, Duration::from_secs(3_600));
    assert_eq!(config.origins, ["https://a.example", "https://b.example"]);
}

#[test]
fn all_mistakes_are_told_at_once_wherever_they_stand() {
    let file =
        "listn = \"127.0.0.1:1\"\nhead_timeout = 30\nbody_limit = true\norigins = [\"a.example\", 3]\nlimits = {}\n";
    let sources = sources(&[("listen", "localhost:8085")], &[("RAET", "3"), ("LISTEN", "x"), ("RATE", "x")], file);
    assert_snapshot!(told(&sources), @"
    the command line setting/value `--listen` cannot be `localhost:8085`: a name is no address | write `127.0.0.1:8085`
    the environment setting/value `TIERZERO_DESK_LISTEN` cannot be `x`: it is no address with a port | write `127.0.0.1:8081` for this computer only, `0.0.0.0:8081` for every network it is in, or one of its own addresses
    desk.toml:4:12 setting/value `origins` cannot be `a.example`: the scheme is missing | write scheme, host and port only: `https://a.example`
    the environment setting/value `TIERZERO_DESK_RATE` cannot be `x`: it does not begin with a whole number | write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    desk.toml:2:16 setting/value `head_timeout` cannot be `30`: its unit is missing | write `30s` for seconds, `30m` for minutes, `30h` for hours
    desk.toml setting/missing `kb` is missing | give `--kb <KB>`, `TIERZERO_DESK_KB`, or `kb` in the file of settings
    the environment variable/unknown unknown variable `TIERZERO_DESK_RAET` | did you mean `TIERZERO_DESK_RATE`?
    desk.toml:4:25 value/type an item of `origins` must be a text, not the number `3` | put it in quotes
    desk.toml:3:14 value/type `body_limit` must be a text, not `true` | put it in quotes
    desk.toml:1:1 key/unknown unknown key `listn` | did you mean `listen`?
    desk.toml:5:1 key/unknown unknown key `limits` | expected one of `kb`, `listen`, `metrics`, `log_folder`, `log_days`, `database_file`, `database`, `attachments`, `attachments_endpoint`, `attachments_region`, `attachments_key_id`, `attachments_secret_file`, `attachments_secret`, `origins`, `forwarded_for`, `ticket_rate` or another one
    ");
}

#[test]
fn who_wants_addresses_confirmed_needs_somebody_who_asks() {
    let mail = "[[sink]]\nkind = \"smtp\"\nname = \"mail\"\nhost = \"127.0.0.1\"\nsecurity = \"none\"\n\
                from = \"desk@example.com\"\nto = [\"team@example.com\"]\n";
    let on = "kb = \"kb\"\nconfirm_addresses = \"on\"\n";
    assert_snapshot!(told(&sources(&[], &[], on)), @r#"desk.toml setting/missing `confirm_addresses` is on, and there is no sink that could ask: it is done by mail | add a `[[sink]]` with `kind = "smtp"` to the file of settings, or set `confirm_addresses` to `off`"#);
    let reading = read(&sources(&[], &[], &format!("{on}{mail}")));
    assert_eq!((reading.problems, reading.settings.config.asks_by()), (Vec::new(), Some("mail")));
}

#[test]
fn a_file_that_is_no_toml_swallows_nothing_but_itself() {
    assert_snapshot!(told(&sources(&[], &[("RATE", "x")], "kb = kb\nlisten = \"x\"\n")), @r#"
    desk.toml:1:6 toml/syntax string values must be quoted, expected literal string | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    the environment setting/value `TIERZERO_DESK_RATE` cannot be `x`: it does not begin with a whole number | write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    "#);
}

#[test]
fn a_secret_comes_from_the_environment_or_a_file_of_its_own_and_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("database");
    fs::write(&path, "/srv/t.db\n").unwrap();
    let named = path.to_str().unwrap();
    let by_file = format!("kb = \"kb\"\ndatabase_file = \"{named}\"\n");
    assert_eq!(in_force(&sources(&[], &[], &by_file)), "kb = kb (1:6)\ndatabase = /srv/t.db (2:17)\n");
    let by_variable = sources(&[], &[("DATABASE_FILE", named)], "kb = \"kb\"\ndatabase = \"x.db\"\n");
    assert_eq!(in_force(&by_variable), "kb = kb (1:6)\ndatabase = /srv/t.db (TIERZERO_DESK_DATABASE_FILE)\n");
    assert_eq!(read(&by_variable).settings.config.database.file(), Some(Path::new("/srv/t.db")));

    let address = "postgres://desk:geheim@db.example/desk";
    let file = format!("kb = \"kb\"\ndatabase = \"{address}\"\n");
    let all = sources(&[("database", address), ("attachments", "/srv/files")], &[("DATABASE", address)], &file);
    assert_snapshot!(told(&all), @r#"
    the command line setting/secret `--database` holds a secret, and whoever uses this computer can read options | put it into a file of its own and write `database_file = "/run/secrets/database"`, or set `TIERZERO_DESK_DATABASE`
    desk.toml:2:12 setting/secret `database` holds a secret, and this file is read by more people than should know it | put it into a file of its own and write `database_file = "/run/secrets/database"`, or set `TIERZERO_DESK_DATABASE`
    "#);
    assert!(!format!("{:?}", read(&all)).contains("geheim"));
    let held = sources(&[("kb", "kb"), ("attachments", "/srv/files")], &[("DATABASE", address)], "");
    let expected = "kb = kb (option)\ndatabase = postgres://desk:…@db.example/desk (TIERZERO_DESK_DATABASE)\n\
                    attachments = /srv/files (option)\n";
    assert_eq!(in_force(&held), expected);
    assert!(!format!("{:?}", read(&held)).contains("geheim"));
    let both = sources(&[("kb", "kb")], &[], "database = \"x.db\"\ndatabase_file = \"/nowhere\"\n");
    assert_snapshot!(told(&both), @"desk.toml:2:17 setting/twice `database` and `database_file` both say the same | keep one of them");
    assert_snapshot!(told(&sources(&[("kb", "kb")], &[("DATABASE_FILE", "/nowhere/x")], "")), @"the environment setting/secret-file `TIERZERO_DESK_DATABASE_FILE` names `/nowhere/x`, which cannot be read: there is no such file | name a file that holds the value and nothing else, and that this user may read");
}

#[test]
fn a_secret_that_is_nothing_else_is_never_shown() {
    static TOKEN: Setting = Setting {
        secrecy: Secrecy::Secret("token_file"),
        key: "token",
        value: "TEXT",
        meaning: "",
        preset: Preset::Nothing,
        example: "",
        shape: Shape::Word,
    };
    let read = |sources: &Sources| {
        Reader::read(sources, |reader| {
            reader.take(&TOKEN, |_| Ok::<_, value::Wrong>(()));
            fill(reader)
        })
    };
    let said = |reading: &Reading| {
        let told = &reading.settings.in_force[0];
        (told.shown.clone(), told.whence.clone())
    };
    let by_variable = read(&sources(&[], &[("TOKEN", "geheim")], "kb = \"kb\"\n"));
    assert_eq!(said(&by_variable), (Some("…".into()), Whence::Environment("TIERZERO_DESK_TOKEN".into())));
    let elsewhere = read(&sources(&[("token", "geheim")], &[], "kb = \"kb\"\ntoken = 4711\n"));
    assert_eq!(said(&elsewhere), (None, Whence::Default));
    let codes: Vec<_> = elsewhere.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["setting/secret", "setting/secret"]);
    let shown = format!("{by_variable:?}{elsewhere:?}");
    assert!(!shown.contains("geheim") && !shown.contains("4711"), "{shown}");
}

/// What is known of a bucket, without its secrets.
fn of_bucket(sources: &Sources) -> String {
    let Storage::Bucket(bucket) = read(sources).settings.config.attachments else { panic!("no bucket") };
    bucket.variables.iter().map(|(name, value)| format!("{name}={}\n", value.expose())).collect()
}

#[test]
fn the_key_to_a_bucket_is_said_by_settings_or_by_the_variables_that_all_know() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "geheim\n").unwrap();
    let aws = |sources: Sources| {
        let theirs = [
            ("AWS_ACCESS_KEY_ID", "theirs"),
            ("AWS_SECRET_ACCESS_KEY", "verborgen"),
            ("AWS_SESSION_TOKEN", "of theirs"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ENDPOINT", "https://s3.example"),
        ];
        let theirs = theirs.map(|(name, value)| (name.into(), value.into()));
        Sources { environment: sources.environment.into_iter().chain(theirs).collect(), ..sources }
    };
    let bucket = "kb = \"kb\"\nattachments = \"s3://desk\"\n";
    let by_file =
        format!("{bucket}attachments_secret_file = \"{}\"\nattachments_region = \"eu-central-1\"\n", secret.display());
    let ours = aws(sources(&[("attachments_key_id", "ours")], &[], &by_file));
    assert_snapshot!(of_bucket(&ours), @"
    AWS_ENDPOINT=https://s3.example
    AWS_REGION=eu-central-1
    AWS_ACCESS_KEY_ID=ours
    AWS_SECRET_ACCESS_KEY=geheim
    ");
    assert_snapshot!(in_force(&ours), @"
    kb = kb (1:6)
    attachments = s3://desk (2:15)
    attachments_endpoint = https://s3.example (AWS_ENDPOINT)
    attachments_region = eu-central-1 (4:22)
    attachments_key_id = ours (option)
    attachments_secret = … (3:27)
    ");
    let theirs = aws(sources(&[], &[], bucket));
    assert_snapshot!(of_bucket(&theirs), @"
    AWS_ACCESS_KEY_ID=theirs
    AWS_SECRET_ACCESS_KEY=verborgen
    AWS_SESSION_TOKEN=of theirs
    AWS_DEFAULT_REGION=eu-west-1
    AWS_ENDPOINT=https://s3.example
    ");
    assert_snapshot!(in_force(&theirs), @"
    kb = kb (1:6)
    attachments = s3://desk (2:15)
    attachments_endpoint = https://s3.example (AWS_ENDPOINT)
    attachments_region = eu-west-1 (AWS_DEFAULT_REGION)
    attachments_key_id = theirs (AWS_ACCESS_KEY_ID)
    attachments_secret = … (AWS_SECRET_ACCESS_KEY)
    ");
    for sources in [ours, theirs] {
        let shown = format!("{:?}", read(&sources));
        assert!(!shown.contains("geheim") && !shown.contains("verborgen"), "{shown}");
    }
}

#[test]
fn what_a_bucket_lacks_is_told() {
    let with = |more: &str| sources(&[], &[], &format!("kb = \"kb\"\nattachments = \"s3://desk\"\n{more}"));
    assert_eq!(told(&with("")), "", "the machine may have a role");
    assert_snapshot!(told(&with("attachments_key_id = \"ours\"\n")), @r#"desk.toml setting/missing `attachments_secret` is missing: a key to a bucket is nothing without its secret | put it into a file of its own and write `attachments_secret_file = "/run/secrets/attachments_secret"`, or set `TIERZERO_DESK_ATTACHMENTS_SECRET`"#);
    assert_snapshot!(told(&sources(&[("kb", "kb"), ("attachments", "s3://desk")], &[("ATTACHMENTS_SECRET", "geheim")], "")), @"desk.toml setting/missing `attachments_key_id` is missing: the secret of a key to a bucket is nothing without its id | give `--attachments-key-id <ID>`, `TIERZERO_DESK_ATTACHMENTS_KEY_ID`, or `attachments_key_id` in the file of settings");
    assert_snapshot!(told(&with("attachments_endpoint = \"http://minio:9000\"\nattachments_secret = \"geheim\"\n")), @r#"
    desk.toml:4:22 setting/secret `attachments_secret` holds a secret, and this file is read by more people than should know it | put it into a file of its own and write `attachments_secret_file = "/run/secrets/attachments_secret"`, or set `TIERZERO_DESK_ATTACHMENTS_SECRET`
    desk.toml setting/missing `attachments_key_id` is missing: a bucket that is not at Amazon is reached with a key | give `--attachments-key-id <ID>`, `TIERZERO_DESK_ATTACHMENTS_KEY_ID`, or `attachments_key_id` in the file of settings
    desk.toml setting/together `attachments_endpoint`: the bucket is spoken to without encryption, so that its files can be read on the way | write `https://`, or set `AWS_ALLOW_HTTP=true` for a bucket on this computer or in its own network
    "#);
    assert_snapshot!(told(&with("attachments_endpoint = \"minio\"\nattachments_region = \"\"\n")), @"
    desk.toml:3:24 setting/value `attachments_endpoint` cannot be `minio`: it is no address | write scheme and host, such as `https://minio.example.com`
    desk.toml:4:22 setting/value `attachments_region` cannot be ``: it is empty | write it, or leave it out
    ");
}

#[test]
fn the_starter_says_what_holds_and_all_of_it_could_be_said() {
    let starter = example();
    let (settings, _) = starter.split_once("\n# Systems that are told").unwrap();
    assert_snapshot!(settings, @r#"
    # Settings of `tierzero desk --config FILE`. A line that is commented out says what holds without it,
    # or an example.
    #
    # Each can be an option (`--ticket-rate` for `ticket_rate`) or a variable (`TIERZERO_DESK_TICKET_RATE`) too: an option
    # counts more than a variable, and a variable more than this file. Nothing in here is replaced: `$NAME` stays `$NAME`.
    # Relative paths begin in the folder in which the desk is started.
    #
    # A TIME has its unit: `30s`, `10m`, `1h`. So has a SIZE: `500kB`, `2MB`, `2GB`, of 1024 each. A RATE is a number for ten
    # minutes or has its time, such as `200/1h`, and counts by address; `0` is no limit.

    # The folder of the knowledge base: its forms say what a ticket must hold.
    kb = "/srv/help/kb"

    # The address and port to listen at.
    # listen = "127.0.0.1:8081"

    # The address and port to serve figures for Prometheus at, as `/metrics`; one that readers do not reach.
    # metrics = "127.0.0.1:9090"  # without it none

    # The folder for the log, in a file for each day that only its owner reads; without one it goes to standard error.
    # log_folder = "/var/log/tierzero"  # without it none

    # For how many days files of the log are kept, today among them.
    # log_days = "30"  # without it `retention_days` of the knowledge base, or 30 where that is 0

    # The SQLite file that keeps the tickets, made when it is not there, or `postgres://USER@HOST/DATABASE`.
    # database = "tickets.db"
    # database_file = "/run/secrets/database"  # a file that holds it, in place of it

    # What keeps the files of tickets: a folder, or a bucket as `s3://BUCKET/PREFIX`.
    # attachments = "/var/lib/tierzero/attachments"  # without it `attachments` beside the file of the database; with PostgreSQL it must be said

    # Where the bucket is, if it is not at Amazon.
    # attachments_endpoint = "https://minio.example.com"  # without it `AWS_ENDPOINT`, and without that Amazon's own

    # In which region the bucket is.
    # attachments_region = "eu-central-1"  # without it `AWS_REGION`, and without that `us-east-1`

    # The id of the key to the bucket.
    # attachments_key_id = "AKIAIOSFODNN7EXAMPLE"  # without it `AWS_ACCESS_KEY_ID`, and without that a role of this machine

    # A file with the secret of the key to the bucket; the variable without `_FILE` holds it itself.
    # attachments_secret_file = "/run/secrets/attachments_secret"  # without it `AWS_SECRET_ACCESS_KEY`

    # The origin of a portal on another host that may send tickets; there may be several.
    # origins = ["https://help.example.com"]  # without it none

    # The header in which the reverse proxy in front names the client; only when every request comes through it.
    # forwarded_for = "x-forwarded-for"  # without it none

    # How many tickets one address may have stored.
    # ticket_rate = "30/10m"

    # How many replies, ratings and the like one address may have stored.
    # action_rate = "60/10m"  # without it twice `ticket_rate`

    # How many things readers may do with one ticket, from whatever addresses; what agents do does not count.
    # ticket_action_rate = "40/10m"

    # How many times one address may try to send something, mistakes and repetitions counted.
    # rate = "300/10m"

    # How many megabytes of files one address may send.
    # upload_rate = "600MB/10m"

    # How many tickets that are not there one address may ask for.
    # unknown_ticket_rate = "60/10m"

    # Whether each new ticket must come with a proof of work, against floods of machine-made ones.
    # proof = "on"

    # Whether a new ticket is answered at once with a page of the portal, where the search is sure of one.
    # first_answer = "on"

    # Whether a ticket that names an e-mail address waits until somebody who reads mail there has confirmed it; needs a `[[sink]]` of the kind `smtp`, and `url` in `portal.toml`.
    # confirm_addresses = "off"

    # How large a request may be; files do not count.
    # body_limit = "2MB"

    # Room on the disk for files that wait for their tickets, of all addresses together.
    # waiting_room = "2GB"

    # How many connections there may be at once.
    # connections = "500"  # without it half as many as files may be open (`ulimit -n`), at most 1,024

    # How long the head of a request may take to arrive, and how long an idle connection is kept.
    # head_timeout = "15s"

    # How long a request may take to arrive, and how long its answer after that; stopping takes at most twice this and 10 seconds.
    # request_timeout = "30s"

    # How long a file may take to arrive.
    # upload_timeout = "10m"

    # How long to wait for a database that another program has locked.
    # lock_wait = "5s"
    "#);
    let as_it_is = read(&sources(&[], &[], &example()));
    assert_eq!(as_it_is.problems, []);
    assert_eq!(shown(&as_it_is.settings.config), shown(&Config::new(Path::new("tickets.db"))));
    let said = starter
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line).to_owned() + "\n");
    let said: String = said.filter(|line| !line.contains("_file = ")).collect();
    let reading = read(&sources(&[], &[], &said));
    assert_eq!(reading.problems, []);
    let mut held = reading.settings.in_force.iter().filter(|told| told.setting.has_option());
    assert!(held.all(|told| told.whence != Whence::Default), "{said}");
}

#[test]
fn every_setting_is_understood_as_an_option_and_as_a_variable() {
    let value = |setting: &Setting| match setting.preset {
        Preset::Value(value) => value,
        _ => setting.example,
    };
    for setting in ALL {
        let name = setting.variable();
        let name = name.strip_prefix("TIERZERO_DESK_").unwrap();
        let by_variable = sources(&[("kb", "kb")], &[(name, value(setting))], "");
        let by_option = sources(&[("kb", "kb"), (setting.key, value(setting))], &[], "");
        for sources in [Some(by_variable), Some(by_option).filter(|_| setting.has_option())].into_iter().flatten() {
            let reading = read(&sources);
            assert_eq!(reading.problems, []);
            let told = reading.settings.in_force.into_iter().find(|told| told.setting.key == setting.key).unwrap();
            assert_ne!(told.whence, Whence::Default, "{}", setting.key);
        }
    }
}

/// The table of the guide for operators, as it must be.
fn table() -> String {
    let mut table =
        String::from("| setting | is a | variable | meaning | unless you say otherwise |\n|---|---|---|---|---|\n");
    for setting in ALL {
        let preset = match setting.preset {
            Preset::Needed => "must be said".into(),
            Preset::Nothing => "nothing".into(),
            Preset::Value(value) => format!("`{value}`"),
            Preset::Follows(words) => words.to_owned(),
        };
        let Setting { key, value, meaning, .. } = setting;
        let name = match setting.partner() {
            Some(partner) if setting.has_option() => format!("`{key}` or `{partner}`"),
            Some(partner) => format!("`{partner}`"),
            None => format!("`{key}`"),
        };
        let _ = writeln!(table, "| {name} | {value} | `{}` | {meaning} | {preset} |", setting.variable());
    }
    table
}

#[test]
fn the_guide_for_operators_has_every_setting() {
    let guide = include_str!("../../../docs/operators.md");
    assert!(guide.contains(&table()), "write into docs/operators.md:\n{}", table());
}

#[test]
fn with_postgresql_nobody_guesses_where_the_files_of_tickets_are() {
    let on_a_server = sources(&[("kb", "kb")], &[], "database = \"postgres://desk@db.example/desk\"\n");
    assert_snapshot!(told(&on_a_server), @"desk.toml setting/missing `attachments` is missing: with PostgreSQL there is no file of the database that they could lie beside | give `--attachments <DIR>`, `TIERZERO_DESK_ATTACHMENTS`, or `attachments` in the file of settings");
    let said = sources(&[("kb", "kb"), ("attachments", "/srv/files")], &[("DATABASE", "postgres://desk@db/desk")], "");
    assert_eq!(told(&said), "");
}

#[test]
fn figures_are_not_shown_where_the_desk_itself_listens() {
    let both = |listen: &str, metrics: &str| {
        let text = format!("kb = \"kb\"\nlisten = \"{listen}\"\nmetrics = \"{metrics}\"\n");
        told(&sources(&[], &[], &text))
    };
    for (listen, metrics) in
        [("0.0.0.0:9090", "127.0.0.1:9090"), ("127.0.0.1:9090", "[::]:9090"), ("127.0.0.1:8081", "127.0.0.1:8081")]
    {
        assert!(both(listen, metrics).contains("nothing else can listen"), "{listen} {metrics}");
    }
    for (listen, metrics) in [
        ("127.0.0.1:8081", "127.0.0.1:9090"),
        ("127.0.0.1:9090", "127.0.0.2:9090"),
        ("0.0.0.0:9090", "[::1]:9090"),
        ("127.0.0.1:0", "127.0.0.1:0"),
    ] {
        assert_eq!(both(listen, metrics), "", "{listen} {metrics}");
    }
}
