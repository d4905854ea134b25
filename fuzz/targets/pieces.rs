//! An index in pieces that were tampered with, under their right names; some of them cannot be had.

#![no_main]

use std::sync::LazyLock;

use fuzz::edit::Edit;
use fuzz::pack::Pack;
use fuzz::sample::Asked;
use fuzz::{sample, watch};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use search::Searcher;

/// The pack, and the archive that the pieces are cut from.
static SOUND: LazyLock<(Pack, Vec<u8>)> = LazyLock::new(|| {
    let cut = sample::cut();
    (Pack::of(&cut.pack), cut.pieces().into_iter().flat_map(|(_, bytes)| bytes).copied().collect())
});

#[derive(Debug, Arbitrary)]
struct Attack {
    archive: Vec<Edit>,
    lost: Vec<u8>,
    asked: Vec<Asked>,
}

fuzz_target!(init: watch::install(), |attack: Attack| {
    let (mut pack, mut archive) = SOUND.clone();
    attack.archive.iter().for_each(|edit| edit.overwrite(&mut archive));
    let pieces = pack.refill(&archive);
    watch::survive(|| {
        if let Ok(searcher) = Searcher::open(pack.with(&pack.contents())) {
            attack.asked.iter().take(4).for_each(|asked| ask(&searcher, &pieces, &attack.lost, asked));
        }
    });
});

/// Hands over what is asked for until there is an answer. No piece may be asked for twice.
fn ask(searcher: &Searcher, pieces: &[Vec<u8>], lost: &[u8], asked: &Asked) {
    let all = searcher.pieces();
    let mut given = std::collections::BTreeSet::new();
    while let Err(missing) = searcher.attempt(&asked.question()) {
        for piece in missing {
            assert!(given.insert(piece), "{piece} was asked for twice");
            let number = all.iter().position(|other| *other == piece).expect("only pieces that are there");
            if lost.contains(&(number as u8)) {
                searcher.give_up(piece);
            } else {
                searcher.supply(piece, pieces[number].clone()).expect("they are its bytes");
            }
        }
    }
}
