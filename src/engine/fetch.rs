//! Gets a pack and its pieces from the site.

use js_sys::{Array, Function, Reflect, Uint8Array, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Cache, DedicatedWorkerGlobalScope, ReadableStream, ReadableWritablePair, RequestInit, RequestMode, Response,
};

use crate::early;
use crate::words::{OLD_BROWSER, TORN, UNREACHABLE, refused};

/// What every gzip file starts with.
const GZIP: &[u8] = &[0x1f, 0x8b];
/// Where pieces are kept between visits.
const CACHE: &str = "tierzero-search";

/// Fetches from the site's own origin what was compressed twice, and undoes it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    scope: DedicatedWorkerGlobalScope,
    compression: Compression,
}

/// How what is fetched is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    Brotli,
    Gzip,
}

impl Compression {
    /// The best that this browser can undo.
    fn best() -> Self {
        if decompressor("brotli").is_ok() { Self::Brotli } else { Self::Gzip }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "brotli",
            Self::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Brotli => "-br.bin",
            Self::Gzip => "-gz.bin",
        }
    }
}

impl Source {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, compression: Compression::best() }
    }

    /// Fetches the pack that lies at an address, which is without its ending, or takes it from the script that started
    /// this worker.
    ///
    /// # Errors
    ///
    /// What to tell the reader.
    pub(crate) async fn fetch(&self, address: &str) -> Result<Vec<u8>, String> {
        let address = self.full(address);
        if let Some(packed) = early::take(&address).await {
            return self.unpacked(&packed).await;
        }
        let response = self.request(&address).await?;
        self.content(&response).await
    }

    /// The same for what may be kept for ever, since its name says what is in it. `again` passes over what is kept.
    ///
    /// # Errors
    ///
    /// What to tell the reader.
    pub(crate) async fn fetch_kept(&self, address: &str, again: bool) -> Result<Vec<u8>, String> {
        let address = self.full(address);
        let cache = self.cache().await;
        if let Some(cache) = &cache
            && !again
            && let Some(kept) = kept(cache, &address).await
        {
            return self.content(&kept).await;
        }
        let response = self.request(&address).await?;
        if let Some(cache) = &cache {
            keep(cache, &address, &response).await;
        }
        self.content(&response).await
    }

    /// Keeps what lies at an address, without looking into it, unless it is kept already. Tells whether it is kept now.
    pub(crate) async fn keep(&self, address: &str) -> bool {
        let address = self.full(address);
        let Some(cache) = self.cache().await else { return false };
        if kept(&cache, &address).await.is_some() {
            return true;
        }
        match self.request(&address).await {
            Ok(response) => keep(&cache, &address, &response).await,
            Err(_) => false,
        }
    }

    /// Forgets what is kept at other addresses than these.
    pub(crate) async fn keep_only(&self, addresses: impl Iterator<Item = String>) {
        let Some(cache) = self.cache().await else { return };
        let Ok(keys) = JsFuture::from(cache.keys()).await else { return };
        let wanted: std::collections::HashSet<String> = addresses.map(|address| self.full(&address)).collect();
        for request in Array::from(&keys) {
            let address = Reflect::get(&request, &"url".into()).ok().and_then(|address| address.as_string());
            if address.is_some_and(|address| !wanted.contains(&address)) {
                // If it stays, it only takes room.
                let _ = JsFuture::from(cache.delete_with_request(request.unchecked_ref())).await;
            }
        }
    }

    fn full(&self, address: &str) -> String {
        format!("{address}{}", self.compression.ending())
    }

    async fn request(&self, address: &str) -> Result<Response, String> {
        let init = RequestInit::new();
        init.set_mode(RequestMode::SameOrigin);
        let response = JsFuture::from(self.scope.fetch_with_str_and_init(address, &init)).await;
        let response: Response =
            response.ok().and_then(|response| response.dyn_into().ok()).ok_or_else(|| UNREACHABLE.to_owned())?;
        if response.ok() { Ok(response) } else { Err(refused(response.status())) }
    }

    /// What a response holds, unpacked unless the host has done so.
    async fn content(&self, response: &Response) -> Result<Vec<u8>, String> {
        self.unpacked(&bytes(response).await.map_err(|_| TORN.to_owned())?).await
    }

    async fn unpacked(&self, packed: &Uint8Array) -> Result<Vec<u8>, String> {
        if is_unpacked(packed, self.compression) {
            return Ok(packed.to_vec());
        }
        let unpacked = unpack(packed, self.compression).map_err(|_| OLD_BROWSER.to_owned())?;
        Ok(bytes(&unpacked).await.map_err(|_| TORN.to_owned())?.to_vec())
    }

    /// The browser's store for pieces; none where it has none or allows none.
    async fn cache(&self) -> Option<Cache> {
        let storage = self.scope.caches().ok()?;
        JsFuture::from(storage.open(CACHE)).await.ok()?.dyn_into().ok()
    }
}

async fn kept(cache: &Cache, address: &str) -> Option<Response> {
    JsFuture::from(cache.match_with_str(address)).await.ok()?.dyn_into().ok()
}

async fn keep(cache: &Cache, address: &str, response: &Response) -> bool {
    let Ok(copy) = response.clone() else { return false };
    // A store that is full keeps what it has; this piece is fetched again next time.
    JsFuture::from(cache.put_with_str(address, &copy)).await.is_ok()
}

/// Whether the bytes are already what was compressed. Only gzip says what it is; nobody undoes Brotli behind our back,
/// because no host knows the ending.
fn is_unpacked(bytes: &Uint8Array, compression: Compression) -> bool {
    let mut start = [0; 2];
    if bytes.length() >= 2 {
        bytes.subarray(0, 2).copy_to(&mut start);
    }
    compression == Compression::Gzip && start != GZIP
}

async fn bytes(response: &Response) -> Result<Uint8Array, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?))
}

/// Undoes a compression through the browser's own `DecompressionStream`. web-sys counts that class among the unstable
/// ones, so it is looked up by name.
fn unpack(packed: &Uint8Array, compression: Compression) -> Result<Response, JsValue> {
    let stream = decompressor(compression.name())?;
    let body: ReadableStream = Response::new_with_opt_js_u8_array(Some(packed))?.body().ok_or(JsValue::NULL)?;
    let unpacked = body.pipe_through(stream.unchecked_ref::<ReadableWritablePair>());
    Response::new_with_opt_readable_stream(Some(&unpacked))
}

fn decompressor(compression: &str) -> Result<JsValue, JsValue> {
    let class: Function = Reflect::get(&global(), &"DecompressionStream".into())?.dyn_into()?;
    Reflect::construct(&class, &Array::of1(&compression.into()))
}
