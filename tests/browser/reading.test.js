// Searching and reading, as an employee does it.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { publish, tierzero, SAMPLE } = require('./portal');
const { stage } = require('./stage');

describe('reading', () => {
  const place = stage(publish);

  it('finds an article by words typed on the home page', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('my outlook stopped updating');
    await page.getByRole('option', { name: /Outlook is not updating/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Outlook is not updating' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/articles/email/outlook-not-syncing/');
    assert.match(await page.title(), /^Outlook is not updating/);
    await close();
  });

  it('keeps each suggestion whole while the words under it change', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).pressSequentially('reset password', { delay: 60 });
    await page.getByRole('option', { name: /Change or reset your password/ }).waitFor();
    const rows = await page.getByRole('option').evaluateAll((options) => options.map((option) => [option.id, option.href, option.textContent]));
    for (const column of [0, 1, 2]) assert.equal(new Set(rows.map((row) => row[column])).size, rows.length, 'no two rows are alike');
    assert.ok(rows.find((row) => /Change or reset your password/.test(row[2]))[1].endsWith('/reset-your-password/'));
    await close();
  });

  it('puts no other page under the pointer when a later answer comes', async () => {
    const { page, context, close } = await place.visit();
    let letGo;
    const held = new Promise((resolve) => { letGo = resolve; });
    await context.route(/assets\/search\./, (route) => held.then(() => route.continue()));
    await page.goto(place.portal.url);
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('vpn does not connect');
    const options = page.getByRole('option');
    await options.first().waitFor();
    await options.first().hover();
    const before = await options.allTextContents();
    const arrived = page.waitForResponse(/assets\/search\./);
    letGo();
    await arrived;
    await page.waitForTimeout(500);
    assert.deepEqual(await options.allTextContents(), before);
    await page.mouse.move(0, 0);
    await page.waitForFunction((old) => [...document.querySelectorAll('[role=option]')].map((row) => row.textContent).join() !== old.join(), before);
    await close();
  });

  it('is worked by the keyboard alone', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.keyboard.press('/');
    await page.keyboard.type('wifi slow');
    const first = page.getByRole('option').first();
    await first.waitFor();
    await page.keyboard.press('Escape');
    await first.waitFor({ state: 'hidden' });
    await page.keyboard.type(' ');
    await page.getByRole('option', { name: /Wi-Fi is slow or drops/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getByRole('option', { selected: true }).count(), 1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'How can we help?' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the heading of the new page has the focus');
    await close();
  });

  it('goes from page to page without loading the search again', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    const loads = [];
    page.on('request', (request) => {
      if (request.isNavigationRequest() || /engine|search\./.test(request.url())) loads.push(new URL(request.url()).pathname);
    });
    await page.getByRole('combobox', { name: 'Search for help' }).fill('printer');
    await page.getByRole('option').first().waitFor();
    const packed = page.waitForResponse(/assets\/search\./);
    await page.goto(`${place.portal.url}search/?q=printer`);
    await packed;
    await page.getByRole('main').getByRole('link', { name: /print/i }).first().waitFor();
    loads.length = 0;
    await page.getByRole('main').getByRole('link', { name: /print/i }).first().click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: /print/i }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
    assert.deepEqual(loads, []);
    await close();
  });

  it('marks the words that were searched and says what was corrected', async () => {
    const { page, close } = await place.visit('search/?q=outlok+calendar');
    await page.getByText('Showing results for').waitFor();
    assert.match(await page.title(), /^.+ – Search – Northwind IT Help$/);
    assert.ok((await page.getByRole('main').locator('mark').allTextContents()).some((text) => /outlook/i.test(text)));
    await close();
  });

  it('offers ways on when nothing is found', async () => {
    const { page, close } = await place.visit('search/?q=zzqxv');
    await page.getByText('Nothing found for').waitFor();
    await page.getByRole('main').getByRole('link', { name: /ticket/i }).first().waitFor();
    await close();
  });

  it('finds in the browser what the command line finds, in the same order', async () => {
    const queries = [...require('node:fs').readFileSync(`${SAMPLE}/golden.toml`, 'utf8').matchAll(/^q = "(.*)"$/gm)].map((match) => match[1]);
    assert.equal(queries.length, 30);
    const { page, close } = await place.visit('search/?q=vpn');
    await awake(page);
    for (const query of queries) {
      const native = [...tierzero('search', SAMPLE, '--limit', '5', '--', query).matchAll(/(?:articles|guides|ticket)\/[a-z0-9/-]+\//g)].map((match) => match[0]);
      await page.goto(`${place.portal.url}search/?q=${encodeURIComponent(query)}`);
      await page.getByRole('main').getByRole('list', { name: 'Search results' }).waitFor();
      await page.getByText('The full search is still loading').waitFor({ state: 'detached' });
      const shown = await page.getByRole('list', { name: 'Search results' }).getByRole('link').evaluateAll((links) => links.map((link) => new URL(link.href).pathname.slice(1)));
      assert.deepEqual(shown.slice(0, native.length), native, query);
      assert.ok(native.length > 0, query);
    }
    await close();
  });

  it('remembers the theme and says which one is on', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    const theme = page.getByRole('button', { name: /^Theme: / });
    await theme.click();
    const chosen = await theme.textContent();
    await page.reload();
    await awake(page);
    await page.getByRole('button', { name: chosen.trim() }).waitFor();
    assert.ok(await page.evaluate(() => ['light', 'dark'].includes(document.documentElement.dataset.theme)));
    await close();
  });

  it('answers an unknown address with a page that helps', async () => {
    const { page, close } = await place.visit('articles/gone/', { expected: [/404/] });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('main').getByRole('combobox', { name: 'Search for help' }).waitFor();
    await close();
  });
});
