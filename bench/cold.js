// When the first answer stands on the screen of somebody who has never been here, on a line of a certain speed; with
// Tierzero and with Pagefind, its own interface and the least script that can use it, in turns. Words are typed as soon as
// there is a box to type into.

const { withBrowser } = require('./browser');
const { host } = require('./host');
const { link } = require('./link');
const { run } = require('./task');
const { visit, within } = require('./visit');

const PATIENCE_MS = 60_000;

/** The line as it is when the host is next door: fills the host's memory, so that no visit waits for its compressor. */
const NEXT_DOOR = { megabits: 10_000, roundTripMs: 0 };

const KINDS = {
  first: (words) => ({ address: '', method: 'firstAnswer', argument: { words, answer: '[role=option]' } }),
  full: (words) => ({ address: `search/?q=${encodeURIComponent(words)}`, method: 'fullAnswer', argument: words }),
  pagefind: (words) => ({ address: '', method: 'firstAnswer', argument: { words, answer: '#results > li' } }),
  stock: (words) => ({ address: 'stock/', method: 'firstAnswer', argument: { words, answer: '.pagefind-ui__result-link' } }),
};

/** Milliseconds from the start of a cold visit. */
function once(browser, kind, site, line, words) {
  const { address, method, argument } = KINDS[kind](words);
  return withLine(site, line, (url) => visit(browser, url + address, (page) => {
    const time = page.evaluate(([name, given]) => globalThis.stopwatch[name](given), [method, argument]);
    return within(PATIENCE_MS, `no answer to "${words}" (${kind})`, time);
  }));
}

/** Each visit has a line of its own, so none inherits what another left on it. */
async function withLine(site, line, use) {
  const open = await link(site.port, line);
  try {
    return await use(open.url);
  } finally {
    await open.close();
  }
}

run(async ({ portal, plain, lines, lookups }) => {
  const [ours, theirs] = await Promise.all([host(portal), host(plain)]);
  const sites = { first: ours, full: ours, pagefind: theirs, stock: theirs };
  const kinds = Object.keys(KINDS);
  try {
    return await withBrowser(async (browser) => {
      for (const kind of kinds) for (const words of lookups) await once(browser, kind, sites[kind], NEXT_DOOR, words);
      const measured = [];
      for (const line of lines) {
        const times = { first: [], full: [], pagefind: [], stock: [] };
        for (const words of lookups) {
          for (const kind of kinds) times[kind].push(await once(browser, kind, sites[kind], line, words));
          kinds.push(kinds.shift());
        }
        measured.push(times);
      }
      return measured;
    });
  } finally {
    await Promise.all([ours.close(), theirs.close()]);
  }
});
