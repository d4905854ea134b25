#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::Searcher;
use super::tests::document;
use crate::Document;
use crate::message::{Answer, Question};
use crate::pack::{Cut, Piece, build_cut};

/// Pieces this small split even a short dictionary.
const SMALL: Cut = Cut { whole: 0, piece: 512 };

/// Number of a word that every page has, and one in nine in its title.
const EVERYWHERE: usize = 300;

/// Words that look like English, so that they have stems, neighbours in the dictionary and slips.
fn word(number: usize) -> String {
    if number == EVERYWHERE {
        return "desk".to_owned();
    }
    let starts = ["print", "connect", "install", "certif", "restart", "synchron", "encrypt", "mail", "net", "token"];
    let middles = ["", "a", "er", "ol", "ut"];
    let ends = ["", "s", "ing", "ed", "ation", "er"];
    format!("{}{}{}", starts[number % 10], middles[number / 10 % 5], ends[number / 50 % 6])
}

fn documents() -> Vec<Document> {
    let page = |number: usize| {
        let body: Vec<String> = (0..40).map(|place| word((number * 7 + place * place) % 300)).collect();
        let body = format!("{} {}", body.join(" "), word(EVERYWHERE));
        let more = if number.is_multiple_of(9) { word(EVERYWHERE) } else { String::new() };
        let title = format!("{} {} {more}", word(number), word(number * 3 % EVERYWHERE));
        document(&format!("{number:03}/"), &title, &body)
    };
    (0..300).map(page).collect()
}

fn synonyms() -> Vec<Vec<String>> {
    vec![vec!["vpn".to_owned(), "encrypt token".to_owned()]]
}

/// The same index with all its pieces at hand, as `tierzero` has it.
fn at_hand() -> &'static Searcher {
    static AT_HAND: LazyLock<Searcher> =
        LazyLock::new(|| build_cut(&documents(), &synonyms(), SMALL).unwrap().open().unwrap());
    &AT_HAND
}

type Pieces = BTreeMap<Piece, Vec<u8>>;

fn in_pieces() -> (Searcher, &'static Pieces) {
    static PACKED: LazyLock<(Vec<u8>, Pieces)> = LazyLock::new(|| {
        let packed = build_cut(&documents(), &synonyms(), SMALL).unwrap();
        let pieces = packed.pieces().into_iter().map(|(piece, bytes)| (piece, bytes.to_vec())).collect();
        (packed.pack, pieces)
    });
    (Searcher::open(PACKED.0.clone()).unwrap(), &PACKED.1)
}

/// Answers a question with pieces as they are asked for. Tells how often some were.
fn fetch(searcher: &Searcher, pieces: &Pieces, question: &Question) -> (Answer, usize) {
    for round in 0.. {
        match searcher.attempt(question) {
            Ok(answer) => return (answer, round),
            Err(missing) => {
                for piece in missing {
                    searcher.supply(piece, pieces[&piece].clone()).unwrap();
                }
            }
        }
    }
    unreachable!("there is an end to all pieces")
}

#[test]
fn a_pack_in_pieces_holds_only_what_opening_it_reads() {
    let [whole, cut] = [Cut::default(), SMALL].map(|cut| build_cut(&documents(), &[], cut).unwrap());
    assert!(whole.pieces().is_empty());
    let in_pieces: usize = cut.pieces().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(cut.pack.len() * 3 < in_pieces, "{} and {in_pieces} bytes", cut.pack.len());
    assert!(cut.pieces().iter().rev().skip(1).all(|(_, bytes)| bytes.len() == 512));
}

#[test]
fn the_best_pages_are_those_of_an_index_in_one_file() {
    let whole = build_cut(&documents(), &synonyms(), Cut::default()).unwrap().open().unwrap();
    for query in ["printer certificated ", "how to restart tokens", "mailing", "conected netting"] {
        let question = Question::new(query, 1);
        let (whole, cut) = (whole.search(&question), at_hand().search(&question));
        assert_eq!((&whole.hits[0].path, &whole.corrected), (&cut.hits[0].path, &cut.corrected), "{query}");
    }
}

#[test]
fn a_question_asked_again_needs_nothing_more() {
    let (searcher, pieces) = in_pieces();
    let question = Question::new("printer certification", 5);
    let (first, rounds) = fetch(&searcher, pieces, &question);
    assert!(rounds > 0);
    assert_eq!(fetch(&searcher, pieces, &question), (first, 0));
}

#[test]
fn a_slip_is_mended_and_a_synonym_found_in_three_rounds() {
    for query in ["prinetr conection ", "how to instal encrypt", "vpn", "sychronation", "tokening mailer pri"] {
        let (searcher, pieces) = in_pieces();
        let question = Question::new(query, 5);
        let (answer, rounds) = fetch(&searcher, pieces, &question);
        assert_eq!(answer, at_hand().search(&question), "{query}");
        assert!(rounds <= 3 && !answer.hits.is_empty(), "{query} takes {rounds} rounds");
    }
}

#[test]
fn a_word_that_most_pages_have_is_looked_for_in_titles_when_there_is_a_rarer_one() {
    let total = |query: &str| at_hand().search(&Question::new(query, 0)).total;
    assert_eq!(total("desk "), 300);
    assert!(total("desk printer ") < 300 && total("desk printer ") > total("printer "));
    let both = at_hand().search(&Question { explain: true, ..Question::new(format!("{} desk ", word(90)), 1) });
    assert!(both.hits[0].title.iter().any(|piece| piece.marked && piece.text == "desk"));
    assert!(both.hits[0].reasons.iter().all(|reason| reason.found.is_some()));
}

#[test]
fn without_some_pieces_the_answers_that_are_possible_are_given_and_it_says_so() {
    let (searcher, pieces) = in_pieces();
    let question = Question::new("printer", 5);
    let missing = searcher.attempt(&question).unwrap_err();
    missing.into_iter().for_each(|piece| searcher.give_up(piece));
    assert!(searcher.search(&question).partial);
    searcher.hope();
    let (answer, _) = fetch(&searcher, pieces, &question);
    assert!(!answer.partial && answer.hits.len() == 5);
}

#[test]
fn any_piece_may_be_lost() {
    let (_, pieces) = in_pieces();
    for lost in pieces.keys() {
        let (searcher, _) = in_pieces();
        for (piece, bytes) in pieces.iter().filter(|(piece, _)| *piece != lost) {
            searcher.supply(*piece, bytes.clone()).unwrap();
        }
        let answer = searcher.search(&Question::new("printer conection restart", 300));
        assert!(answer.total > 0 || answer.partial, "{lost}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn fetched_pieces_give_the_answers_of_all_of_them_in_three_rounds(
        numbers in prop::collection::vec(0_usize..=EVERYWHERE, 1..6),
        slip in prop::option::of(1_usize..4),
        finished in any::<bool>(),
        explain in any::<bool>(),
    ) {
        let mut words: Vec<String> = numbers.into_iter().map(word).collect();
        if let Some(at) = slip {
            let last = words[0].len() - 1;
            words[0].remove(at.min(last));
        }
        let query = format!("{}{}", words.join(" "), if finished { " " } else { "" });
        let question = Question { explain, ..Question::new(query, 10) };
        let (searcher, pieces) = in_pieces();
        let (answer, rounds) = fetch(&searcher, pieces, &question);
        prop_assert_eq!(&answer, &at_hand().search(&question));
        prop_assert!(rounds <= 3, "{} rounds", rounds);
    }
}
