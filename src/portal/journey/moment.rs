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
    let milliseconds = js_sys::Date::new(&JsValue::from_str(moment)).get_time();
    if milliseconds.is_nan() {
        return moment.to_owned();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole and far below 2^53")]
    let milliseconds = milliseconds as i64;
    moment_words(milliseconds, minutes_ahead(milliseconds))
}
