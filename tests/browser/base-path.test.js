// A portal that lives below a path of somebody else's host.

const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { awake, launch, visit } = require('./browser');
const { publish } = require('./portal');

describe('below a base path', () => {
  let browser;
  let portal;
  before(async () => {
    [browser, portal] = await Promise.all([launch(), publish({ base: '/help/' })]);
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  it('searches, reads and goes on below the path only', async () => {
    const { page, close } = await visit(browser, portal.url);
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
