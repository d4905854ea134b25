//! The first view of an island is the one the publisher rendered; what the program already knows comes a moment later.

use leptos::prelude::*;

use crate::effect::effect;

/// `then`, once the island has come to life; `first` until then. An island may come to life on a page that followed
/// another, when the program knows more than the publisher did.
pub(crate) fn waking<T: 'static>(first: impl Fn() -> T, then: impl Fn() -> T) -> impl Fn() -> T {
    let awake = RwSignal::new(false);
    effect(move |_| awake.set(true));
    move || if awake.get() { then() } else { first() }
}
