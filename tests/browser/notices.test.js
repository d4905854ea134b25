// "Tell me about it": what is known already needs no ticket of one's own.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { stage } = require('./stage');

const NOTICE = 'Search in classic Outlook is slow or incomplete';
const TELL_ME = `Tell me about it: ${NOTICE}`;
const NETWORK = { expected: [/ERR_|Failed to load resource/] };
const WAITS = { name: 'Your request is waiting to be sent' };
const DRAFT = 'Outlook search is slow or incomplete';

describe('a reader who wants to be told about a notice', () => {
  const place = stage(serve);

  async function write(options) {
    const { page, context, close } = await place.visit('ticket/incident/', options);
    await awake(page);
    await page.getByRole('textbox', { name: 'The problem in one line' }).fill(DRAFT);
    const card = page.getByRole('listitem').filter({ hasText: 'We know about this' });
    await card.waitFor();
    return { page, context, close, card };
  }

  it('leaves an address in place of a ticket, by keys alone, and gets a receipt', async () => {
    const { page, close, card } = await write();
    await card.getByText(/Next update|The next update is due/).waitFor();
    await page.getByRole('textbox', { name: 'Your work email' }).fill('sam.okafor@northwind.example');
    const sent = [];
    page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postDataJSON()); });
    await card.getByRole('button', { name: 'Tell me about it' }).focus();
    await page.keyboard.press('Enter');
    const email = card.getByRole('textbox', { name: 'Your email' });
    await email.waitFor();
    await page.waitForFunction(() => document.activeElement.type === 'email' && document.activeElement.value !== '');
    assert.equal(await email.inputValue(), 'sam.okafor@northwind.example');
    assert.deepEqual(await accessibilityProblems(page), []);
    await email.fill('sam');
    await page.keyboard.press('Enter');
    await card.getByText('must be an email address').waitFor();
    await email.fill('sam.okafor@northwind.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You follow this now' }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'You follow this now');
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.equal(sent.length, 1);
    assert.equal(sent[0].form, 'notice-outlook-search-slow');
    assert.deepEqual(sent[0].values, { email: 'sam.okafor@northwind.example' });
    assert.ok(!JSON.stringify(sent[0]).includes(DRAFT), 'no word of the draft is sent');

    tierzero('desk', 'reply', place.portal.database, '--notice', 'outlook-search-slow', '--text', 'All laptops are done.', '--state', 'solved');
    await page.getByRole('link', { name: 'See how it stands' }).click();
    await page.getByRole('heading', { name: NOTICE }).waitFor();
    await page.getByText('All laptops are done.').waitFor();
    await page.getByRole('link', { name: 'Read the notice' }).waitFor();
    await page.goto(`${place.portal.url}my-tickets/`);
    await page.getByRole('link', { name: new RegExp(NOTICE) }).waitFor();
    await close();
  });

  it('can bring the draft back, or change their mind before', async () => {
    const { page, close, card } = await write();
    await card.getByRole('button', { name: 'Tell me about it' }).click();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => document.activeElement.textContent.startsWith('Tell me about it'));
    await card.getByRole('button', { name: 'Tell me about it' }).click();
    await card.getByRole('textbox', { name: 'Your email' }).fill('sam.okafor@northwind.example');
    await card.getByRole('group').getByRole('button', { name: 'Tell me about it' }).click();
    await page.getByRole('heading', { name: 'You follow this now' }).waitFor();
    await page.getByRole('button', { name: 'Write a ticket after all' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), DRAFT);
    await close();
  });

  it('is told why when it cannot be sent, and sends it once', async () => {
    const { page, close, card } = await write(NETWORK);
    let lost = false;
    const keys = [];
    await page.route('**/api/tickets', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (lost) return route.continue();
      lost = true;
      await route.fetch();
      return route.abort();
    });
    await card.getByRole('button', { name: 'Tell me about it' }).click();
    await card.getByRole('textbox', { name: 'Your email' }).fill('sam.okafor@northwind.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', WAITS).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'Your request is waiting to be sent');
    await page.getByText('cannot be reached').waitFor();
    await page.getByText('goes by itself as soon as it can').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'You follow this now' }).waitFor();
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    await close();
  });

  it('waits like any ticket when they go on, and can be changed or taken back', async () => {
    const { page, context, close, card } = await write(NETWORK);
    await context.route('**/api/tickets', (route) => route.abort());
    await card.getByRole('button', { name: 'Tell me about it' }).click();
    await card.getByRole('textbox', { name: 'Your email' }).fill('sam.okafor@northwind.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', WAITS).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Yes, discard it' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), DRAFT);
    await card.waitFor();
    await card.getByRole('button', { name: 'Tell me about it' }).click();
    await card.getByRole('textbox', { name: 'Your email' }).fill('ada@northwind.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', WAITS).waitFor();
    await page.goto(`${place.portal.url}my-tickets/`);
    await page.getByRole('heading', { name: 'Waiting to be sent' }).waitFor();
    await page.getByText(NOTICE).waitFor();
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByRole('heading', { level: 1, name: NOTICE }).waitFor();
    await page.getByText('We kept what you typed.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Your email' }).inputValue(), 'ada@northwind.example');
    await page.getByRole('button', { name: 'Tell me about it' }).click();
    await page.getByRole('heading', WAITS).waitFor();
    await context.unroute('**/api/tickets');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('main').getByText('As soon as there is news, it stands here.').waitFor();
    await close();
  });

  it('comes from the notice on the home page to a small form of its own', async () => {
    const { page, close } = await place.visit('');
    await awake(page);
    await page.getByText(/Next update|The next update is due/).first().waitFor();
    await page.getByText(NOTICE).first().click();
    await page.getByRole('link', { name: TELL_ME }).click();
    await page.getByRole('heading', { level: 1, name: NOTICE }).waitFor();
    await awake(page);
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.equal(await page.getByRole('group', { name: 'What we attach' }).count(), 0);
    await page.getByRole('textbox', { name: 'Your email' }).fill('sam.okafor@northwind.example');
    await page.getByRole('button', { name: 'Tell me about it' }).click();
    await page.getByRole('main').getByText('As soon as there is news, it stands here.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.goto(`${place.portal.url}ticket/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.getByRole('main').getByText(NOTICE).count(), 0, 'it is not in the catalogue');
    await close();
  });
});
