// A portal that lives below a path of somebody else's host.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { publish } = require('./portal');
const { stage } = require('./stage');

describe('below a base path', () => {
  const place = stage(() => publish({ base: '/help/' }));

  it('searches, reads and goes on below the path only', async () => {
    const { page, close } = await place.visit();
    const strays = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/help/')) strays.push(pathname);
    });
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('lost my phone');
    await page.getByRole('option').first().click();
    await page.waitForURL((url) => url.pathname !== '/help/');
    await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor();
    await page.getByRole('link', { name: /VPN won't connect/ }).first().click();
    await page.getByRole('link', { name: 'No, nothing loads' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Go on' }).click();
    await page.getByRole('heading', { level: 1, name: "Wi-Fi won't connect" }).waitFor();
    assert.ok(new URL(page.url()).pathname.startsWith('/help/guides/wifi/'));
    assert.deepEqual(strays, []);
    await close();
  });
});
