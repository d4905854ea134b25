//! Gets a pack from the site.

use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ReadableStream, ReadableWritablePair, RequestInit, RequestMode, Response};

use crate::words::{OLD_BROWSER, TORN, UNREACHABLE, refused};

/// What every gzip file starts with.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Fetches a pack from the site's own origin and unpacks it unless the host has done so.
///
/// # Errors
///
/// What to tell the reader.
pub(crate) async fn pack(scope: &DedicatedWorkerGlobalScope, address: &str) -> Result<Vec<u8>, String> {
    let init = RequestInit::new();
    init.set_mode(RequestMode::SameOrigin);
    let response =
        JsFuture::from(scope.fetch_with_str_and_init(address, &init)).await.map_err(|_| UNREACHABLE.to_owned())?;
    let response: Response = response.dyn_into().map_err(|_| UNREACHABLE.to_owned())?;
    if !response.ok() {
        return Err(refused(response.status()));
    }
    let bytes = bytes(&response).await.map_err(|_| TORN.to_owned())?;
    let mut start = [0; 2];
    if bytes.length() >= 2 {
        bytes.subarray(0, 2).copy_to(&mut start);
    }
    if start != GZIP {
        return Ok(bytes.to_vec());
    }
    let unpacked = unpack(&bytes).map_err(|_| OLD_BROWSER.to_owned())?;
    Ok(self::bytes(&unpacked).await.map_err(|_| TORN.to_owned())?.to_vec())
}

async fn bytes(response: &Response) -> Result<Uint8Array, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?))
}

/// The content of a gzip file, through the browser's own `DecompressionStream`. web-sys counts that class among the
/// unstable ones, so it is looked up by name.
fn unpack(packed: &Uint8Array) -> Result<Response, JsValue> {
    let class: Function = Reflect::get(&global(), &"DecompressionStream".into())?.dyn_into()?;
    let stream = Reflect::construct(&class, &Array::of1(&"gzip".into()))?;
    let body: ReadableStream = Response::new_with_opt_js_u8_array(Some(packed))?.body().ok_or(JsValue::NULL)?;
    let unpacked = body.pipe_through(stream.unchecked_ref::<ReadableWritablePair>());
    Response::new_with_opt_readable_stream(Some(&unpacked))
}
