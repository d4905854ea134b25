export default async function init() { return new URL('engine_bg.wasm', import.meta.url); }
