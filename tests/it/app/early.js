export default async function init() { return new URL('early_bg.wasm', import.meta.url); }
