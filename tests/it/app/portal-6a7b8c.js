export default async function init() { return new URL('portal-6a7b8c_bg.wasm', import.meta.url); }
