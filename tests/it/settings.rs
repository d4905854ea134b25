//! The settings of `tierzero desk`: a file, the environment, options, and `tierzero desk check-config`.

use std::fs;

use insta::assert_snapshot;

use crate::desk::post;
use crate::driver::{Ran, Test};
use crate::server::{Server, whole};

/// A knowledge base with a file of settings beside it.
fn with(file: &str) -> Test {
    let test = Test::of("small");
    fs::write(test.at("desk.toml"), file).unwrap();
    test
}

fn run(test: &Test, line: &str, variables: &[(&str, &str)]) -> Ran {
    Ran::from(test.command(line).envs(variables.iter().copied()).output().unwrap())
}

#[test]
fn a_desk_takes_what_the_strongest_says() {
    let test = with(
        "kb = \"kb\"\nlisten = \"127.0.0.1:0\"\ndatabase = \"by-file.db\"\nrate = 1\nticket_rate = 1\nproof = \"off\"\n",
    );
    let mut command = test.command("desk --config desk.toml --rate 3");
    command.env("TIERZERO_DESK_DATABASE", "by-variable.db").env("RUST_LOG", "info");
    let server = Server::start(&mut command, "taking tickets at");
    let status = |key| whole(server.send(&post(key, "The fan hums"))).split(' ').nth(1).unwrap().to_owned();
    assert_eq!(["1", "1", "2", "1"].map(status), ["201", "200", "429", "429"]);
    assert!(test.at("by-variable.db").exists() && !test.at("by-file.db").exists());
}

