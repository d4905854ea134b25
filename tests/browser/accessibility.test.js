// axe-core on every kind of page, in both themes and at the width of a phone and of a desk.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { publish } = require('./portal');
const { stage } = require('./stage');

const PAGES = {
  home: '',
  'search results': 'search/?q=printer',
  'an empty search': 'search/?q=zzqxv',
  category: 'category/network/',
  article: 'articles/network/wifi-slow-or-drops/',
  'parts for one system': 'articles/storage/map-a-network-drive/',
  guide: 'guides/vpn/',
  'a later step': 'guides/vpn/?a=not-sure',
  'a step with parts for one system': 'guides/slow-computer/?from=trim-what-starts-with-the-computer',
  catalogue: 'ticket/',
  form: 'ticket/incident/',
  'a form that calls back': 'ticket/access-request/',
  'a notice to follow': 'ticket/notice-outlook-search-slow/',
  'ticket status': 'track/',
  'my tickets': 'my-tickets/',
  contact: 'contact/',
  'not found': 'nowhere/',
};
const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

describe('accessibility', () => {
  const place = stage(publish);

  for (const colorScheme of ['light', 'dark']) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      it(`has no violation on any page (${colorScheme}, ${width})`, async () => {
        const { page, close } = await place.visit('', { colorScheme, viewport, expected: [/404/] });
        for (const [name, address] of Object.entries(PAGES)) {
          await page.goto(place.portal.url + address);
          await awake(page);
          await page.getByRole('heading', { level: 1 }).waitFor();
          assert.deepEqual(await accessibilityProblems(page), [], name);
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(sideways <= 0, `${name} can be scrolled sideways by ${sideways} px`);
        }
        await close();
      });
    }
  }

  it('has no violation while suggestions and errors show', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('There is a problem').waitFor();
    assert.deepEqual(await accessibilityProblems(page), [], 'a form with errors');
    await page.getByRole('combobox', { name: 'Search for help' }).fill('printer');
    await page.getByRole('option').first().waitFor();
    assert.deepEqual(await accessibilityProblems(page), [], 'suggestions');
    await close();
  });

  for (const colorScheme of ['light', 'dark']) {
    it(`has no violation while a ticket is written (${colorScheme})`, async () => {
      const { page, close } = await place.visit('ticket/incident/', { colorScheme, viewport: { width: 320, height: 700 } });
      await awake(page);
      await page.getByRole('textbox', { name: 'The problem in one line' }).fill('Outlook search is slow or incomplete');
      await page.getByRole('textbox', { name: /What happens/ }).fill('Outlook search finds nothing. My password: Tr0ub4dor&3 works.');
      await page.getByRole('radio', { name: 'Only me' }).check();
      await page.getByRole('radio', { name: 'Not at all' }).check();
      await page.getByText('This looks like a secret').waitFor();
      await page.getByText('Read it here').first().click();
      await page.getByRole('checkbox', { name: /Browser/ }).uncheck();
      assert.deepEqual(await accessibilityProblems(page), [], 'offers, a secret, a promise and what goes along');
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `the form can be scrolled sideways by ${sideways} px`);
      await page.getByRole('button', { name: 'This solved it' }).first().click();
      await page.getByRole('heading', { name: 'Good to hear that it works' }).waitFor();
      assert.deepEqual(await accessibilityProblems(page), [], 'a draft that is not needed any more');
      await close();
    });
  }
});
