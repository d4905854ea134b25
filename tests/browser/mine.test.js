// The tickets of this device: found again, told apart, taken along, forgotten.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { after, before, describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { keep, raise } = require('./raise');
const { stage } = require('./stage');

const SUBJECTS = ['VPN won’t connect', 'Café printer jams', 'No Wi-Fi on floor 2', 'Outlook asks for my password', 'The projector hums'];

describe('my tickets', () => {
  const place = stage(serve);
  let receipts;

  const desk = (receipt, ...words) => tierzero('desk', 'reply', place.portal.database, receipt.reference, ...words);
  const rows = (page) => page.locator('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Forget ticket/ }) });
  const subjects = (page) => rows(page).getByRole('link').allInnerTexts();
  const searched = (page) => page.getByRole('searchbox', { name: 'Search your tickets' });

  before(async () => {
    receipts = [];
    for (const subject of SUBJECTS) receipts.unshift(await raise(place.portal.url, subject));
    desk(receipts[4], '--text', 'Try now.', '--state', 'solved');
    desk(receipts[3], '--text', 'Which tray?', '--state', 'waiting');
  });
  after(() => { receipts = null; });

  async function open(count, options) {
    const visited = await place.visit('my-tickets/', options);
    await awake(visited.page);
    await keep(visited.page, receipts.slice(receipts.length - count));
    await awake(visited.page);
    return visited;
  }

  it('is quiet while there are few', async () => {
    const { page, close } = await open(3);
    await rows(page).nth(2).waitFor();
    assert.equal(await searched(page).count(), 0);
    assert.equal(await page.getByRole('group', { name: 'State' }).count(), 0);
    await close();
  });

  it('is searched as one types and narrowed by state, with the keyboard alone', async () => {
    const { page, close } = await open(5);
    await page.getByRole('button', { name: 'Waiting for you 1' }).waitFor();
    await page.getByRole('button', { name: 'Solved 1' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Closed/ }).count(), 0);
    assert.deepEqual((await subjects(page)).map((text) => text.split(/\s*\(/)[0]), [...SUBJECTS].reverse());
    await searched(page).focus();
    await page.keyboard.type('CAFE');
    await page.getByText('1 of 5 tickets').waitFor();
    assert.match((await subjects(page)).join(), /^Café printer jams/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Received 3');
    await page.keyboard.press('Enter');
    await page.getByText('No ticket fits').waitFor();
    await page.getByRole('button', { name: 'Show all tickets' }).press('Enter');
    await rows(page).nth(4).waitFor();
    // The search goes on, once all are shown.
    await page.waitForFunction(() => document.activeElement?.type === 'search');
    assert.ok(await searched(page).evaluate((field) => field === document.activeElement), 'the search goes on');
    assert.equal(await searched(page).inputValue(), '');
    assert.ok(!page.url().includes('cafe'), 'what is searched for stays on the page');
    await close();
  });

  it('marks what is new until its page is opened', async () => {
    const { page, close } = await open(3);
    const link = (name) => rows(page).getByRole('link', { name });
    await link('VPN won’t connect (something is new)').waitFor();
    await link('VPN won’t connect').click();
    await page.getByText('Try now.').waitFor();
    await page.getByRole('link', { name: 'My tickets' }).first().click();
    await rows(page).nth(2).waitFor();
    await link('Café printer jams (something is new)').waitFor();
    assert.equal(await link('VPN won’t connect (something is new)').count(), 0);
    desk(receipts[2], '--text', 'A word without a new state.');
    await page.reload();
    await link('No Wi-Fi on floor 2 (something is new)').waitFor();
    assert.equal(await link('VPN won’t connect (something is new)').count(), 0);
    await close();
  });

  it('is saved as a file that holds the private links', async () => {
    const { page, close } = await open(3);
    await page.getByText('Export this list').press('Enter');
    await page.getByText('Whoever has the file can read all of them').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save a file with 3 tickets' }).press('Enter')]);
    assert.match(download.suggestedFilename(), /^tickets-\d{4}-\d\d-\d\d\.json$/);
    const saved = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
    assert.deepEqual(saved.tickets.map((ticket) => ticket.subject), ['No Wi-Fi on floor 2', 'Café printer jams', 'VPN won’t connect']);
    await page.goto(saved.tickets[1].link);
    await page.getByText('Café printer jams').first().waitFor();
    await close();
  });

  it('is forgotten after one question in place, and comes back when that is undone', async () => {
    const { page, close } = await open(3);
    page.on('dialog', () => assert.fail('no browser dialog'));
    await page.getByText('Forget all on this device').press('Enter');
    await page.getByRole('button', { name: 'Forget 3 tickets' }).press('Enter');
    await page.getByText('This device has forgotten 3 tickets.').waitFor();
    await page.getByText('No tickets yet').waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Undo');
    await page.keyboard.press('Enter');
    await rows(page).nth(2).waitFor();
    assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('tz:/:tickets')).length), 3);
    await close();
  });

  it('asks no further when the desk wants to be left alone', async () => {
    const { page, context, close } = await place.visit('my-tickets/', { expected: [/429|Failed to load resource/] });
    let asked = 0;
    await context.route('**/api/tickets/*', (route) => {
      asked += 1;
      return route.fulfill({ status: 429, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{}' });
    });
    await awake(page);
    await keep(page, receipts);
    await awake(page);
    await rows(page).nth(4).waitFor();
    await page.waitForTimeout(500);
    assert.equal(asked, 1);
    assert.equal(await page.getByText('Received', { exact: true }).count(), 5, 'the last known states stay');
    await close();
  });

  for (const colorScheme of ['light', 'dark']) {
    it(`has no violation and fits a small phone (${colorScheme})`, async () => {
      const { page, close } = await open(5, { colorScheme, viewport: { width: 320, height: 700 } });
      await page.getByRole('button', { name: 'Solved 1' }).waitFor();
      await page.getByText('Export this list').click();
      await page.getByText('Forget all on this device').click();
      const sound = async (name) => {
        assert.deepEqual(await accessibilityProblems(page), [], name);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `${name} can be scrolled sideways by ${sideways} px`);
      };
      await sound('a list with all of it open');
      await searched(page).fill('zzz');
      await page.getByText('No ticket fits').waitFor();
      await sound('a search without a result');
      await page.getByRole('button', { name: 'Forget 5 tickets' }).click();
      await page.getByText('No tickets yet').waitFor();
      await sound('an empty list with its way back');
      await close();
    });
  }
});
