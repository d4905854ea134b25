//! What the browser tells of the device, for a ticket: enough to see what may matter, and nothing that tells people apart.

use content::Platform;
use content::ticket::Device;
use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;

/// Browsers by what they call themselves, those first that also call themselves by another's name.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// What this browser tells.
pub(super) fn device() -> Device {
    let navigator = window().navigator();
    Device {
        browser: navigator.user_agent().ok().and_then(|agent| browser(&agent)),
        system: system(),
        screen: screen(),
        time_zone: time_zone(),
        language: navigator.language(),
    }
}

/// Name and version of a browser.
fn browser(agent: &str) -> Option<String> {
    let (version, name) = BROWSERS.into_iter().find_map(|(mark, name)| Some((agent.split_once(mark)?.1, name)))?;
    let version: String = version.chars().take_while(char::is_ascii_digit).collect();
    (!version.is_empty()).then(|| format!("{name} {version}"))
}

/// The system, which `boot.js` has found out.
fn system() -> Option<String> {
    let id = document().document_element()?.get_attribute("data-system")?;
    Platform::from_id(&id).map(|system| system.to_string())
}

fn screen() -> Option<String> {
    let screen = window().screen().ok()?;
    Some(format!("{} × {}", screen.width().ok()?, screen.height().ok()?))
}

fn time_zone() -> Option<String> {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &JsValue::from_str("timeZone")).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_called_by_its_own_name() {
        let told = |agent: &str| browser(agent).unwrap_or_default();
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        assert_eq!(told(chrome), "Chrome 142");
        assert_eq!(told(&format!("{chrome} Edg/142.0.0.0")), "Edge 142");
        assert_eq!(told("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"), "Firefox 145");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
        assert_eq!(told(safari), "Safari 18");
        assert_eq!(told("curl/8.0"), "");
    }
}
