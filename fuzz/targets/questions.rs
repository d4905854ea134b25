//! Any question: an index in pieces answers the same when they are fetched as when they are at hand, and the same index in
//! one file finds all that it finds.

#![no_main]

use std::collections::HashMap;
use std::sync::LazyLock;

use fuzz::sample;
use fuzz::sample::Asked;
use libfuzzer_sys::fuzz_target;
use search::message::{Answer, Question};
use search::{Piece, Searcher};

/// The index in one file, and in pieces that are all at hand.
static AT_HAND: LazyLock<[Searcher; 2]> =
    LazyLock::new(|| [sample::whole(), sample::cut()].map(|packed| packed.open().expect("the sample can be opened")));

/// A pack, and the pieces to fetch for it.
static CUT: LazyLock<(Vec<u8>, HashMap<Piece, Vec<u8>>)> = LazyLock::new(|| {
    let cut = sample::cut();
    (cut.pack.clone(), cut.pieces().into_iter().map(|(piece, bytes)| (piece, bytes.to_vec())).collect())
});

fuzz_target!(|asked: Asked| {
    let question = asked.question();
    let [whole, cut] = &*AT_HAND;
    let (of_whole, answer) = (whole.search(&question), cut.search(&question));
    for answer in [&of_whole, &answer] {
        assert!(answer.hits.len() <= question.limit && answer.hits.len() <= answer.total && !answer.partial);
    }
    assert!(answer.total <= of_whole.total);
    assert_eq!(answer, fetched(&question));
});

/// The answer of an index that has to fetch everything. It may ask for pieces three times.
fn fetched(question: &Question) -> Answer {
    let (pack, pieces) = &*CUT;
    let searcher = Searcher::open(pack.clone()).expect("the sample can be opened");
    for _ in 0..3 {
        match searcher.attempt(question) {
            Ok(answer) => return answer,
            Err(missing) => missing.into_iter().for_each(|piece| {
                searcher.supply(piece, pieces[&piece].clone()).expect("they are its bytes");
            }),
        }
    }
    searcher.attempt(question).expect("three rounds are enough")
}
