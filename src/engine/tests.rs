#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use search::message::{FromEngine, Kind, Question, ToEngine};
use search::{Document, pack};

use crate::{Engine, Task};

fn packed() -> Vec<u8> {
    let document = Document {
        kind: Kind::Article,
        path: "articles/vpn/".to_owned(),
        title: "Set up the VPN".to_owned(),
        summary: String::new(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: "Install the client.".to_owned(),
        category: String::new(),
        platforms: Vec::new(),
    };
    pack::build(&[document], &[]).unwrap()
}

fn search(id: u32, query: &str) -> ToEngine {
    ToEngine::Search { id, question: Question::new(query, 5) }
}

#[test]
fn only_the_newest_search_is_answered() {
    let mut engine = Engine::default();
    assert_eq!(engine.open(packed()), FromEngine::Ready { documents: 1 });
    for id in 1..=3 {
        assert_eq!(engine.receive(search(id, "vpn")), Task::Answer);
    }
    let Some(FromEngine::Answer { id: 3, answer }) = engine.answer() else { panic!("the newest is answered") };
    assert_eq!(answer.hits[0].path, "articles/vpn/");
    assert!(engine.answer().is_none(), "there is one answer only");
}

#[test]
fn a_search_waits_for_the_pack() {
    let mut engine = Engine::default();
    engine.receive(search(1, "client"));
    assert!(engine.answer().is_none());
    assert_eq!(engine.receive(ToEngine::Open { pack: "/a.pack".to_owned() }), Task::Fetch("/a.pack".to_owned()));
    engine.open(packed());
    assert!(matches!(engine.answer(), Some(FromEngine::Answer { id: 1, .. })));
}

#[test]
fn a_bad_pack_is_told_in_plain_words_and_the_old_one_goes_on() {
    let mut engine = Engine::default();
    engine.open(packed());
    let mut torn = packed();
    torn.truncate(100);
    let mut other = packed();
    other[4] = 77;
    let mut message = |bytes| match engine.open(bytes) {
        FromEngine::Failed { message } => message,
        reply => panic!("{reply:?}"),
    };
    assert!(message(torn).contains("arrived incomplete"));
    assert!(message(other).contains("has been updated"));
    assert!(message(b"<html>".to_vec()).contains("something else was sent"));
    engine.receive(search(9, "vpn"));
    assert!(engine.answer().is_some());
}
