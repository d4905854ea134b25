//! The desk's own hand, beside a running desk.

use content::ticket::State;
use desk::{Reply, ReplyError};
use serde_json::json;
use tokio::task::JoinSet;

use crate::{
    desk::{SECRET, TestDesk, act},
    exchange::Seen,
    life,
};

fn words(text: &str) -> Reply {
    Reply { text: text.into(), ..Reply::default() }
}

#[tokio::test]
async fn a_word_of_the_desk_is_seen_at_once_under_the_name_it_gave() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap();
    let reply = Reply { state: Some(State::Solved), name: Some(" Ana\u{202e} ".into()), ..words("Try now. ") };
    let replied = desk::reply(&desk.database, &reference.to_lowercase(), &reply).await.unwrap();
    assert_eq!((replied.reference.as_str(), replied.from, replied.to), (reference, State::New, State::Solved));
    let ticket = desk.get(&path, SECRET).await.body;
    let entry = &ticket["timeline"][1];
    assert_eq!(ticket["updated"], entry["at"]);
    let mut entry = entry.clone();
    entry["at"] = "[at]".into();
    assert_eq!(
        entry,
        json!({ "at": "[at]", "kind": "reply", "who": "desk", "name": "Ana", "text": "Try now.", "state": "solved" })
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn desk_and_readers_write_at_the_same_time_and_nothing_is_lost() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap().to_owned();
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let (database, reference) = (desk.database.clone(), reference.clone());
        tasks.spawn(async move { desk::reply(&database, &reference, &words("From the desk")).await.is_ok() });
        let request = act(&path, "replies", &format!("key-of-a-reply-{number}"), &json!({ "text": "From the reader" }));
        let router = desk.desk.router();
        tasks.spawn(async move {
            Seen::read(tower::ServiceExt::oneshot(router, request).await.unwrap()).await.status == 201
        });
    }
    assert!(tasks.join_all().await.into_iter().all(|done| done));
    let timeline = desk.get(&path, SECRET).await.body["timeline"].clone();
    let by = |who: &str| timeline.as_array().unwrap().iter().filter(|entry| entry["who"] == who).count();
    assert_eq!((by("desk"), by("reader")), (20, 21));
}

#[tokio::test]
async fn files_of_the_desk_reach_its_reader_and_nobody_else() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tray\u{202e}.svg");
    std::fs::write(&file, "<svg onload=\"alert(1)\"/>").unwrap();
    let attachments = Some(desk.folder.join("attachments").into());
    let reply = Reply { files: vec![file], attachments, ..Reply::default() };
    desk::reply(&desk.database, reference, &reply).await.unwrap();
    let entry = desk.get(&path, SECRET).await.body["timeline"][1].clone();
    assert_eq!((&entry["kind"], &entry["who"]), (&json!("reply"), &json!("desk")));
    let note = &entry["files"][0];
    assert_eq!((&note["name"], &note["size"], &note["type"]), (&json!("tray.svg"), &json!(24), &json!("text/plain")));
    let file = format!("{path}/files/{}", note["id"].as_str().unwrap());
    let (status, headers, bytes) = desk.fetch(&file, SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, &b"<svg onload=\"alert(1)\"/>"[..]));
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(desk.fetch(&file, "another-secret-of-22-ch").await.0, 404);
}

#[tokio::test]
async fn a_file_that_cannot_go_leaves_the_ticket_as_it_is() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.log");
    std::fs::write(&empty, "").unwrap();
    for file in [empty, folder.path().join("nowhere.log")] {
        let attachments = Some(desk.folder.join("attachments").into());
        let reply = Reply { files: vec![file], attachments, ..words("Look") };
        let error = desk::reply(&desk.database, reference, &reply).await.unwrap_err();
        assert!(matches!(error, ReplyError::File { .. }) && error.help().is_some(), "{error}");
    }
    let file = folder.path().join("tray.log");
    std::fs::write(&file, "It hums").unwrap();
    let again = folder.path().join("./tray.log");
    let reply = Reply { files: vec![file.clone(), again], ..words("Look") };
    let error = desk::reply(&desk.database, reference, &reply).await.unwrap_err();
    assert!(matches!(error, ReplyError::Twice { .. }) && error.help().is_some(), "{error}");
    let elsewhere = folder.path().join("elsewhere");
    let reply = Reply { files: vec![file], attachments: Some(elsewhere.clone().into()), ..words("Look") };
    let error = desk::reply(&desk.database, reference, &reply).await.unwrap_err();
    assert!(matches!(error, ReplyError::NoFolder { .. }) && !elsewhere.exists(), "{error}");
    assert_eq!(desk.get(&path, SECRET).await.body["timeline"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_said_is_told_and_changes_nothing() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reference = path.rsplit('/').next().unwrap();
    let said = async |reference: &str, reply: Reply| {
        let error = desk::reply(&desk.database, reference, &reply).await.unwrap_err();
        let said = format!("{error}\n{}", error.help().unwrap());
        said.replace(&desk.database.to_string(), "tickets.db").replace(path.rsplit('/').next().unwrap(), "TZ-1")
    };
    insta::assert_snapshot!(said("TZ-000000", words("Hello")).await, @r#"
    there is no ticket `TZ-000000` in `tickets.db`
    the newest are listed by `sqlite3 -readonly FILE "SELECT reference, subject FROM tickets ORDER BY id DESC LIMIT 20"`
    "#);
    insta::assert_snapshot!(said(reference, words(" \u{202e}")).await, @"
    there is nothing to say
    give a text, a file, a state, a team or the time of the next update
    ");
    insta::assert_snapshot!(said(reference, Reply { state: Some(State::New), ..words("") }).await, @"
    the ticket `TZ-1` stands so already
    give a text to say something without changing anything
    ");
    insta::assert_snapshot!(said(reference, words(&"x".repeat(20_001))).await, @"
    the text is too long
    a text has at most 20,000 characters, a name or a team 500
    ");
    let past = Some("2026-11-01T14:00Z".parse().unwrap());
    insta::assert_snapshot!(said(reference, Reply { next_update: past, ..words("Hello") }).await, @"
    the time of the next update is over already
    give a time that is still to come
    ");
    let far = Some("2062-11-28T14:00Z".parse().unwrap());
    insta::assert_snapshot!(said(reference, Reply { next_update: far, ..words("Hello") }).await, @"
    the time of the next update is more than a year away
    look at its year, or announce an earlier time first
    ");
    assert_eq!(desk.count("SELECT count(*) FROM events").await, 1);
}

#[tokio::test]
async fn only_the_database_of_a_desk_of_this_version_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let said = async |file: &str| {
        let error = desk::reply(&folder.path().join(file).into(), "TZ-0000A1", &words("Hello")).await.unwrap_err();
        assert!(matches!(error, ReplyError::Open(_)));
        let said = format!("{error}\n{}", error.help().unwrap());
        said.replace(&folder.path().display().to_string(), "place")
    };
    insta::assert_snapshot!(said("tickets.db").await, @"
    there is no database `place/tickets.db`
    name the file that `tierzero desk --database` names
    ");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made");
    life::old(&folder.path().join("tickets.db").into()).await;
    insta::assert_snapshot!(said("tickets.db").await, @"
    the database `place/tickets.db` has schema 1, this program knows 12
    restart the desk with this program, which brings its database up to date, and try again
    ");
    std::fs::write(folder.path().join("letter.txt"), "Dear Sir or Madam,\n".repeat(100)).unwrap();
    insta::assert_snapshot!(said("letter.txt").await, @"
    `place/letter.txt` is not a ticket database
    choose another file; this one was left as it is
    ");
}
