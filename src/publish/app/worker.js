// Starts the search. Its parts are fetched side by side: its script, its module, and the pack that the portal gives as this
// worker's name.

/** The pack in the best compression that this browser can undo. When it does not come, the engine fetches it again. */
function packed(address) {
  let ending = '-gz.bin';
  try {
    new DecompressionStream('brotli');
    ending = '-br.bin';
  } catch {
    // An older browser.
  }
  const bytes = fetch(address + ending, { mode: 'same-origin' })
    .then((response) => (response.ok ? response.arrayBuffer() : undefined))
    .catch(() => undefined);
  return { address: address + ending, bytes };
}

if (self.name) self.earlyPack = packed(self.name);

Promise.all([import('./engine.js'), fetch(new URL('./engine_bg.wasm', import.meta.url))])
  .then(([{ default: init }, module]) => init({ module_or_path: module }))
  .catch(() => postMessage(LOST));
