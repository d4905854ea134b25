// A search index that comes in pieces, as that of a large knowledge base does.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { publish } = require('./portal');
const { stage } = require('./stage');

const LOADING = { expected: [/ERR_|Failed to load resource|404/] };
const PIECES = '**/assets/pieces/*';
const PARTIAL = 'Part of the search index could not be loaded';

describe('an index in pieces', () => {
  const place = stage(() => publish({ wholeIndex: 0 }));

  /** Opens the results of a question with the pieces passed through `tampered`. */
  async function search(words, tampered) {
    const opened = await place.visit('', LOADING);
    const asked = [];
    opened.page.on('request', (request) => {
      if (request.url().includes('/assets/pieces/')) asked.push(request.url());
    });
    if (tampered) await opened.context.route(PIECES, tampered);
    await opened.page.goto(`${place.portal.url}search/?q=${encodeURIComponent(words)}`);
    return { ...opened, asked };
  }

  async function found(page, name) {
    const results = page.getByRole('list', { name: 'Search results' });
    await results.getByRole('link', { name }).first().waitFor();
    await page.getByText('The full search is still loading').waitFor({ state: 'detached' });
  }

  it('answers with the pieces that a question needs, and keeps them', async () => {
    const { page, asked, close } = await search('wifi is slow');
    await found(page, /Wi-Fi is slow/);
    assert.ok(asked.length > 0, 'it fetched some');
    const kept = await page.evaluate(async () => (await (await caches.open('tierzero-search')).keys()).length);
    assert.equal(kept, new Set(asked).size);
    assert.equal(await page.getByText(PARTIAL).count(), 0);
    await close();
  });

  it('mends a slip and finds what begins with an unfinished word', async () => {
    const { page, close } = await search('prnter offl');
    await page.getByText('Showing results for').waitFor();
    await found(page, /[Pp]rint/);
    await close();
  });

  it('asks once more for a piece that arrives damaged', async () => {
    const damaged = new Set();
    const { page, close } = await search('wifi is slow', async (route) => {
      const address = route.request().url();
      if (damaged.has(address)) return route.continue();
      damaged.add(address);
      return route.fulfill({ status: 200, body: 'something else' });
    });
    await found(page, /Wi-Fi is slow/);
    assert.ok(damaged.size > 0);
    assert.equal(await page.getByText(PARTIAL).count(), 0);
    await close();
  });

  it('says so when pieces cannot be had, and finds everything once they can', async () => {
    const { page, context, close } = await search('wifi is slow', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByText(PARTIAL).waitFor();
    await context.unroute(PIECES);
    await page.getByRole('button', { name: 'Try again' }).click();
    await found(page, /Wi-Fi is slow/);
    await page.getByText(PARTIAL).waitFor({ state: 'detached' });
    await close();
  });
});
