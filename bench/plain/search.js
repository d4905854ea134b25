// The least that a search with Pagefind needs, so that it is as fast as it can be: no component, no style, no debouncing.

import * as pagefind from '/pagefind/pagefind.js';

const box = document.getElementById('search-box');
const list = document.getElementById('results');

async function answer() {
  const words = box.value;
  if (!words.trim()) return;
  const { results } = await pagefind.search(words);
  const found = results.slice(0, 7).map((result) => result.data());
  list.replaceChildren();
  for (const page of found) {
    const { url, meta, excerpt } = await page;
    const item = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href: url, textContent: meta.title });
    const text = Object.assign(document.createElement('p'), { innerHTML: excerpt });
    item.append(link, text);
    list.append(item);
  }
}

await pagefind.init();
box.addEventListener('input', answer);
await answer();
