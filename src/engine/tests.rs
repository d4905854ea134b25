#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use search::message::{FromEngine, Kind, Question, ToEngine};
use search::pack::{Cut, build, build_cut};
use search::{Document, Packed, Piece};

use crate::{Arrival, Engine, Task, Turn};

fn document() -> Document {
    Document {
        kind: Kind::Article,
        path: "articles/vpn/".to_owned(),
        title: "Set up the VPN".to_owned(),
        summary: String::new(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: "Install the client.".to_owned(),
        category: String::new(),
        platforms: Vec::new(),
        withheld: false,
    }
}

fn packed() -> Vec<u8> {
    build(&[document()], &[]).unwrap().pack
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
    let Turn::Say(FromEngine::Answer { id: 3, answer }) = engine.answer() else { panic!("the newest is answered") };
    assert_eq!(answer.hits[0].path, "articles/vpn/");
    assert_eq!(engine.answer(), Turn::Rest, "there is one answer only");
}

#[test]
fn a_search_waits_for_the_pack() {
    let mut engine = Engine::default();
    engine.receive(search(1, "client"));
    assert_eq!(engine.answer(), Turn::Rest);
    assert_eq!(engine.receive(ToEngine::Open { pack: "/a.pack".to_owned() }), Task::Fetch("/a.pack".to_owned()));
    engine.open(packed());
    assert!(matches!(engine.answer(), Turn::Say(FromEngine::Answer { id: 1, .. })));
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
    assert!(matches!(engine.answer(), Turn::Say(_)));
}

fn in_pieces() -> (Engine, Packed) {
    let packed = build_cut(&[document()], &[], Cut { whole: 0, piece: 256 }).unwrap();
    let mut engine = Engine::default();
    engine.open(packed.pack.clone());
    (engine, packed)
}

fn wanted(engine: &mut Engine) -> Vec<Piece> {
    match engine.answer() {
        Turn::Need { id } => engine.wanted(id),
        turn => panic!("it needs pieces, not {turn:?}"),
    }
}

/// Hands over pieces until there is an answer.
fn answer(engine: &mut Engine, packed: &Packed) -> FromEngine {
    loop {
        match engine.answer() {
            Turn::Say(answer) => return answer,
            Turn::Rest => panic!("everything it wanted has come"),
            Turn::Need { id } => {
                for piece in engine.wanted(id) {
                    let bytes = packed.pieces().into_iter().find(|(other, _)| *other == piece).unwrap().1.to_vec();
                    engine.arrived(piece, Some(bytes));
                }
            }
        }
    }
}

#[test]
fn a_search_goes_on_when_its_last_piece_has_come() {
    let (mut engine, packed) = in_pieces();
    engine.receive(search(1, "client"));
    let pieces = wanted(&mut engine);
    assert_eq!(engine.wanted(1), [], "nothing is fetched twice at the same time");
    assert!(!engine.is_idle());
    for (count, piece) in pieces.iter().enumerate() {
        let bytes = packed.pieces().into_iter().find(|(other, _)| other == piece).unwrap().1.to_vec();
        let last = count + 1 == pieces.len();
        assert_eq!(engine.arrived(*piece, Some(bytes)), if last { Arrival::Answer } else { Arrival::Wait });
    }
    assert!(matches!(answer(&mut engine, &packed), FromEngine::Answer { id: 1, answer } if answer.total == 1));
    assert!(engine.is_idle());
}

#[test]
fn a_piece_that_is_not_itself_is_asked_for_once_more_and_then_done_without() {
    let (mut engine, packed) = in_pieces();
    engine.receive(search(1, "client"));
    for piece in wanted(&mut engine) {
        assert_eq!(engine.arrived(piece, Some(b"<html>".to_vec())), Arrival::Again);
        assert_ne!(engine.arrived(piece, None), Arrival::Again);
    }
    assert!(matches!(answer(&mut engine, &packed), FromEngine::Answer { answer, .. } if answer.partial));
    engine.receive(search(2, "client"));
    assert!(matches!(answer(&mut engine, &packed), FromEngine::Answer { answer, .. } if !answer.partial));
}

#[test]
fn nothing_is_fetched_for_a_search_that_a_newer_one_has_replaced() {
    let (mut engine, _) = in_pieces();
    engine.receive(search(1, "c"));
    assert_eq!(engine.answer(), Turn::Need { id: 1 });
    engine.receive(search(2, "cl"));
    assert_eq!(engine.wanted(1), []);
}

#[test]
fn pieces_of_an_older_search_do_not_hold_up_a_newer_one() {
    let (mut engine, packed) = in_pieces();
    engine.receive(search(1, "client"));
    let old = wanted(&mut engine);
    engine.receive(search(2, ""));
    assert!(matches!(engine.answer(), Turn::Say(FromEngine::Answer { id: 2, .. })), "no words need no pieces");
    let bytes = packed.pieces().into_iter().find(|(piece, _)| *piece == old[0]).unwrap().1.to_vec();
    assert_eq!(engine.arrived(old[0], Some(bytes)), Arrival::Wait);
}
