//! `tierzero desk`, over a real socket.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;

use crate::driver::Test;
use crate::server::{Server, whole};

/// A desk for the fixture `small`, with more arguments.
pub(crate) fn start(test: &Test, more: &str) -> Server {
    let line = format!("desk --kb kb --listen 127.0.0.1:0 --proof off {more}");
    Server::start(test.command(&line).env("RUST_LOG", "info"), "taking tickets at")
}

/// A request with a ticket in it.
pub(crate) fn post(key: &str, summary: &str) -> String {
    let body = serde_json::json!({
        "form": "incident",
        "values": { "name": "Ada Osei", "email": "ada@northwind.example", "summary": summary },
        // The SHA-256 of `gB7mS0q2Zc4wXv9nTtRkEA`.
        "secret_hash": "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7",
    });
    sent(key, &body)
}

/// A request with this body.
fn sent(key: &str, body: &serde_json::Value) -> String {
    let body = body.to_string();
    format!(
        "POST /api/tickets HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Idempotency-Key: key-of-some-length-{key}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn status(server: &Server, key: &str) -> String {
    let answer = whole(server.send(&post(key, "The fan hums")));
    answer.split(' ').nth(1).unwrap().to_owned()
}

#[test]
fn a_desk_asks_for_a_proof_of_work_unless_it_is_told_not_to() {
    let test = Test::of("small");
    let asking = Server::start(&mut test.command("desk --kb kb --listen 127.0.0.1:0"), "taking tickets at");
    let answer = whole(asking.send(&post("1", "The fan hums")));
    assert!(answer.starts_with("HTTP/1.1 403 ") && answer.contains("urn:tierzero:problem:proof-missing"), "{answer}");
    assert_eq!(status(&start(&test, "--database other.db"), "1"), "201");
}

#[cfg(unix)]
#[test]
fn a_hangup_brings_new_forms_and_a_mistake_keeps_the_old_ones() {
    let test = Test::of("small");
    let server = start(&test, "");
    assert_eq!(status(&server, "1"), "201");

    let form = test.kb().join("forms/incident.yml");
    let good = fs::read_to_string(&form).unwrap();
    let asking = format!(
        "{good}  - type: input\n    id: room\n    attributes: {{ label: Your room }}\n    validations: {{ required: true }}\n"
    );
    fs::write(&form, &asking).unwrap();
    assert_eq!(status(&server, "2"), "201", "nothing is read before the signal");
    server.signal("HUP");
    assert!(server.wait_for("read the knowledge base again").contains("\"forms\":1"));
    assert_eq!(status(&server, "3"), "422", "the room is required now");

    fs::write(&form, good.replace("type: textarea", "type: parchment")).unwrap();
    server.signal("HUP");
    server.wait_for("the knowledge base has mistakes, the forms stay as they were");
    let mistake = server.wait_for("a mistake in the knowledge base");
    assert!(mistake.contains("forms/incident.yml:") && mistake.contains("parchment"), "{mistake}");
    assert_eq!(status(&server, "4"), "422");

    fs::rename(test.kb(), test.at("elsewhere")).unwrap();
    server.signal("HUP");
    server.wait_for("cannot read the knowledge base, the forms stay as they were");
    assert_eq!(status(&server, "5"), "422");
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to_and_leaves_one_file_and_the_folder_of_attachments() {
    let test = Test::of("small");
    let mut server = start(&test, "--database place/tickets.db");
    assert_eq!(status(&server, "1"), "201");
    server.signal("TERM");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let files = fs::read_dir(test.at("place")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(files.collect::<BTreeSet<_>>(), BTreeSet::from(["attachments".into(), "tickets.db".into()]));
}

#[test]
fn a_database_that_is_made_is_told_with_its_whole_path() {
    let test = Test::of("small");
    let start = || {
        let mut command = test.command("desk --kb kb --listen 127.0.0.1:0 --database place/tikcets.db");
        let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut lines = std::io::BufReader::new(child.stderr.take().unwrap());
        while !said.contains("taking tickets at") {
            assert!(std::io::BufRead::read_line(&mut lines, &mut said).unwrap() > 0, "{said}");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        said
    };
    let path = test.root.path().canonicalize().unwrap().join("place/tikcets.db");
    let made = format!("made a new, empty database `{}`\n", path.display());
    assert!(start().contains(&made));
    assert!(!start().contains("made a new"));
}

#[cfg(unix)]
#[test]
fn a_database_that_is_taken_away_under_a_running_desk_is_told_and_takes_nothing() {
    let test = Test::of("small");
    let server = start(&test, "--database place/tickets.db");
    assert_eq!(status(&server, "1"), "201");
    fs::rename(test.at("place"), test.at("elsewhere")).unwrap();
    assert_eq!(status(&server, "2"), "503");
    assert!(server.get("/readyz").starts_with("HTTP/1.1 503"));
    let line = server.wait_for("nothing is stored any more");
    assert!(line.contains("\"file\":\"place/tickets.db\"") && line.contains("removed or moved away"), "{line}");
    fs::rename(test.at("elsewhere"), test.at("place")).unwrap();
    assert_eq!(status(&server, "2"), "201");
}

#[test]
fn rates_are_the_operators() {
    let test = Test::of("small");
    let server = start(&test, "--rate 3 --ticket-rate 1");
    assert_eq!(["1", "1", "2", "1"].map(|key| status(&server, key)), ["201", "200", "429", "429"]);
}

#[test]
fn arguments_that_cannot_be_are_told_with_ones_that_can() {
    let test = Test::of("small");
    let desk = |more: &str| test.run(&format!("desk --kb kb {more}")).exits(2);
    desk("--listen localhost:8085").says("a name is no address").says("write `127.0.0.1:8085`");
    desk("--listen 8085").says("`127.0.0.1:8085` for this computer only");
    desk("--listen 192.0.2.1:8085").says("192.0.2.1 is no address of this computer").says("`--listen 0.0.0.0:8085`");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    desk(&format!("--listen 127.0.0.1:{port}")).says("is taken by another program").says("`--listen 127.0.0.1:");

    let desk = |more: &str| desk(&format!("--listen 127.0.0.1:0 {more}"));
    desk("--origin help.example.com").says("the scheme is missing").says("`https://help.example.com`");
    desk("--origin https://help.example.com/portal/")
        .says("more behind the host")
        .says("only: `https://help.example.com`");
    desk("--database kb").says("`kb` is a folder").says("`kb/tickets.db`");
    desk("--database kb/portal.toml/x/tickets.db").says("`kb/portal.toml` is a file");
    desk("--database kb/portal.toml").says("is not a ticket database").says("choose another file");
    fs::create_dir_all(test.at("tickets.db-wal")).unwrap();
    let ran = desk("").says("SQLite cannot write the database `tickets.db`").says("let this user write");
    for riddle in ["os error", "(code"] {
        assert!(!ran.err.contains(riddle), "{}", ran.err);
    }
}

/// The day in a week, in UTC.
fn in_a_week() -> jiff::civil::Date {
    let then = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(7 * 24);
    then.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// A ticket as its reader sees it now.
fn ticket(server: &Server, reference: &str) -> serde_json::Value {
    let answer = whole(server.send(&format!(
        "GET /api/tickets/{reference} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\
         Authorization: Bearer gB7mS0q2Zc4wXv9nTtRkEA\r\n\r\n"
    )));
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// Sends a ticket and gives its reference.
fn raised(server: &Server) -> String {
    let answer = whole(server.send(&post("1", "The fan hums")));
    let receipt: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    receipt["reference"].as_str().unwrap().to_owned()
}

#[test]
fn a_reply_from_the_command_line_is_seen_while_the_desk_runs() {
    let test = Test::of("small");
    let server = start(&test, "");
    let reference = &raised(&server);
    let reply = |more: &str| test.run(&format!("desk reply tickets.db {reference} {more}"));

    let waiting = reply("--text Since-when? --state waiting --name Ana").exits(0);
    waiting.says(&format!("{reference}: the reply is stored; the ticket was new and is waiting for the reader now"));
    reply("--text Hello?").exits(0).says("the reply is stored; the ticket is waiting for the reader as before");
    reply("--state solved").exits(0).says("the ticket was waiting for the reader and is solved now");
    let seen = ticket(&server, reference);
    let entries = seen["timeline"].as_array().unwrap().iter();
    let said: Vec<_> = entries.map(|entry| (entry["text"].as_str(), entry["name"].as_str())).collect();
    assert_eq!(said, [(None, None), (Some("Since-when?"), Some("Ana")), (Some("Hello?"), None), (None, None)]);
    assert_eq!(seen["state"], "solved");
    assert_eq!(status(&server, "2"), "201", "the desk goes on writing");
}

#[test]
fn the_next_update_is_announced_and_a_ticket_passed_on_from_the_command_line() {
    let test = Test::of("small");
    let server = start(&test, "");
    let reference = &raised(&server);
    let reply = |more: &str| test.run(&format!("desk reply tickets.db {reference} {more}"));

    let day = in_a_week();
    let announced = reply(&format!("--next-update {day}T14:00+01:00")).exits(0);
    announced.says(&format!("the ticket is new as before; the reader will hear more by {day} 13:00 UTC"));
    reply("--escalate Network --text Sorry").exits(0).says("the ticket is new as before; Network has it now");
    let seen = ticket(&server, reference);
    assert_eq!((seen["team"].as_str(), seen.get("next_update")), (Some("Network"), None), "a word answers it");
    let line = format!("desk reply tickets.db {reference} --next-update {day}T14:00");
    // Five hours behind, in the way that needs no database of zones.
    let done = test.command(&line).env("TZ", "EST5").output().unwrap();
    assert!(done.status.success());
    assert_eq!(ticket(&server, reference)["next_update"], format!("{day}T19:00:00.000Z"));
    reply("--next-update 2020-11-28T14:00").exits(2).says("is over already").says("still to come");
    reply("--next-update 2062-11-28T14:00").exits(2).says("more than a year away").says("look at its year");
    reply("--next-update tomorrow").exits(2).says("this is no date with a time; write `2026-11-28T14:00`");
}

#[test]
fn all_who_follow_a_notice_are_told_at_once() {
    let test = Test::of("small");
    let server = start(&test, "");
    for key in ["1", "2"] {
        let ticket = serde_json::json!({
            "form": "notice-slow-mail", "values": { "email": "ada@northwind.example" }, "secret_hash": "0".repeat(64),
        });
        let answer = whole(server.send(&sent(key, &ticket)));
        assert_eq!(answer.split(' ').nth(1), Some("201"), "{answer}");
    }
    let reply = |more: &str| test.run(&format!("desk reply tickets.db {more}"));
    let day = in_a_week();
    let announced = reply(&format!("--notice slow-mail --escalate Messaging --next-update {day}T14:00Z")).exits(0);
    announced.says(&format!(
        "stored for 2 tickets; Messaging has them now; their readers will hear more by {day} 14:00 UTC"
    ));
    reply("--notice slow-mail --next-update 2020-11-28T14:00Z").exits(2).says("is over already");
    reply("--notice notice-slow-mail --text Fixed. --state solved").exits(0).says("slow-mail: stored for 2 tickets");
    reply("--notice slow --text Fixed.").exits(2).says("no open ticket in `tickets.db` follows the notice `slow`");
    reply("TZ-1 --notice slow-mail --text Fixed.").exits(2).says("cannot be used with");
    reply("--text Fixed.").exits(2).says("<REFERENCE>");
}

#[test]
fn a_reply_that_cannot_be_is_told_with_one_that_can() {
    let test = Test::of("small");
    let reply = |more: &str| test.run(&format!("desk reply {more}")).exits(2);
    reply("tickets.db TZ-1")
        .says("<--text <TEXT>|--file <FILE>|--state <STATE>|--escalate <TEAM>|--next-update <TIME>>");
    reply("tickets.db TZ-1 --state done").says("[possible values: new, in-progress, waiting, solved, closed]");
    reply("tickets.db TZ-1 --text Hello").says("there is no database `tickets.db`").says("--database");
    reply("kb TZ-1 --text Hello").says("`kb` is a folder");
    reply("kb/portal.toml TZ-1 --text Hello").says("is not a ticket database");
    assert!(!test.at("tickets.db").exists(), "nothing is made");
    drop(start(&test, ""));
    reply("tickets.db TZ-000000 --text Hello").says("there is no ticket `TZ-000000` in `tickets.db`");
    let help = test.run("desk --help").exits(0);
    assert!(help.out.contains("reply"), "{}", help.out);
    test.run("desk").exits(2).says("--kb <KB>");
}

#[test]
fn a_backup_of_a_running_desk_opens_as_it_is() {
    let test = Test::of("small");
    let server = start(&test, "");
    let answer = whole(server.send(&post("1", "The fan hums")));
    let receipt: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let copied = test.run("desk backup tickets.db copy").exits(0);
    assert!(copied.err.starts_with("`copy` holds 1 ticket and 0 files, 0."), "{}", copied.err);
    test.run("desk backup tickets.db copy").exits(2).says("is there already").says("such as one with the date");
    test.run("desk backup tickets.db nowhere/copy").exits(2).says("there is no folder `").says("make it");
    test.run("desk backup other.db copy-2").exits(2).says("there is no database `other.db`");
    test.run("desk backup tickets.db").exits(2).says("<FOLDER>");
    drop(server);

    let server = start(&test, "--database copy/tickets.db --attachments copy/attachments");
    assert_eq!(ticket(&server, receipt["reference"].as_str().unwrap())["subject"], "The fan hums");
}

#[test]
fn a_backup_that_lacks_files_names_them_and_says_so_with_its_exit_code() {
    let test = Test::of("small");
    let server = start(&test, "");
    let reference = &raised(&server);
    let id = "0123456789abcdef0123456789abcdef";
    let put =
        format!("PUT /api/uploads/{id} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
    assert!(whole(server.send(&put)).starts_with("HTTP/1.1 201"));
    let body = format!(r#"{{"text":"See","files":[{{"name":"a.txt","type":"text/plain","size":5,"upload":"{id}"}}]}}"#);
    let reply = format!(
        "POST /api/tickets/{reference}/replies HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\
         Content-Type: application/json\r\nIdempotency-Key: key-of-some-length-2\r\n\
         Authorization: Bearer gB7mS0q2Zc4wXv9nTtRkEA\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = whole(server.send(&reply));
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    test.run("desk backup tickets.db whole").exits(0).says("`whole` holds 1 ticket and 1 file, ");
    let file = fs::read_dir(test.at("attachments")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(file).unwrap();
    let lacking = test.run("desk backup tickets.db lacking").exits(1);
    lacking.says(&format!("file {id} of {reference}, `")).says("it is missing").says("1 file of tickets could not be");
    assert!(test.at("lacking/tickets.db").exists());
    test.run("desk backup tickets.db wrong --attachments nowhere").exits(2).says("there is no folder `nowhere`");
    assert!(!test.at("wrong").exists());
}

#[test]
fn figures_are_served_beside_the_desk_where_they_are_wanted() {
    let test = Test::of("small");
    let server = start(&test, "--metrics 127.0.0.1:0");
    let line = server.wait_for("showing figures at");
    let address = line.split("http://").nth(1).unwrap().strip_suffix("/metrics").unwrap();
    assert_eq!(status(&server, "1"), "201");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    std::io::Write::write_all(&mut stream, b"GET /metrics HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n")
        .unwrap();
    let figures = whole(stream);
    assert!(figures.contains("\ntierzero_tickets_created_total 1\n"), "{figures}");
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"));
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let ran = test.run(&format!("desk --kb kb --database other.db --listen 127.0.0.1:0 --metrics 127.0.0.1:{port}"));
    ran.exits(2).says("is taken by another program").says("`--metrics 127.0.0.1:");
    assert!(!test.at("other.db").exists());
}

#[test]
fn the_audit_log_is_looked_at_from_the_command_line() {
    let test = Test::of("small");
    let server = start(&test, "");
    whole(server.send(&post("1", "The fan hums")));
    let look = test.run("desk audit verify tickets.db").exits(0);
    let head = look.err.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(look.err.replace(&head, "HEAD"), "1 row, all as they were written; the last hash is HEAD\n");
    test.run(&format!("desk audit verify tickets.db --kept {head}")).exits(0);
    test.run("desk audit verify tickets.db --kept 00").exits(1).says("rows were taken away from its end");
    test.run("desk audit verify other.db").exits(2).says("there is no database `other.db`");
}

#[cfg(unix)]
#[test]
fn a_desk_answers_first_with_a_page_and_finds_a_new_one_after_a_hangup() {
    let test = Test::of("small");
    let server = start(&test, "");
    server.wait_for("first answers are searched for");
    let answer = whole(server.send(&post("1", "The VPN does not connect")));
    assert!(answer.starts_with("HTTP/1.1 201 ") && answer.contains("guides/vpn/"), "{answer}");
    let summary = "The gate to the garage stays shut";
    assert!(!whole(server.send(&post("2", summary))).contains("articles/"));

    let page = "---\ntitle: The gate to the garage stays shut\nsummary: Hold your badge to it twice.\n---\nTwice.\n";
    fs::write(test.kb().join("articles/network/garage.md"), page).unwrap();
    server.signal("HUP");
    let found = server.wait_for("first answers are searched for");
    assert!(found.contains("\"pages\":6"), "{found}");
    let answer = whole(server.send(&post("3", summary)));
    assert!(answer.contains("articles/network/garage/"), "{answer}");
}
