// What still works when something does not.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { publish } = require('./portal');
const { stage } = require('./stage');

const LOADING = { expected: [/ERR_|Failed to load resource|404/] };

describe('faults', () => {
  const place = stage(publish);

  async function titlesAnswer(page) {
    await page.getByText(/Titles (are searched|can still be searched)/).first().waitFor();
    await page.getByText('The full search is still loading').waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Search results' }).getByRole('link', { name: /Wi-Fi is slow/ }).waitFor();
  }

  /** Opens the results with something of the search broken. */
  async function search(pattern, broken) {
    const opened = await place.visit('', LOADING);
    await opened.page.route(pattern, broken);
    await opened.page.goto(`${place.portal.url}search/?q=wifi+slow`);
    return opened;
  }

  it('answers from titles while the engine is blocked, and says so', async () => {
    const { page, close } = await search('**/assets/engine*', (route) => route.abort());
    await titlesAnswer(page);
    await close();
  });

  it('answers from titles when the index is missing, and says so', async () => {
    const { page, close } = await search('**/assets/search.*', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await titlesAnswer(page);
    await close();
  });

  it('answers from titles when the index arrives torn, and says so', async () => {
    const { page, close } = await search('**/assets/search.*', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
    });
    await titlesAnswer(page);
    await close();
  });

  it('fetches the parts of the search side by side', async () => {
    const { page, context, close } = await place.visit();
    const parts = [/engine\.[0-9a-f]+\.js$/, /engine_bg\./, /search\./].map((part) => {
      const asked = {};
      asked.promise = new Promise((resolve) => { asked.resolve = resolve; });
      return { part, asked };
    });
    const all = Promise.all(parts.map(({ asked }) => asked.promise));
    // None of them comes before all were asked for.
    for (const { part, asked } of parts) {
      await context.route(part, async (route) => {
        asked.resolve();
        await all;
        await route.continue();
      });
    }
    await page.goto(`${place.portal.url}search/?q=wifi+slow`);
    await page.locator('.narrow').waitFor();
    await close();
  });

  it('fetches the index once more when it was lost on its way', async () => {
    const { page, context, close } = await place.visit('', LOADING);
    // What the first page still fetches does not count.
    await page.goto('about:blank');
    let asked = 0;
    await context.route('**/assets/search.*', (route) => {
      asked += 1;
      return asked === 1 ? route.abort() : route.continue();
    });
    await page.goto(`${place.portal.url}search/?q=wifi+slow`);
    await page.locator('.narrow').waitFor();
    assert.equal(asked, 2);
    await close();
  });

  it('starts an engine that broke down once more, and then goes on with titles', async () => {
    let breakdowns = 1;
    const { page, context, close } = await place.visit('', { expected: [/broke down/] });
    await context.route('**/assets/worker.*', async (route) => {
      const response = await route.fetch();
      const breaking = `addEventListener('message', ({ data }) => { if (data.includes('slow')) setTimeout(() => { throw new Error('broke down'); }); });`;
      const body = breakdowns > 0 ? breaking + await response.text() : await response.text();
      breakdowns -= 1;
      await route.fulfill({ response, body });
    });
    await page.goto(`${place.portal.url}search/?q=wifi+slow`);
    await page.locator('.narrow').waitFor();
    await page.getByRole('list', { name: 'Search results' }).getByRole('link', { name: /Wi-Fi is slow/ }).waitFor();
    assert.equal(breakdowns, -1, 'it was started twice');
    breakdowns = 2;
    await page.reload();
    await titlesAnswer(page);
    await close();
  });

  it('says so when the program of a form does not come', async () => {
    for (const lost of ['**/assets/journeys*', '**/assets/journeys_bg*', '**/assets/journeys-start*']) {
      const { page, context, close } = await place.visit('', LOADING);
      await context.route(lost, (route) => route.abort());
      await page.goto(`${place.portal.url}ticket/incident/`);
      await page.getByText('A part of this page did not arrive').waitFor();
      await context.unroute(lost);
      await page.getByRole('main').getByRole('link', { name: 'Try again' }).click();
      await awake(page);
      await page.getByText('A part of this page did not arrive').waitFor({ state: 'hidden' });
      await close();
    }
  });

  it('is read without JavaScript: pages, guides, forms and their links', async () => {
    const { page, close } = await place.visit('', { javaScriptEnabled: false });
    await page.getByRole('link', { name: /Wi-Fi and VPN/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Wi-Fi and VPN' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: /Wi-Fi is slow or drops/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Wi-Fi is slow or drops' }).waitFor();
    await page.getByRole('table').first().waitFor();

    await page.goto(`${place.portal.url}guides/vpn/`);
    const steps = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();
    assert.ok(steps.includes('Does anything else online work?') && steps.includes('Test the connection'), 'all steps show');
    await page.getByRole('link', { name: 'Not sure' }).first().click();
    assert.equal(new URL(page.url()).hash, '#test-the-connection');

    await page.goto(`${place.portal.url}ticket/incident/`);
    await page.getByText('Sending needs JavaScript').waitFor();
    await page.getByText('These are the questions we ask').waitFor();
    await page.getByText('Your work email').waitFor();
    await page.getByRole('main').getByRole('link', { name: /\+44 20 7946 0123/ }).first().waitFor();
    for (const role of ['textbox', 'combobox', 'checkbox', 'button']) {
      assert.equal(await page.getByRole('main').getByRole(role).count(), 0, `nothing to fill in: ${role}`);
    }
    await page.goto(`${place.portal.url}search/`);
    await page.getByText('Searching needs JavaScript').waitFor();
    await close();
  });

  it('shows a page as a whole when its file can only be loaded the plain way', async () => {
    const { page, close } = await place.visit('', LOADING);
    await awake(page);
    await page.route('**/contact/', (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contact' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await close();
  });

  it('takes hostile words as words', async () => {
    const hostile = ['<img src=x onerror=alert(1)>', '"; DROP TABLE tickets; --', '\u202e\u0000💥'.repeat(30), '((((((', 'a'.repeat(5_000)];
    const { page, close } = await place.visit('search/?q=vpn');
    await awake(page);
    await page.getByRole('list', { name: 'Search results' }).waitFor();
    for (const words of hostile) {
      await page.getByRole('main').getByLabel('Search for help').fill(words);
      await page.getByText(/Nothing found for|\d+ results?|Type what is wrong/).first().waitFor();
    }
    assert.equal(await page.locator('main img').count(), 0);
    await close();
  });

  it('has no file whose name does not tell its content', () => {
    const assets = fs.readdirSync(path.join(place.portal.out, 'assets'), { recursive: true, withFileTypes: true });
    const plain = assets.filter((entry) => entry.isFile() && !/(^|\.)[0-9a-f]{16}(\.\w+(\.(br|gz))?|-(br|gz)\.bin)$/.test(entry.name));
    assert.deepEqual(plain.map((entry) => entry.name), []);
  });
});
