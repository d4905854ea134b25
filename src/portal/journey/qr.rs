//! Text as a QR code, to carry it to another device without typing.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::html::escaped;
use crate::words::journey as words;

/// The white rim that readers of codes need, in modules.
const RIM: i32 = 4;

/// A code that is drawn when somebody opens it.
#[component]
pub(super) fn QrView(
    /// What opens it.
    label: &'static str,
    /// Gives what the code says.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let drawn = RwSignal::new(String::new());
    // Each time anew: the text may have changed.
    let draw =
        move |_| drawn.set(svg(&text.run(())).unwrap_or_else(|| escaped(words::TOO_LONG_FOR_A_CODE).into_owned()));
    view! {
        <details class="qr" on:toggle=draw>
            <summary>{label}</summary>
            <div class="qr-code" inner_html=drawn></div>
        </details>
    }
}

/// The code as a picture; `None` when the text is too long for any.
fn svg(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark.map(|(x, y)| format!("M{},{}h1v1h-1z", x + RIM, y + RIM)).collect();
    let side = size + 2 * RIM;
    let label = escaped(words::QR_CODE);
    Some(format!(
        "<svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_rim_and_a_name() {
        let picture = svg("https://help.example/track/#TZ-7F3K9Q.secret").unwrap_or_default();
        assert!(picture.starts_with("<svg viewBox=\"0 0 37 37\" role=\"img\" aria-label=\""), "{picture}");
        assert!(picture.contains("M4,4h1v1h-1z") && !picture.contains("M3,"), "the rim is empty");
    }

    #[test]
    fn what_no_code_can_hold_is_not_drawn() {
        assert_eq!(svg(&"x".repeat(3_000)), None);
    }
}
