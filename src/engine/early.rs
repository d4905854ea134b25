//! The pack that the script which starts this worker fetches while the module is still on its way.

use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where `worker.js` leaves it, as `{ address, bytes }`; the bytes are promised.
const NAME: &str = "earlyPack";

/// The bytes of this address, once: whoever asks again wants them fresh. `None` when others were fetched, or they did not
/// come.
pub(crate) async fn take(address: &str) -> Option<Uint8Array> {
    let early = Reflect::get(&global(), &NAME.into()).ok()?;
    let fetched = Reflect::get(&early, &"address".into()).ok()?.as_string()?;
    if fetched != address {
        return None;
    }
    // It cannot fail for a property that a script has set.
    let _ = Reflect::set(&global(), &NAME.into(), &JsValue::UNDEFINED);
    let bytes = Reflect::get(&early, &"bytes".into()).ok()?.dyn_into::<Promise>().ok()?;
    let bytes: ArrayBuffer = JsFuture::from(bytes).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&bytes))
}
