//! Any bytes as a pack: as they are, and as contents and data behind a header with right checksums.

#![no_main]

use std::sync::LazyLock;

use fuzz::pack::Pack;
use fuzz::{sample, watch};
use libfuzzer_sys::fuzz_target;
use search::Searcher;
use search::message::Question;

static SOUND: LazyLock<Pack> = LazyLock::new(|| Pack::of(&sample::whole().pack));

fuzz_target!(init: watch::install(), |bytes: (Vec<u8>, Vec<u8>)| {
    let (contents, data) = bytes;
    let mut forged = SOUND.clone();
    forged.data = data;
    let forged = forged.with(&contents);
    watch::survive(|| open(contents));
    watch::survive(|| open(forged));
});

fn open(bytes: Vec<u8>) {
    if let Ok(searcher) = Searcher::open(bytes) {
        searcher.search(&Question::new("vpn", 5));
    }
}
