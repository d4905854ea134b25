// An author at work: what is saved shows at once, and so does what is wrong with it.

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
});
