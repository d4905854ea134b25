// Starts what answers first, and then the portal's program, which would slow it down on its way.

/** How long the portal's program waits at most, and the list of titles may take, in milliseconds. */
const PATIENCE = 5000;
const TITLES_PATIENCE = 20_000;

/** The list of titles. */
async function titles() {
  const signal = AbortSignal.timeout(TITLES_PATIENCE);
  const response = await fetch(document.querySelector('link[data-titles]').href, { signal });
  if (!response.ok) throw new Error(`the list of titles: ${response.status}`);
  return response.text();
}

// Both programs look for it on the window.
globalThis.tierzeroTitles = titles();

const parts = [import('./early.js'), fetch(new URL('./early_bg.wasm', import.meta.url)), globalThis.tierzeroTitles];
const first = Promise.all(parts).then(([{ default: init }, module]) => init({ module_or_path: module }));
const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });

// Without it, the first answers come from the portal's program.
Promise.race([first, patience]).catch(() => {}).then(() => {
  document.head.append(document.querySelector('template[data-portal]').content);
});
