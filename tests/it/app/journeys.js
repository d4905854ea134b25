export default async function init() { return new URL('journeys_bg.wasm', import.meta.url); }
