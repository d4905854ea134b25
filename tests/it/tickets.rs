//! `tierzero desk token` and `tierzero tickets`, with a real desk.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::desk::{post, start};
use crate::driver::{Ran, Test};
use crate::server::{Server, whole};

const CANNED: &str = "---\ntitle: Try again\n---\nHello {{name}}, please try {{reference}} again. {{agent}}";

/// A desk with two tickets, and somebody with a token.
struct Agents {
    test: Test,
    server: Server,
    token: String,
    references: Vec<String>,
}

impl Agents {
    fn new(scopes: &str) -> Self {
        let test = Test::of("small").write("replies/again.md", CANNED);
        let server = start(&test, "--database tickets.db");
        let references = ["The fan hums", "The fan still hums"].map(|summary| {
            let answer = whole(server.send(&post(&summary.replace(' ', "-"), summary)));
            let body: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
            body["reference"].as_str().unwrap().to_owned()
        });
        let added = test.run(&format!("desk token add tickets.db --name Ana {scopes}")).exits(0);
        let token = added.says("keep it now").out.trim().to_owned();
        Self { test, server, token, references: references.to_vec() }
    }

    fn run(&self, line: &str) -> Ran {
        let mut command = self.test.command(&format!("tickets {line}"));
        let desk = format!("http://{}", self.server.address);
        command
            .env("TIERZERO_DESK", desk)
            .env("TIERZERO_TOKEN", &self.token)
            .stdin(Stdio::null())
            .output()
            .unwrap()
            .into()
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.run(&format!("{line} --json")).exits(0).out).unwrap()
    }

    /// What is told, without what differs from run to run.
    fn told(&self, line: &str) -> String {
        let mut out = self.run(line).exits(0).out;
        for (reference, name) in self.references.iter().zip(["TZ-FIRST1", "TZ-SECOND"]) {
            out = out.replace(reference, name);
        }
        let is_time = |word: &str| word.len() == 10 && word.starts_with("20") && word.matches('-').count() == 2;
        let mut words: Vec<String> = Vec::new();
        for word in out.split(' ') {
            let before = words.last().is_some_and(|before| before.ends_with("[day]"));
            match word {
                word if is_time(word) => words.push("[day]".into()),
                word if before && word.contains(':') => words.push("[time]".into()),
                word if word.len() == 33 && word.ends_with(':') => words.push("[id]:".into()),
                word => words.push(word.to_owned()),
            }
        }
        words.join(" ")
    }
}

