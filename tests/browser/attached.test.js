// What goes along with a ticket besides its answers.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { stage } = require('./stage');

const ARTICLE = 'articles/network/vpn-error-codes/';

async function fillIn(page) {
  await page.getByRole('textbox', { name: 'Your name' }).fill('Sam Okafor');
  await page.getByRole('textbox', { name: 'Your work email' }).fill('sam.okafor@northwind.example');
  await page.getByRole('textbox', { name: 'The problem in one line' }).fill('VPN gives up');
  await page.getByRole('radio', { name: 'Only me' }).check();
  await page.getByRole('radio', { name: 'Not at all' }).check();
}

describe('what goes along with a ticket', () => {
  const place = stage(serve);

  /** Searches, reads an article that does not help, and asks for the form there. */
  async function tryThings(options) {
    const { page, close } = await place.visit('', options);
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('vpn error');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
    await page.goto(`${place.portal.url}${ARTICLE}`);
    await awake(page);
    await page.getByRole('region', { name: 'Did this solve it?' }).getByRole('button', { name: 'No' }).click();
    await page.waitForFunction(() => JSON.stringify({ ...sessionStorage }).includes('vpn-error-codes'));
    await page.getByRole('main').getByRole('link', { name: /ticket/i }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Report a problem' }).waitFor();
    await page.getByRole('group', { name: 'What we attach' }).waitFor();
    return { page, close };
  }

  it('shows line by line what was tried and on what, and sends it', async () => {
    const { page, close } = await tryThings({ timezoneId: 'Pacific/Auckland' });
    const panel = page.getByRole('group', { name: 'What we attach' });
    await panel.getByRole('checkbox', { name: /An article that did not help VPN error codes/ }).waitFor();
    await panel.getByRole('checkbox', { name: /You searched for vpn error/ }).waitFor();
    for (const fact of [/Browser Chrome \d+/, /Screen \d+ × \d+/, /Time zone Pacific\/Auckland/, /System Linux/, /Language/]) {
      assert.equal(await panel.getByRole('checkbox', { name: fact }).isChecked(), true, String(fact));
    }
    await fillIn(page);
    const [request] = await Promise.all([
      page.waitForRequest(/api\/tickets/),
      page.getByRole('button', { name: 'Send ticket' }).click(),
    ]);
    const { context } = request.postDataJSON();
    assert.equal(context.articles.length, 1);
    assert.deepEqual({ ...context.articles[0], revision: '' }, { path: ARTICLE, title: 'VPN error codes', revision: '', solved: false });
    assert.match(context.articles[0].revision, /^[0-9a-f]{10}$/);
    assert.ok(context.searches.includes('vpn error'));
    assert.equal(context.device.time_zone, 'Pacific/Auckland');
    await page.getByText('Your ticket is safely with us').waitFor();
    await page.getByText('An article that did not help').waitFor();
    await page.goto(`${place.portal.url}ticket/incident/`);
    await page.getByRole('group', { name: 'What we attach' }).waitFor();
    assert.equal(await page.getByText('An article that did not help').count(), 0, 'it goes with one ticket only');
    await close();
  });

  it('sends nothing that was taken off', async () => {
    const { page, close } = await tryThings();
    const panel = page.getByRole('group', { name: 'What we attach' });
    for (const box of await panel.getByRole('checkbox').all()) await box.uncheck();
    await panel.getByRole('checkbox', { name: /Browser/ }).check();
    await fillIn(page);
    const [request] = await Promise.all([
      page.waitForRequest(/api\/tickets/),
      page.getByRole('button', { name: 'Send ticket' }).click(),
    ]);
    const { context } = request.postDataJSON();
    assert.deepEqual(Object.keys(context.device), ['browser']);
    assert.deepEqual([context.guide, context.page, context.articles, context.searches], [null, null, [], []]);
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });
});
