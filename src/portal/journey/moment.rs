//! A moment by the reader's own clock. Only shown by a page that lives already: the publisher does not know the zone.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::date::{minutes_ahead, moment_words};

/// A moment, readable for people and machines.
#[component]
pub(super) fn MomentView(
    /// RFC 3339.
    moment: String,
) -> impl IntoView {
    let text = in_words(&moment);
    view! { <time datetime=moment>{text}</time> }
}

/// Such as `22 November 2026, 10:31`; the moment as it is written when it is none.
fn in_words(moment: &str) -> String {
    milliseconds(moment).map_or_else(|| moment.to_owned(), |at| moment_words(at, minutes_ahead(at)))
}

/// Milliseconds since 1970 of a moment in RFC 3339.
pub(crate) fn milliseconds(moment: &str) -> Option<i64> {
    let milliseconds = js_sys::Date::new(&JsValue::from_str(moment)).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole and far below 2^53")]
    let whole = milliseconds as i64;
    (!milliseconds.is_nan()).then_some(whole)
}