#[test]
fn tickets_are_answered_without_any_other_tool() {
    let agents = Agents::new("--scope read --scope write");
    let [first, second] = [&agents.references[0], &agents.references[1]];
    insta::assert_snapshot!(agents.told("list"), @"
    REFERENCE  STATE  SUBJECT             TEAM  HAS IT  CHANGED
    TZ-SECOND  new    The fan still hums                [day] [time] UTC
    TZ-FIRST1  new    The fan hums                      [day] [time] UTC
    ");
    agents.run(&format!("assign {first} --me")).exits(0).says("you have it now");
    agents.run(&format!("note {first} --text Bearings")).exits(0).says("the reader does not see it");
    fs::write(agents.test.at("fan.txt"), "A drawing of a fan").unwrap();
    agents
        .run(&format!("reply {first} --canned again --state waiting --file fan.txt"))
        .exits(0)
        .says("waiting for the reader now");
    agents.run(&format!("reply {first} --text -")).exits(2).says("Write your reply");
    agents.run(&format!("state {first} solved --seen v1")).exits(2).says("look at it again: `tierzero tickets show");
    agents.run(&format!("state {first} solved --seen abc")).exits(2).says("no version").says("such as `v12`");
    agents.run(&format!("confirm {first}")).exits(2).says("needs no confirming");
    agents.run(&format!("merge {second} --into {first}")).exits(0).says("closed in favour of");
    insta::assert_snapshot!(agents.told(&format!("show {first}")), @"
    TZ-FIRST1  The fan hums
      state       waiting for the reader
      by          Ada Osei, ada@northwind.example
      form        Report a problem
      has it      Ana
      merged from TZ-SECOND
      created     [day] [time] UTC
      changed     [day] [time] UTC
      version     v7

    What was sent
      Your name: Ada Osei
      Your e-mail address: ada@northwind.example
      What is wrong?: The fan hums

    What happened
      [day] [time] UTC  ticket, the reader
      [day] [time] UTC  assigned, Ana; to Ana; internal
      [day] [time] UTC  note, Ana; internal
        Bearings
      [day] [time] UTC  reply, Ana; now waiting for the reader
        Hello Ada Osei, please try TZ-FIRST1 again. Ana
        file [id]: fan.txt, 18 bytes, text/plain
      [day] [time] UTC  merged, Ana; with TZ-SECOND; internal
    ");
    assert_eq!(agents.json("list --mine")["tickets"][0]["reference"], **first);
    assert_eq!(agents.json("list --open")["tickets"].as_array().unwrap().len(), 1);
    assert_eq!(agents.json(&format!("show {second}"))["merged_into"], **first);
    assert_eq!(agents.json("canned")["replies"][0]["id"], "again");
    agents.run("list --category nothing").exits(0).says("no ticket is like this");
    agents.run("list --form nothing").exits(2).says("There is no form with this id");
    agents.run("list --unconfirmed").exits(0).says("no ticket like this waits");
    agents.run("list --of bert@northwind.example").exits(0).says("no ticket was raised with this address");
}

#[test]
fn a_ticket_is_taken_along_and_erased() {
    let agents = Agents::new("--scope read --scope erase");
    let first = &agents.references[0];
    agents.run(&format!("export {first} --out first.json")).exits(0).says("holds all that is stored");
    let export: Value = serde_json::from_str(&fs::read_to_string(agents.test.at("first.json")).unwrap()).unwrap();
    assert_eq!(export["ticket"]["reference"], **first);
    agents.run(&format!("export {first} --out first.json")).exits(2).says("a file that is not there yet");
    let printed: Value = serde_json::from_str(&agents.run(&format!("export {first} --out -")).exits(0).out).unwrap();
    assert_eq!(printed["ticket"], export["ticket"]);
    assert!(!agents.test.at("-").exists(), "`-` is no file");
    agents.run(&format!("erase {first}")).exits(2).says("say `--yes`");
    agents.run(&format!("erase {first} --yes")).exits(0).says("it is erased, with its files");
    agents.run(&format!("show {first}")).exits(2).says("There is no ticket with this reference").says("tickets list");
    agents.run(&format!("note {} --text x", agents.references[1])).exits(2).says("lacks the scope `write`");
    agents.test.run("desk audit verify tickets.db").exits(0);
}

#[test]
fn all_of_a_person_is_taken_along_with_its_files() {
    let agents = Agents::new("--scope read --scope write");
    let [first, second] = [&agents.references[0], &agents.references[1]];
    fs::write(agents.test.at("fan.txt"), "A drawing of a fan").unwrap();
    agents.run(&format!("reply {first} --text Look --file fan.txt")).exits(0);
    let of = "--of ADA@northwind.example";
    assert_eq!(agents.json(&format!("list {of}"))["tickets"].as_array().unwrap().len(), 2);
    let oldest = agents.json(&format!("list {of} --limit 1"));
    assert_eq!((&oldest["tickets"][0]["reference"], &oldest["tickets"][1]), (&first.as_str().into(), &Value::Null));
    assert_eq!(oldest["more"], true);
    agents.run(&format!("list {of} --limit 1")).exits(0).says("these are the first 1; `--limit` tells more");
    agents.run(&format!("export {of} --out ada")).exits(0).says("`ada` holds 2 tickets and 1 file");
    for reference in [first, second] {
        let export = fs::read_to_string(agents.test.at(&format!("ada/{reference}.json"))).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&export).unwrap()["ticket"]["reference"], **reference);
    }
    let files: Vec<_> = fs::read_dir(agents.test.at(&format!("ada/{first}"))).unwrap().collect();
    let [Ok(file)] = &files[..] else { panic!("{files:?}") };
    assert!(file.file_name().to_string_lossy().ends_with("-fan.txt"));
    assert_eq!(fs::read_to_string(file.path()).unwrap(), "A drawing of a fan");
    agents.run(&format!("export {of} --out ada")).exits(2).says("a folder that is not there yet");
    agents.run("export --of bert@northwind.example --out bert").exits(0).says("nothing was written");
    agents.run("export --of bert --out bert").exits(2).says("Write an email address");
    agents.run(&format!("export {of}")).exits(2).says("--out");
    agents.run(&format!("export {of} --out -")).exits(2).says("standard output cannot be").says("name a folder");
    agents.run(&format!("list {of} --late")).exits(2).says("cannot be used with");
}

