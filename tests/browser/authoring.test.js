// An author at work: what is saved shows at once, and so does what is wrong with it.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { stage } = require('./stage');

describe('tierzero serve', () => {
  const place = stage(serve);

  it('reloads the page when an article is saved, and keeps the last good site when one is broken', async () => {
    const file = path.join(place.portal.kb, 'articles/network/guest-wifi.md');
    const { page, close } = await place.visit('articles/network/guest-wifi/');
    await awake(page);
    const good = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, good.replace(/^title: .*$/m, 'title: Wi-Fi on the guest network'));
    await page.getByRole('heading', { level: 1, name: 'Wi-Fi on the guest network' }).waitFor();

    fs.appendFileSync(file, '\nSee [the missing page](not-there.md).\n');
    await page.getByText(/not-there\.md/).first().waitFor();
    await page.getByRole('heading', { level: 1, name: 'Wi-Fi on the guest network' }).waitFor();

    fs.writeFileSync(file, good);
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'guest network' }).waitFor();
    await close();
  });

  it('keeps eight tabs up to date over one stream, whichever of them goes', async () => {
    const file = path.join(place.portal.kb, 'articles/network/guest-wifi.md');
    const good = fs.readFileSync(file, 'utf8');
    const save = (title) => fs.writeFileSync(file, good.replace(/^title: .*$/m, `title: ${title}`));
    const shows = (tab, name) => tab.getByRole('heading', { level: 1, name }).waitFor();

    const { page, context, close } = await place.visit('articles/network/guest-wifi/');
    await awake(page);
    await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 1);
    const streams = [];
    const tabs = [page];
    while (tabs.length < 8) {
      const tab = await context.newPage();
      tab.setDefaultTimeout(15_000);
      tab.on('request', (request) => {
        if (new URL(request.url()).pathname === '/_tierzero/events') streams.push(request.url());
      });
      await tab.goto(page.url());
      await awake(tab);
      tabs.push(tab);
    }
    assert.deepEqual(streams, [], 'the first tab listens for all');

    save('Guests on the Wi-Fi');
    await Promise.all(tabs.map((tab) => shows(tab, 'Guests on the Wi-Fi')));
    fs.appendFileSync(file, '\nSee [the missing page](not-there.md).\n');
    await Promise.all(tabs.map((tab) => tab.getByText(/not-there\.md/).first().waitFor()));

    const last = tabs.pop();
    for (const tab of tabs) await tab.close();
    save('Wi-Fi for visitors');
    await shows(last, 'Wi-Fi for visitors');
    assert.equal(await last.getByText(/not-there\.md/).count(), 0);

    // A tab that was away while two sites were built has the newest when it is looked at again.
    await last.goto('about:blank');
    save('Wi-Fi for callers');
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(15_000);
    await fresh.goto(`${place.portal.url}articles/network/guest-wifi/`);
    await shows(fresh, 'Wi-Fi for callers');
    await last.goBack();
    await shows(last, 'Wi-Fi for callers');
    fs.writeFileSync(file, good);
    await close();
  });
});
