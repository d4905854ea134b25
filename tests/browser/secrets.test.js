// Secrets that slip into a ticket.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { sendTicket } = require('./reader');
const { stage } = require('./stage');

const DETAILS = 'I sign in with sam and password: Tr0ub4dor&3 and it says locked.';

describe('a secret in a ticket', () => {
  const place = stage(serve);

  async function write() {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Sam Okafor');
    await page.getByRole('textbox', { name: 'Your work email' }).fill('sam.okafor@northwind.example');
    await page.getByRole('textbox', { name: 'The problem in one line' }).fill('I am locked out, ticket TZ-7F3K9Q, error 0x80070005');
    await page.getByRole('textbox', { name: /What happens/ }).fill(DETAILS);
    await page.getByRole('radio', { name: 'Only me' }).check();
    await page.getByRole('radio', { name: 'Not at all' }).check();
    await page.getByText('This looks like a secret').waitFor();
    return { page, close };
  }

  async function send(page) {
    const [request] = await Promise.all([
      page.waitForRequest(/api\/tickets/),
      page.getByRole('button', { name: 'Send ticket' }).click(),
    ]);
    await page.getByText('Your ticket is safely with us').waitFor();
    return request.postDataJSON().values;
  }

  it('is marked, and taken out before it is sent', async () => {
    const { page, close } = await write();
    assert.equal(await page.locator('.secrets mark').textContent(), 'Tr0ub4dor&3');
    assert.equal(await page.getByText('This looks like a secret').count(), 1, 'a reference and a code are none');
    const values = await send(page);
    assert.equal(values.details, 'I sign in with sam and password: [password removed] and it says locked.');
    assert.equal(values.summary, 'I am locked out, ticket TZ-7F3K9Q, error 0x80070005');
    await page.getByText('[password removed]').waitFor();
    await close();
  });

  it('is sent when the reader insists that it is none', async () => {
    const { page, close } = await write();
    await page.getByRole('checkbox', { name: 'It is no secret: send it as I wrote it' }).check();
    await page.getByText('It is sent as you wrote it.').waitFor();
    assert.equal((await send(page)).details, DETAILS);
    await close();
  });

  it('is taken out of a reply, too, unless the reader insists', async () => {
    const { page, close } = await sendTicket(place, 'I am locked out');
    for (const [insists, told] of [[false, 'The password: [password removed]'], [true, 'The password: Tr0ub4dor&3']]) {
      await page.getByRole('textbox', { name: 'Your reply' }).fill('The password: Tr0ub4dor&3');
      await page.locator('.talk .secrets mark').waitFor();
      if (insists) await page.getByRole('checkbox', { name: 'It is no secret: send it as I wrote it' }).check();
      await page.getByRole('button', { name: 'Send reply' }).click();
      await page.locator('.history-text').getByText(told).waitFor();
      await page.locator('.talk .secrets mark').waitFor({ state: 'hidden' });
    }
    await close();
  });
});
