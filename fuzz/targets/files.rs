//! A pack whose files and table of contents were tampered with, with right checksums, and a question to it.

#![no_main]

use std::sync::LazyLock;

use fuzz::edit::Edit;
use fuzz::pack::Pack;
use fuzz::sample::Asked;
use fuzz::{sample, watch};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use search::Searcher;

/// One pack without a list of common words, and one with it.
static SOUND: LazyLock<[Pack; 2]> = LazyLock::new(|| {
    let cut = sample::cut();
    let mut with_words = Pack::of(&cut.pack);
    let archive: Vec<u8> = cut.pieces().into_iter().flat_map(|(_, bytes)| bytes).copied().collect();
    with_words.fill(archive);
    [Pack::of(&sample::whole().pack), with_words]
});

#[derive(Debug, Arbitrary)]
struct Attack {
    with_words: bool,
    files: Vec<(u8, Edit)>,
    contents: Vec<Edit>,
    asked: Asked,
}

fuzz_target!(init: watch::install(), |attack: Attack| {
    let mut pack = SOUND[usize::from(attack.with_words)].clone();
    let mut files = pack.split();
    for (number, edit) in &attack.files {
        let number = usize::from(*number) % files.len();
        edit.apply(&mut files[number]);
    }
    pack.join(&files);
    let mut contents = pack.contents();
    attack.contents.iter().for_each(|edit| edit.apply(&mut contents));
    watch::survive(|| {
        if let Ok(searcher) = Searcher::open(pack.with(&contents)) {
            searcher.search(&attack.asked.question());
        }
    });
});