#[test]
fn an_export_goes_on_without_a_file_that_the_desk_has_lost_and_names_it() {
    let agents = Agents::new("--scope read --scope write");
    let [first, second] = [&agents.references[0], &agents.references[1]];
    for (reference, file) in [(first, "lost.txt"), (first, "kept.txt"), (second, "also.txt")] {
        fs::write(agents.test.at(file), file).unwrap();
        agents.run(&format!("reply {reference} --text Look --file {file}")).exits(0);
        for stored in fs::read_dir(agents.test.at("attachments")).unwrap().map(|entry| entry.unwrap().path()) {
            if fs::read_to_string(&stored).unwrap() == "lost.txt" {
                fs::remove_file(stored).unwrap();
            }
        }
    }
    let ran = agents.run("export --of ada@northwind.example --out ada").exits(1);
    ran.says(&format!(" of {first}, `lost.txt`: it is gone from the desk's storage"))
        .says("`ada` holds 2 tickets and 2 files; 1 file could not be had");
    let names = |reference: &str| {
        let files = fs::read_dir(agents.test.at(&format!("ada/{reference}"))).unwrap();
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    assert!(matches!(&names(first)[..], [kept] if kept.ends_with("-kept.txt")), "{:?}", names(first));
    assert!(matches!(&names(second)[..], [also] if also.ends_with("-also.txt")), "{:?}", names(second));
    agents.run(&format!("export {first} --out first.json")).exits(0);
}

#[test]
fn a_token_without_the_right_to_read_is_enough_for_what_reads_nothing() {
    let agents = Agents::new("--scope write");
    let [first, second] = &agents.references.clone()[..] else { panic!("two tickets") };
    agents.run(&format!("note {first} --text Bearings")).exits(0);
    agents.run(&format!("reply {first} --text Wait")).exits(0);
    agents.run(&format!("assign {first} --me")).exits(0);
    agents.run(&format!("show {first}")).exits(2).says("lacks the scope `read`");
    let added = agents.test.run("desk token add tickets.db --name Eve --scope erase").exits(0);
    let eraser = Agents { token: added.out.trim().to_owned(), ..agents };
    eraser.run(&format!("erase {second} --yes")).exits(0).says("it is erased");
}

#[test]
fn a_token_that_was_ended_lets_nobody_in() {
    let agents = Agents::new("--scope read");
    let listed = agents.test.run("desk token list tickets.db").exits(0).out;
    assert!(
        listed.contains("Ana") && listed.contains(&agents.token[..10]) && !listed.contains(&agents.token),
        "{listed}"
    );
    agents.run("list").exits(0);
    agents
        .test
        .run(&format!("desk token revoke tickets.db {}", &agents.token[..10]))
        .exits(0)
        .says("opens nothing any more");
    agents.run("list").exits(2).says("This token has ended").says("`tierzero desk token list DATABASE`");
}

#[test]
fn what_is_missing_is_named_before_anything_is_sent() {
    let test = Test::empty();
    let run = |line: &str, desk: &str, token: &str| -> Ran {
        let mut command = test.command(&format!("tickets {line}"));
        command.env("TIERZERO_DESK", desk).env("TIERZERO_TOKEN", token).output().unwrap().into()
    };
    run("list", "", "tzd_x").exits(2).says("no desk is named").says("TIERZERO_DESK");
    run("list", "https://help.example.com", "").exits(2).says("there is no token").says("TIERZERO_TOKEN");
    let wrong = run("list", "https://help.example.com", "hunter2").exits(2).says("is no token");
    assert!(!wrong.err.contains("hunter2"));
    run("list", "http://help.example.com", "tzd_x").exits(2).says("plain http").says("--allow-http");
    run("list --token-file none", "http://127.0.0.1:1", "tzd_x").exits(2).says("cannot read the token in `none`");
    for desk in ["http://127.0.0.1:1", "https://127.0.0.1:1"] {
        run("list", desk, "tzd_x").exits(2).says("the desk at `127.0.0.1` cannot be reached");
    }
    test.run("desk token add tickets.db --name Ana --scope all").exits(2).says("a scope is `read`, `write` or `erase`");
    test.run("desk token list tickets.db").exits(2).says("there is no database `tickets.db`");
}
