// Starts the program of guides, forms and tickets. When a part of it does not come, the page says so.

Promise.all([import('./journeys.js'), fetch(new URL('./journeys_bg.wasm', import.meta.url))])
  .then(([{ default: init }, module]) => init({ module_or_path: module }))
  .catch(() => document.documentElement.classList.add('journeys-lost'));
