//! What the browser tells about the reader's connection and disk.

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether much may be fetched without costing the reader money or patience. Where the browser does not say, it may not.
pub(crate) fn is_unmetered() -> bool {
    let Some(connection) = navigator().and_then(|navigator| property(&navigator, "connection")) else { return false };
    let text = |name| property(&connection, name).and_then(|value| value.as_string());
    let saves = property(&connection, "saveData").and_then(|value| value.as_bool()).unwrap_or(false);
    !saves && text("effectiveType").as_deref() == Some("4g") && text("type").as_deref() != Some("cellular")
}

/// How many bytes the browser would still let the site keep; 0 where it does not say.
pub(crate) async fn room() -> f64 {
    estimate().await.unwrap_or(0.0)
}

async fn estimate() -> Option<f64> {
    let storage = property(&navigator()?, "storage")?;
    let estimate: Function = property(&storage, "estimate")?.dyn_into().ok()?;
    let estimate = JsFuture::from(estimate.call0(&storage).ok()?.dyn_into::<Promise>().ok()?).await.ok()?;
    let number = |name| property(&estimate, name)?.as_f64();
    Some(number("quota")? - number("usage")?)
}

fn navigator() -> Option<JsValue> {
    property(&global(), "navigator")
}

/// A property that is there. web-sys counts these among the unstable ones, so they are looked up by name.
fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
