//! Who panics. Behind right checksums tantivy takes files for its own and panics at others, which `docs/search.md` says and
//! nobody here can mend; a panic of ours ends the fuzzer.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// Crates that trust what they read, by the folders of their sources.
const TRUSTING: [&str; 2] = ["/tantivy", "/ownedbytes"];

/// Lets trusting crates panic, and names each place once. To be called at the start.
pub fn install() {
    let end = panic::take_hook();
    let known = Mutex::new(BTreeSet::new());
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if !TRUSTING.iter().any(|name| place.contains(name)) {
            end(panic);
        }
        if known.lock().is_ok_and(|mut known| known.insert(place.clone())) {
            eprintln!("a trusting crate panicked at {place}");
        }
    }));
}

/// Goes on after a panic that the hook let pass.
pub fn survive(work: impl FnOnce()) {
    let _ = panic::catch_unwind(AssertUnwindSafe(work));
}
