// What somebody waits for, downloads and keeps in memory who visits a very large site on a slow line.

const fs = require('node:fs');
const { withBrowser } = require('./browser');
const { host } = require('./host');
const { link } = require('./link');
const { run } = require('./task');
const { visit, within } = require('./visit');

const PATIENCE_MS = 60_000;

/** The line as it is when the host is next door. */
const NEXT_DOOR = { megabits: 10_000, roundTripMs: 0 };

const page = (words) => `search/?q=${encodeURIComponent(words)}`;

/** Uses a stopwatch that runs in the page. */
function stop(tab, method, argument) {
  const time = tab.evaluate(([name, given]) => globalThis.stopwatch[name](given), [method, argument]);
  return within(PATIENCE_MS, `no answer (${method})`, time);
}

/** Puts another question, and gives how long its answer took. */
async function ask(tab, words) {
  await tab.locator('#search-box').fill(words);
  return stop(tab, 'sinceKey', words);
}

/** Each visit has a line and a profile of its own. */
async function visited(browser, site, line, address, use) {
  const open = await link(site.port, line);
  try {
    return await visit(browser, open.url + address, use);
  } finally {
    await open.close();
  }
}

/** Bytes of memory of the tab, as the browser's own task manager counts them: what its process has for itself. */
async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    const status = fs.readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)[1]) * 1024;
  });
  return Math.max(...sizes);
}

run(async ({ folder, line, lookups, questions }) => {
  const site = await host(folder);
  const first = (words) => (tab) => stop(tab, 'firstAnswer', { words, answer: '[role=option]' });
  const full = (words) => (tab) => stop(tab, 'fullAnswer', words);
  const measured = { first: [], full: [], further: [], furtherBytes: [], furtherFiles: [], memory: 0 };
  try {
    return await withBrowser(async (browser) => {
      for (const words of [...lookups, ...questions]) await visited(browser, site, NEXT_DOOR, page(words), full(words));
      for (const words of lookups) {
        measured.first.push(await visited(browser, site, line, '', first(words)));
        measured.full.push(await visited(browser, site, line, page(words), full(words)));
      }
      for (const [place, words] of questions.entries()) {
        await visited(browser, site, line, page(lookups[place % lookups.length]), async (tab) => {
          await full(lookups[place % lookups.length])(tab);
          const before = site.sent();
          measured.further.push(await ask(tab, words));
          // The reasons for the results, which come when the reader stays, may need pieces too.
          await tab.locator('.reasons').first().waitFor({ state: 'attached', timeout: PATIENCE_MS });
          const after = site.sent();
          measured.furtherBytes.push(after.bytes - before.bytes);
          measured.furtherFiles.push(after.files - before.files);
        });
      }
      await visited(browser, site, NEXT_DOOR, page(lookups[0]), async (tab) => {
        await full(lookups[0])(tab);
        for (const words of questions) await ask(tab, words);
        measured.memory = await memory(browser);
      });
      return measured;
    });
  } finally {
    await site.close();
  }
});
