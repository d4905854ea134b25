// Searching and reading, as an employee does it.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake, hold } = require('./browser');
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
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
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

  it('says why a result was found to those who ask', async () => {
    const { page, close } = await place.visit('search/?q=my+pasword+expired');
    const first = page.getByRole('list', { name: 'Search results' }).getByRole('listitem').first();
    const why = first.getByText('Why this result?');
    await why.waitFor();
    assert.ok((await first.locator('summary').boundingBox()).height >= 44);
    const reason = first.getByText('Your word “pasword” was read as “password”');
    assert.equal(await reason.isVisible(), false);
    await first.locator('summary').focus();
    await page.keyboard.press('Enter');
    await reason.waitFor();
    await first.getByText('Common words, which hardly count: “my”.').waitFor();
    await why.click();
    await reason.waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    const second = page.locator('.result-link').nth(1);
    assert.ok(await second.evaluate((link) => link === document.activeElement));
    assert.match(page.url(), /\/search\//);
    await close();
  });

  it('narrows results down, and searches for the very words when asked to', async () => {
    const { page, close } = await place.visit('search/?q=vpn+certifcate+expired');
    const status = page.locator('.results-status');
    const category = page.getByRole('combobox', { name: 'Category' });
    await category.waitFor();
    const all = Number.parseInt(await status.textContent(), 10);
    const choice = await category.locator('option').nth(1).textContent();
    await category.focus();
    await category.selectOption({ index: 1 });
    const left = Number(/\((\d+)\)$/.exec(choice)[1]);
    await page.getByText(new RegExp(`^${left} results in `)).waitFor();
    await page.waitForFunction(() => document.activeElement.name === 'category');
    assert.ok(left < all);
    assert.match(page.url(), /&category=/);
    await page.reload();
    await page.getByText(new RegExp(`^${left} results in `)).waitFor();
    await page.getByText('Showing results for').getByText('vpn certificate expired').waitFor();
    await page.getByRole('link', { name: 'vpn certifcate expired' }).click();
    await page.getByText('Showing results for').waitFor({ state: 'detached' });
    await close();
  });

  it('shows all results for what was typed in any box', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    for (const path of ['', 'articles/network/vpn-error-codes/']) {
      await page.goto(`${place.portal.url}${path}`);
      await awake(page);
      await page.getByRole('combobox', { name: 'Search for help' }).pressSequentially('vpn');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('list', { name: 'Search results' }).waitFor();
      assert.match(page.url(), /\/search\/\?q=vpn$/);
    }
    await close();
  });

  it('takes up what was typed before the page came to life', async () => {
    for (const path of ['', 'search/']) {
      const { page, context, close } = await place.visit();
      let letGo;
      const held = new Promise((resolve) => { letGo = resolve; });
      await context.route('**/assets/portal*.wasm', (route) => held.then(() => route.continue()));
      await page.goto(`${place.portal.url}${path}`, { waitUntil: 'commit' });
      await page.getByRole('main').locator('#search-box').pressSequentially('vpn');
      letGo();
      await page.locator('.result, .suggestion').first().waitFor();
      assert.equal(await page.getByRole('main').locator('#search-box').inputValue(), 'vpn');
      await close();
    }
  });

  it('asks each word once while the reader types on the page of results', async () => {
    const { page, context, close } = await place.visit();
    await context.addInitScript(() => {
      globalThis.asked = [];
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message) {
        // A search is a line each: what it is, its number, what is asked, how many, whether literally, which category, which
        // system, whether with reasons. Those are asked for whenever the reader stays, which a busy machine makes them do.
        const [what, , query, , , , , reasons] = message.split('\n');
        if (what === '1' && query && reasons === '0') globalThis.asked.push(decodeURIComponent(query));
        return postMessage.call(this, message);
      };
    });
    await page.goto(`${place.portal.url}search/?q=vp`);
    await page.locator('.narrow').waitFor();
    await page.locator('#search-box').press('End');
    await page.locator('#search-box').pressSequentially('n error', { delay: 30 });
    await page.waitForURL(/vpn%20error/);
    await page.locator('.reasons').first().waitFor();
    const words = ['vp', 'vpn', 'vpn e', 'vpn er', 'vpn err', 'vpn erro', 'vpn error'];
    assert.deepEqual(await page.evaluate(() => globalThis.asked), words);
    await close();
  });

  it('goes back to the question before, and not to the letters between', async () => {
    const { page, close } = await place.visit('search/?q=vpn');
    await page.locator('.narrow').waitFor();
    const box = page.locator('#search-box');
    await box.fill('prin');
    await page.waitForURL(/q=prin$/);
    await box.fill('printer');
    await page.waitForURL(/q=printer$/);
    await box.press('Enter');
    await box.fill('outlook');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.waitForURL(/q=outlook$/);
    for (const before of ['printer', 'vpn']) {
      await page.goBack();
      await page.waitForFunction((words) => document.querySelector('#search-box').value === words, before);
      assert.equal(new URL(page.url()).search, `?q=${before}`);
    }
    await page.goForward();
    await page.waitForFunction(() => document.querySelector('#search-box').value === 'printer');
    await close();
  });

  it('brings the reader back to their place among the results', async () => {
    const { page, close } = await place.visit('search/?q=vpn');
    await page.locator('.narrow').waitFor();
    await page.evaluate(() => scrollTo(0, 600));
    await page.waitForFunction(() => scrollY === 600);
    await page.locator('.result-link').nth(4).click();
    await page.locator('article').waitFor();
    await page.goBack();
    await page.waitForFunction(() => Math.abs(scrollY - 600) < 2);
    await page.reload();
    await awake(page);
    await page.goForward();
    await page.locator('article').waitFor();
    await page.goBack();
    await page.waitForFunction(() => Math.abs(scrollY - 600) < 2);
    await close();
  });

  it('says of each page what it is, and keeps the theme from page to page', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    const description = () => page.locator('meta[name=description]').getAttribute('content');
    const before = await description();
    const button = page.getByRole('button', { name: /^Theme/ });
    await button.click();
    await button.click();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: /^Wi-Fi and VPN/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Wi-Fi and VPN' }).waitFor();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    assert.notEqual(await description(), before);
    await close();
  });

  it('leads to the part of a page that fits', async () => {
    const { page, close } = await place.visit('search/?q=vpn+certificate+expired');
    await page.getByRole('link', { name: 'Renew the certificate' }).click();
    await page.getByRole('heading', { level: 1, name: 'VPN error codes' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Renew the certificate');
    await close();
  });

  it('opens the notice that a result leads to', async () => {
    const { page, close } = await place.visit('search/?q=outlook+search+slow+or+incomplete');
    await page.getByRole('link', { name: /Search in classic Outlook/ }).click();
    await page.getByText('Right now').waitFor({ state: 'attached' });
    await page.locator('details.notice[open]').getByText('Known issue').waitFor();
    await close();
  });

  it('offers ways on when nothing is found', async () => {
    const { page, close } = await place.visit('search/?q=zzqxv+printermania');
    const main = page.getByRole('main');
    await page.getByText('Nothing found for').waitFor();
    const near = page.getByRole('list', { name: 'Pages with similar titles' }).getByRole('link');
    assert.match(await near.first().textContent(), /print/i);
    assert.ok((await near.count()) <= 5);
    await main.getByRole('heading', { name: 'Talk to a person instead' }).waitFor();
    await main.locator('a[href^="tel:"]').first().waitFor();
    await main.getByRole('heading', { name: 'Browse by category' }).waitFor();
    await main.getByRole('link', { name: 'Raise a ticket' }).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Search' }).waitFor();
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((field) => field.value === 'zzqxv printermania'));
    await close();
  });

  it('shows as many results as before to whoever comes back', async () => {
    const { page, close } = await place.visit('search/?q=how+to+set+up+email');
    const hits = page.getByRole('list', { name: 'Search results' }).getByRole('listitem');
    await hits.nth(9).waitFor();
    await page.getByRole('button', { name: 'Show more results' }).click();
    await hits.nth(14).waitFor();
    assert.match(page.url(), /show=20/);
    const shown = await hits.count();
    await hits.nth(12).getByRole('link').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/search'));
    await page.goBack();
    await hits.nth(shown - 1).waitFor();
    await page.reload();
    await hits.nth(shown - 1).waitFor();
    await close();
  });

  it('says what the results are narrowed down to, and offers no choice that narrows nothing', async () => {
    const { page, close } = await place.visit('search/?q=phishing&category=security');
    await page.locator('.results-status', { hasText: /results? in Security$/ }).waitFor();
    await page.goto(`${place.portal.url}search/?q=wlan`);
    await page.getByRole('list', { name: 'Search results' }).waitFor();
    for (const list of await page.locator('.narrow select').all()) {
      const counts = await list.locator('option').evaluateAll((options) => options.map((option) => Number(/\((\d+)\)$/.exec(option.textContent)?.[1])));
      const total = Number.parseInt(await page.locator('.results-status').textContent(), 10);
      assert.ok(counts.some((count) => count < total));
    }
    await close();
  });

  it('says which code no page has', async () => {
    const { page, close } = await place.visit('search/?q=vpn+KB9034441');
    await page.getByText('No page mentions “KB9034441”.').waitFor();
    await page.getByRole('list', { name: 'Search results' }).waitFor();
    await close();
  });

  it('shows what was asked while the program that answers is on its way', async () => {
    const { page, context, close } = await place.visit('404.html');
    const release = await hold(context, '**/portal_bg.*');
    await page.goto(`${place.portal.url}search/?q=outlook+updating&literal=1`);
    await page.getByText('Searching…').waitFor();
    assert.equal(await page.locator('#search-box').inputValue(), 'outlook updating');
    assert.equal(await page.getByText('Type what is wrong').isVisible(), false);
    release();
    await page.getByRole('list', { name: 'Search results' }).waitFor();
    assert.match(page.url(), /literal=1/);
    await close();
  });

  it('says so when that program does not come', async () => {
    for (const part of ['**/portal_bg.*', /assets\/portal\.[^/]*\.js/]) {
      const { page, context, close } = await place.visit('404.html', { expected: [/ERR_FAILED|Failed to fetch|dynamically imported/i] });
      await context.route(part, (route) => route.abort());
      await page.goto(`${place.portal.url}search/?q=outlook`);
      await page.getByRole('alert').filter({ hasText: 'Search could not be loaded' }).waitFor();
      assert.equal(await page.getByText('Searching…').isVisible(), false);
      assert.match(await page.getByRole('main').getByRole('link', { name: 'Raise a ticket' }).getAttribute('href'), /\?summary=outlook$/);
      await close();
    }
  });

  it('leads out of a filter first when nothing is found in it', async () => {
    const { page, close } = await place.visit('search/?q=vpn&category=no-such-category');
    await page.getByText('Nothing found for').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Search everywhere' }).click();
    await page.getByRole('list', { name: 'Search results' }).waitFor();
    assert.match(page.url(), /\?q=vpn$/);
    assert.equal(await page.getByRole('heading', { name: 'Talk to a person instead' }).isVisible(), false);
    assert.equal(await page.getByRole('heading', { name: 'Browse by category' }).isVisible(), false);
    await close();
  });

  it('finds nothing without the full search and still helps', async () => {
    const { page, context, close } = await place.visit('', { expected: [/ERR_FAILED|Failed to load|could not/i] });
    await context.route(/assets\/search\./, (route) => route.abort());
    await page.goto(`${place.portal.url}search/?q=pritner+zzqxv`);
    await page.getByText('Nothing found for').waitFor();
    const near = page.getByRole('list', { name: 'Pages with similar titles' }).getByRole('link');
    assert.match(await near.first().textContent(), /print/i);
    await close();
  });

  it('shows the passage that says more of what was searched than the summary does', async () => {
    const { page, context, close } = await place.visit();
    let letGo;
    const held = new Promise((resolve) => { letGo = resolve; });
    await context.route('**/articles/**', (route) => held.then(() => route.continue()));
    await page.goto(`${place.portal.url}search/?q=vpn+certificate+expired+renew`);
    const first = page.getByRole('list', { name: 'Search results' }).getByRole('listitem').filter({ hasText: 'VPN error codes' });
    const line = first.locator('.result-snippet');
    await line.waitFor();
    const height = (await line.boundingBox()).height;
    const summary = await line.textContent();
    letGo();
    await page.waitForFunction(([selector, old]) => [...document.querySelectorAll(selector)].some((it) => it.closest('li').textContent.includes('VPN error codes') && it.textContent !== old), ['.result-snippet', summary]);
    assert.ok((await line.locator('mark').allTextContents()).some((text) => /certificate/i.test(text)));
    assert.equal((await line.boundingBox()).height, height, 'nothing moves');
    await close();
  });

  it('fetches no pages for passages when the reader saves data or another question comes', async () => {
    const { page, context, close } = await place.visit();
    await context.addInitScript(() => { Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) }); });
    const fetched = [];
    page.on('request', (request) => { if (request.resourceType() === 'fetch' && /articles|guides/.test(request.url())) fetched.push(request.url()); });
    await page.goto(`${place.portal.url}search/?q=vpn+certificate+expired`);
    await page.locator('.narrow').waitFor();
    await page.waitForTimeout(2500);
    assert.deepEqual(fetched, []);
    await close();
  });

  it('takes halves of characters for what they are', async () => {
    const { page, close } = await place.visit('search/?q=vpn');
    await page.locator('.narrow').waitFor();
    await page.locator('#search-box').evaluate((field) => {
      for (const text of ['vpn \ud83d', '\ud83d', '\ude00 printer \ud83d\ude00']) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    });
    await page.waitForURL(/printer/);
    await page.getByRole('list', { name: 'Search results' }).getByRole('link', { name: /print/i }).first().waitFor();
    await page.goto(`${place.portal.url}search/?q=%ED%A0%BD`);
    await page.getByText('Nothing found for').waitFor();
    await page.goto(place.portal.url);
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).evaluate((field) => {
      field.value = 'vpn\udc00 \ud83d';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.getByRole('option').first().waitFor();
    await close();
  });

  it('finds in the browser what the command line finds, in the same order', async () => {
    const queries = [...require('node:fs').readFileSync(`${SAMPLE}/golden.toml`, 'utf8').matchAll(/^q = "(.*)"$/gm)].map((match) => match[1]);
    assert.equal(queries.length, 30);
    const { page, close } = await place.visit('search/?q=vpn');
    await awake(page);
    for (const query of queries) {
      const native = [...tierzero('search', SAMPLE, '--limit', '5', '--', query).matchAll(/^ {4}((?:articles|guides|ticket)\/[a-z0-9/-]+\/|#notice-[a-z0-9-]+)$/gm)].map((match) => match[1]);
      await page.goto(`${place.portal.url}search/?q=${encodeURIComponent(query)}`);
      await page.getByRole('main').getByRole('list', { name: 'Search results' }).waitFor();
      await page.getByText('The full search is still loading').waitFor({ state: 'detached' });
      const shown = await page.getByRole('list', { name: 'Search results' }).locator('.result-link').evaluateAll((links) => links.map((link) => link.getAttribute('href').slice(1)));
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

  it('remembers whether an article solved it', async () => {
    const { page, close } = await place.visit('articles/email/outlook-not-syncing/');
    await awake(page);
    const pressed = () => Promise.all(['Yes', 'No'].map((name) => page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed')));
    assert.deepEqual(await pressed(), ['false', 'false']);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByText('Sorry about that.').first().waitFor();
    await page.reload();
    await awake(page);
    assert.deepEqual(await pressed(), ['false', 'true']);
    await close();
  });

  it('leaves the / key alone once it is switched off', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.getByRole('checkbox', { name: 'Press / to search' }).uncheck();
    await page.reload();
    await awake(page);
    assert.equal(await page.getByRole('checkbox', { name: 'Press / to search' }).isChecked(), false);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), '');
    await close();
  });

  it('fetches the titles once, and the engine behind them', async () => {
    const { page, context, close } = await place.visit();
    // What the first page still fetches does not count.
    await page.goto('about:blank');
    let letGo;
    const held = new Promise((resolve) => { letGo = resolve; });
    await context.route(/assets\/titles\./, (route) => held.then(() => route.continue()));
    // The page that was visited first may still be loading its search.
    await page.goto('about:blank');
    const asked = [];
    page.on('request', (request) => asked.push(...(request.url().match(/titles|worker/) ?? [])));
    await page.goto(place.portal.url);
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('vpn');
    await page.waitForTimeout(500);
    assert.deepEqual(asked, ['titles']);
    letGo();
    await page.getByRole('option').first().waitFor();
    assert.deepEqual(asked, ['titles', 'worker']);
    await close();
  });

  it('answers an unknown address with a page that helps', async () => {
    const { page, close } = await place.visit('articles/gone/', { expected: [/404/] });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('main').getByRole('combobox', { name: 'Search for help' }).waitFor();
    await close();
  });
});
