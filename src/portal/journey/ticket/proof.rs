//! Working out the proof that the desk asks for with a new ticket: a little work for one ticket, a lot for a flood.

use content::proof::{Challenge, beginning, zeros};
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds of work at a time: whatever else the page has to do waits no longer than that.
const SLICE: f64 = 12.0;
/// How many counters are tried between two looks at the clock.
const TRIES: u32 = 256;
/// How often the clock is looked at in a slice: one that a browser made coarse, against being known again, ends none in time.
const LOOKS: u32 = 128;

/// Works a challenge out for the ticket with this key. Between slices, `go_on` is told for how many milliseconds it has been at
/// it, and may end it.
pub(super) async fn solve(challenge: &Challenge, key: &str, go_on: impl Fn(f64) -> bool) -> Option<String> {
    let mut search = Search::of(challenge, key);
    let begun = clock();
    loop {
        let until = clock() + SLICE;
        for _ in 0..LOOKS {
            if let Some(counter) = search.next(TRIES) {
                return Some(format!("{};{counter}", challenge.token));
            }
            if clock() >= until {
                break;
            }
        }
        breathe().await;
        if !go_on(clock() - begun) {
            return None;
        }
    }
}

/// The search for a counter that fits.
struct Search {
    /// What comes before the counter is hashed once for all.
    begun: Sha256,
    difficulty: u32,
    counter: u64,
}

impl Search {
    fn of(challenge: &Challenge, key: &str) -> Self {
        let begun = Sha256::new_with_prefix(beginning(&challenge.token, key));
        Self { begun, difficulty: challenge.difficulty, counter: 0 }
    }

    /// The next counter that fits, if it is among so many.
    fn next(&mut self, tries: u32) -> Option<u64> {
        (0..tries).find_map(|_| {
            let counter = self.counter;
            self.counter += 1;
            let hash = self.begun.clone().chain_update(counter.to_string()).finalize();
            (zeros(&hash) >= self.difficulty).then_some(counter)
        })
    }
}

/// Milliseconds by a clock that nobody sets.
fn clock() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Lets the page do what it has to do. Not by a timer, since browsers let those of a page in the background wait for a second, or a
/// minute, each.
async fn breathe() {
    let taken = Promise::new(&mut |resolve: Function, _| {
        if message(&resolve).is_err() {
            // A window that sets no timers does not come back to this, and the ticket goes on the next visit.
            let _ = window().set_timeout_with_callback(&resolve);
        }
    });
    // A message does not fail.
    let _ = JsFuture::from(taken).await;
}

/// Sends a message from the page to itself, and does something when it has come.
fn message(then: &Function) -> Result<(), JsValue> {
    let channel: Function = Reflect::get(&window(), &"MessageChannel".into())?.dyn_into()?;
    let channel = Reflect::construct(&channel, &Array::new())?;
    let (here, there) = (Reflect::get(&channel, &"port1".into())?, Reflect::get(&channel, &"port2".into())?);
    Reflect::set(&here, &"onmessage".into(), then)?;
    let post: Function = Reflect::get(&there, &"postMessage".into())?.dyn_into()?;
    post.call1(&there, &JsValue::NULL).map(|_| ())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn search(difficulty: u32) -> Search {
        let challenge = Challenge { token: "token".into(), difficulty, expires: String::new() };
        Search::of(&challenge, "key-of-some-length")
    }

    #[test]
    fn what_is_found_is_what_the_desk_counts_by() {
        let counter = search(10).next(u32::MAX).unwrap();
        let hash = Sha256::digest(format!("token:key-of-some-length:{counter}"));
        assert!(zeros(&hash) >= 10);
        let before = (0..counter).map(|counter| Sha256::digest(format!("token:key-of-some-length:{counter}")));
        assert!(before.into_iter().all(|hash| zeros(&hash) < 10), "it is the first");
    }

    #[test]
    fn a_search_goes_on_where_it_stopped() {
        let at_once = search(10).next(u32::MAX).unwrap();
        let mut pieces = search(10);
        let found = std::iter::repeat_with(|| pieces.next(7)).find_map(|found| found).unwrap();
        assert_eq!(found, at_once);
        assert_eq!(search(0).next(1), Some(0));
        assert_eq!(search(256).next(1_000), None);
    }
}