#[test]
fn the_settings_in_force_are_told_with_who_says_so() {
    let test = with("kb = \"kb\"\nticket_rate = \"200/1h\"\n");
    let variables = [
        ("TIERZERO_DESK_CONFIG", "desk.toml"),
        ("TIERZERO_DESK_LOCK_WAIT", "2s"),
        ("TIERZERO_DESK_CONNECTIONS", "200"),
    ];
    let by_variable = run(&test, "desk check-config --origin https://a.example --origin https://b.example", &variables);
    let by_variable = by_variable.exits(0).out;
    assert_snapshot!(by_variable, @"
    kb                    kb                                    desk.toml:1:6
    listen                127.0.0.1:8081                        default
    metrics               nothing                               default
    log_folder            nothing                               default
    log_days              retention_days, else 30               default
    database              tickets.db                            default
    attachments           attachments                           default
    attachments_endpoint  nothing                               default
    attachments_region    nothing                               default
    attachments_key_id    nothing                               default
    attachments_secret    nothing                               default
    origins               https://a.example, https://b.example  --origin
    forwarded_for         nothing                               default
    ticket_rate           200/1h                                desk.toml:2:15
    action_rate           400/1h                                default
    ticket_action_rate    40/10m                                default
    rate                  300/10m                               default
    upload_rate           600MB/10m                             default
    unknown_ticket_rate   60/10m                                default
    proof                 on                                    default
    first_answer          on                                    default
    confirm_addresses     off                                   default
    body_limit            2MB                                   default
    waiting_room          2GB                                   default
    connections           200                                   TIERZERO_DESK_CONNECTIONS
    head_timeout          15s                                   default
    request_timeout       30s                                   default
    upload_timeout        10m                                   default
    lock_wait             2s                                    TIERZERO_DESK_LOCK_WAIT
    ");
    let named =
        run(&test, "desk check-config desk.toml --origin https://a.example --origin https://b.example", &variables);
    assert_eq!(named.exits(0).out, by_variable);
    assert!(!test.at("tickets.db").exists() && !test.at("attachments").exists(), "nothing is made");
}

#[test]
fn every_mistake_is_told_at_once_and_nothing_starts() {
    let test = with(
        "listn = \"127.0.0.1:1\"\nkb = \"kb\"\nbody_limit = \"2\"\ndatabase = \"postgres://desk:geheim@db/desk\"\n",
    );
    let variables = [("TIERZERO_DESK_ATTACHMENT", "x"), ("TIERZERO_DESK_RATE", "often")];
    let checked = run(&test, "desk check-config desk.toml --listen 8081", &variables).exits(1);
    assert_snapshot!(checked.err, @r#"
    error[key/unknown]: unknown key `listn`
     --> desk.toml:1:1
      |
    1 | listn = *************
      | ^^^^^ not known here
      |
      = help: did you mean `listen`?

    error[setting/secret]: `database` holds a secret, and this file is read by more people than should know it
     --> desk.toml:4:12
      |
    4 | database = ********************************
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a secret stands here
      |
      = help: put it into a file of its own and write `database_file = "/run/secrets/database"`, or set `TIERZERO_DESK_DATABASE`

    error[setting/value]: `--listen` cannot be `8081`: it is no address with a port
    --> the command line
     = help: write `127.0.0.1:8081` for this computer only, `0.0.0.0:8081` for every network it is in, or one of its own addresses

    error[setting/value]: `TIERZERO_DESK_RATE` cannot be `often`: it does not begin with a whole number
    --> the environment
     = help: write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit

    error[setting/value]: `body_limit` cannot be `2`: its unit is missing
     --> desk.toml:3:14
      |
    3 | body_limit = "2"
      |              ^^^ expected a size with its unit
      |
      = help: write `2B` for bytes, or `kB`, `MB` or `GB`, of 1024 each

    error[variable/unknown]: unknown variable `TIERZERO_DESK_ATTACHMENT`
    --> the environment
     = help: did you mean `TIERZERO_DESK_ATTACHMENTS`?

    6 mistakes in the settings
    "#);
    let started = run(&test, "desk --config desk.toml --listen 8081", &variables).exits(2);
    started
        .says("`--listen` cannot be `8081`")
        .says("unknown key `listn`")
        .says("did you mean `listen`?")
        .says("the desk was not started: 6 mistakes in its settings");
    assert!(!checked.err.contains("geheim"));
}

#[test]
fn a_file_that_cannot_be_read_is_told_as_such() {
    let test = with("");
    let check = |line: &str| test.run(&format!("desk check-config {line}")).exits(2);
    check("nowhere.toml")
        .says("could not read the settings in `nowhere.toml`: there is no such file")
        .says("--example");
    check("kb").says("could not read the settings in `kb`: it is a folder");
    check("desk.toml --config desk.toml").says("cannot be used with");
    let missing = run(&test, "desk", &[("TIERZERO_DESK_CONFIG", "nowhere.toml")]);
    missing.exits(2).says("could not read the settings in `nowhere.toml`");
}

#[test]
fn the_starter_is_without_mistakes() {
    let starter = Test::empty().run("desk check-config --example").exits(0).out;
    assert!(starter.contains("kb = \"/srv/help/kb\""), "what must be changed: {starter}");
    let test = with(&starter.replace("/srv/help/kb", "kb"));
    let held = test.run("desk check-config desk.toml").exits(0).out;
    assert!(held.contains("desk.toml:"), "{held}");
}

/// A sink that can ask for addresses to be confirmed.
const MAIL: &str = "[[sink]]\nkind = \"smtp\"\nname = \"mail\"\nhost = \"mail.example.com\"\n\
                    from = \"desk@example.com\"\nto = [\"team@example.com\"]\n";

#[test]
fn what_a_start_would_refuse_is_told_all_at_once_by_both() {
    let test = with(&format!(
        "kb = \"kb\"\nconnections = 99999999\nconfirm_addresses = \"on\"\ndatabase = \"kb\"\nattachments = \"kb/portal.toml/files\"\n{MAIL}"
    ));
    let portal = test.kb().join("portal.toml");
    let nowhere = fs::read_to_string(&portal).unwrap().replace("url = ", "# url = ");
    fs::write(portal, nowhere).unwrap();
    for (line, code) in [("desk check-config desk.toml", 1), ("desk --config desk.toml", 2)] {
        let ran = test.run(line).exits(code);
        ran.says("`connections` cannot be `99999999`: there is no room for 99999999 connections")
            .says("LimitNOFILE=")
            .says("`confirm_addresses`: addresses are to be confirmed, and the knowledge base does not say where its portal is")
            .says("write `url = \"https://…\"` into `portal.toml`")
            .says("`database`: `kb` is a folder, and the database is one file")
            .says("`attachments` names `kb/portal.toml/files`, and no file can be made there")
            .says("4 mistakes in ");
    }
}

#[test]
fn a_knowledge_base_that_is_not_there_or_has_mistakes_is_told_by_both() {
    let test = with("kb = \"nowhere\"\n");
    let told = test.run("desk check-config desk.toml").exits(1);
    assert_snapshot!(told.err, @"
    error[setting/folder]: `kb`: could not read `nowhere`: it is not there
    --> desk.toml
     = help: name the folder of the knowledge base, which holds `portal.toml` and `forms`

    1 mistake in the settings
    ");
    test.run("desk --config desk.toml").exits(2).says("could not read `nowhere`").says("1 mistake in its settings");

    let form = test.kb().join("forms/incident.yml");
    let broken = fs::read_to_string(&form).unwrap().replace("type: textarea", "type: parchment");
    fs::write(&form, broken).unwrap();
    fs::write(test.at("desk.toml"), "kb = \"kb\"\n").unwrap();
    let told = test.run("desk check-config desk.toml").exits(1);
    told.says("parchment").says("the settings are well, and the knowledge base has mistakes");
    test.run("desk --config desk.toml").exits(1).says("parchment");
    fs::write(test.at("desk.toml"), "kb = \"kb\"\nrate = \"often\"\n").unwrap();
    test.run("desk check-config desk.toml").exits(1).says("parchment").says("1 mistake in the settings");
}

#[test]
fn what_only_a_start_finds_out_is_said() {
    let test = with("kb = \"kb\"\n");
    let on_file = test.run("desk check-config desk.toml").exits(0);
    on_file
        .says("only a start can find out: whether it can listen at its address; whether another desk has the database");
    let variables = [("TIERZERO_DESK_DATABASE", "postgres://desk@127.0.0.1:1/desk")];
    let on_server = run(&test, "desk check-config desk.toml --attachments files", &variables).exits(0);
    let on_server = on_server.says("whether PostgreSQL answers and lets this desk in");
    assert!(!on_server.err.contains("no form"), "{}", on_server.err);
}

#[test]
fn a_knowledge_base_to_which_nobody_can_send_a_ticket_is_told() {
    let test = Test::empty().write("articles/vpn.md", "# VPN\nTurn it on.");
    test.run("desk check-config --kb kb").exits(0).says("the knowledge base has no form, so nobody can send a ticket");
}
