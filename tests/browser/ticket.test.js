// From a problem through a guide to a ticket, with a real ticket endpoint behind the portal.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { stage } = require('./stage');

const PERSON = { name: 'Sam Okafor', email: 'sam.okafor@northwind.example' };

async function fillIn(page, summary) {
  await page.getByRole('textbox', { name: 'Your name' }).fill(PERSON.name);
  await page.getByRole('textbox', { name: 'Your work email' }).fill(PERSON.email);
  await page.getByRole('textbox', { name: 'The problem in one line' }).fill(summary);
  await page.getByRole('combobox', { name: 'How badly does it hold you up?' }).selectOption('I cannot work at all');
}

async function send(page) {
  await page.getByRole('button', { name: 'Send ticket' }).click();
}

describe('from a problem to a ticket', () => {
  const place = stage(serve);

  it('leads from a search through a guide to a ticket and its status', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('vpn does not connect');
    await page.getByRole('option', { name: /VPN won't connect/ }).click();
    await page.getByRole('heading', { level: 1, name: "VPN won't connect" }).waitFor();
    await page.getByRole('link', { name: 'Not sure' }).click();
    await page.getByRole('heading', { level: 2, name: 'Test the connection' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Test the connection');
    await page.getByRole('link', { name: "I can't do this" }).click();
    await page.getByRole('link', { name: 'Fill in the form' }).click();
    await page.getByRole('heading', { level: 1, name: 'Report a problem' }).waitFor();

    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), "VPN won't connect");
    await page.getByText('What else we send').waitFor();
    await page.getByText('Does anything else online work?').waitFor();
    await fillIn(page, 'VPN gives up after a minute');
    await send(page);

    await page.getByText('Your ticket is safely with us').waitFor();
    const address = new URL(page.url());
    assert.match(address.hash, /^#TZ-[0-9A-Z]{6,}\.[\w-]{22,}$/);
    assert.equal(address.search, '', 'nothing of the ticket stands in the query');
    await page.getByText('VPN gives up after a minute').first().waitFor();
    await page.getByText('Does anything else online work?').waitFor();

    await page.getByRole('link', { name: 'My tickets' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'My tickets' }).waitFor();
    const reference = address.hash.slice(1).split('.')[0];
    await page.getByText(reference).first().waitFor();
    const log = place.portal.log();
    for (const secret of [address.hash.split('.')[1], 'VPN gives up after a minute', PERSON.email]) {
      assert.ok(!log.includes(secret), 'the log holds neither words nor secrets');
    }
    await close();
  });

  it('rebuilds a guide from its address and goes back one answer at a time', async () => {
    const { page, close } = await place.visit('guides/vpn/');
    await awake(page);
    await page.getByRole('link', { name: 'Only the VPN fails' }).click();
    const second = page.getByRole('heading', { level: 2, name: 'What happens when you connect?' });
    await second.waitFor();
    const address = page.url();
    assert.match(address, /only-the-vpn-fails/, 'the answer stands in the address by its words');
    await page.reload();
    await awake(page);
    await second.waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'Does anything else online work?' }).waitFor();
    await page.goto(address.replace('only-the-vpn-fails', 'an-answer-that-is-gone'));
    await awake(page);
    await page.getByText('This guide has changed').waitFor();
    await close();
  });

  it('names every field that needs another look and keeps every word', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await page.getByRole('textbox', { name: 'What happens?' }).fill('It blinks and stops.');
    await send(page);
    const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
    await summary.waitFor();
    assert.ok(await summary.evaluate((element) => element.contains(document.activeElement)), 'the summary takes the focus');
    await summary.getByRole('link').first().click();
    await page.waitForFunction(() => document.activeElement.labels?.[0]?.textContent.trim() === 'Your name');
    assert.equal(await page.getByRole('textbox', { name: 'What happens?' }).inputValue(), 'It blinks and stops.');
    await close();
  });

  it('keeps the draft over a reload and sends it when the endpoint is back', async () => {
    const { page, close } = await place.visit('ticket/incident/', { expected: [/ERR_|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The keyboard types twice');
    await page.reload();
    await awake(page);
    await page.getByText('We kept what you typed.').waitFor();
    const summary = page.getByRole('textbox', { name: 'The problem in one line' });
    assert.equal(await summary.inputValue(), 'The keyboard types twice');

    await page.route('**/api/tickets', (route) => route.abort());
    await send(page);
    await page.getByText('Your ticket was not sent').first().waitFor();
    assert.equal(await summary.inputValue(), 'The keyboard types twice');
    await page.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('stores one ticket when the answer is lost and the ticket is sent again', async () => {
    const { page, close } = await place.visit('ticket/incident/', { expected: [/ERR_|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The mouse does not move');
    const references = [];
    page.on('response', async (response) => {
      if (response.url().endsWith('/api/tickets')) references.push([response.status(), (await response.json()).reference]);
    });
    let first = null;
    await page.route('**/api/tickets', async (route) => {
      if (first === null) {
        first = await (await route.fetch()).json();
        await route.abort();
      } else {
        await route.continue();
      }
    });
    await send(page);
    await page.getByText('Your ticket was not sent').first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    assert.deepEqual(references, [[200, first.reference]]);
    await close();
  });

  it('tells an unknown ticket from a desk that is down', async () => {
    const unknown = 'track/#TZ-ZZZZZZ.aaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    const { page, close } = await place.visit(unknown, { expected: [/404|ERR_|Failed to load resource/] });
    await page.getByRole('heading', { name: 'We do not know this ticket' }).waitFor();
    await page.route('**/api/tickets/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { name: 'We cannot show your ticket right now' }).waitFor();
    await close();
  });
});
