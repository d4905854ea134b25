// From a problem through a guide to a ticket, with a real ticket endpoint behind the portal.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake, hold } = require('./browser');
const { serve } = require('./portal');
const { PERSON, SUMMARY, fillIn, send } = require('./reader');
const { stage } = require('./stage');

/** Everything the device keeps, as one text. */
function keptOn(page) {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
}

/** Lets no page of a visit keep anything, as some private windows and company policies do. */
async function keepNothing(context) {
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('The operation is insecure.', 'SecurityError'); } });
    }
  });
}

describe('from a problem to a ticket', () => {
  const place = stage(serve);

  it('leads from a search through a guide to a ticket and its status', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.getByRole('combobox', { name: 'Search for help' }).fill('vpn does not connect');
    // Later answers may reorder the list until the pointer is on it.
    await page.getByRole('listbox').hover();
    await page.getByRole('option', { name: /VPN won't connect/ }).click();
    await page.getByRole('heading', { level: 1, name: "VPN won't connect" }).waitFor();
    await awake(page);
    await page.getByRole('link', { name: 'Not sure' }).click();
    await page.getByRole('heading', { level: 2, name: 'Test the connection' }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'Test the connection');
    await page.getByRole('link', { name: "I can't do this" }).click();
    await page.getByRole('link', { name: 'Fill in the form' }).click();
    await page.getByRole('heading', { level: 1, name: 'Report a problem' }).waitFor();

    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), "VPN won't connect");
    await page.getByText('What we attach').waitFor();
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
    await page.waitForFunction((element) => element.contains(document.activeElement), await summary.elementHandle());
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
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    assert.equal(await page.locator('#field-summary').inputValue(), 'The keyboard types twice');
    await page.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('hands the ticket over in other ways while it cannot be sent', async () => {
    const { page, close } = await place.visit('ticket/incident/', { expected: [/ERR_|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The screen flickers & hums');
    await page.route('**/api/tickets', (route) => route.abort());
    await send(page);
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    const mail = new URL(await page.getByRole('link', { name: 'Write an email with all of it' }).getAttribute('href'));
    assert.equal(mail.searchParams.get('subject'), 'The screen flickers & hums');
    assert.match(mail.searchParams.get('body'), /The problem in one line\s+The screen flickers & hums/);
    await page.getByText('show what I wrote as a QR code').click();
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    await page.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await page.getByText('Open it on another device').click();
    await page.getByRole('img', { name: 'QR code' }).waitFor();
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
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    assert.deepEqual(references, [[200, first.reference]]);
    await close();
  });

  it('keeps nothing of a sent ticket but its receipt, even when the reader came back to the form meanwhile', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The projector hums');
    const release = await hold(page, '**/api/tickets');
    await send(page);
    await page.getByRole('button', { name: 'Sending' }).waitFor();
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Your ticket is on its way' }).waitFor();
    release();
    await page.getByText('Your ticket is safely with us').waitFor();
    const kept = await keptOn(page);
    assert.ok(!kept.includes(PERSON.email) && !kept.includes(PERSON.name), kept);
    assert.ok(kept.includes('The projector hums'), 'the receipt says what the ticket is about');
    await page.goto(`${place.portal.url}ticket/incident/?summary=Another+thing`);
    await awake(page);
    await page.waitForFunction(() => document.querySelector('#field-summary').value === 'Another thing');
    assert.equal(await page.getByText('that was not sent').count(), 0, 'a sent ticket is not offered');
    await close();
  });

  it('lives again when the reader comes back, whichever of its programs was there first', async () => {
    const { page, close } = await place.visit();
    const release = await hold(page, '**/portal*.wasm');
    await page.goto(`${place.portal.url}ticket/incident/`);
    await page.locator('[data-journey][data-alive]').waitFor();
    release();
    await awake(page);
    await fillIn(page, 'The projector hums');
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor();
    await page.goBack();
    await page.getByText('We kept what you typed.').waitFor();
    assert.equal(await page.getByRole('textbox', SUMMARY).inputValue(), 'The projector hums');
    await close();
  });

  it('loses no word when two tabs are at the same form', async () => {
    const { page: one, context, close } = await place.visit('ticket/incident/');
    await awake(one);
    await one.getByRole('textbox', SUMMARY).fill('Words of the first tab');
    const two = await context.newPage();
    await two.goto(one.url());
    await two.getByText('another ticket here that was not sent: “Words of the first tab”').waitFor();
    assert.equal(await two.getByRole('textbox', SUMMARY).inputValue(), '');
    await two.getByRole('textbox', SUMMARY).fill('Words of the second tab');
    for (const [tab, words] of [[one, 'Words of the first tab'], [two, 'Words of the second tab']]) {
      await tab.reload();
      await tab.getByText('We kept what you typed.').waitFor();
      assert.equal(await tab.getByRole('textbox', SUMMARY).inputValue(), words);
    }

    const three = await context.newPage();
    await three.goto(one.url());
    await three.getByText('“Words of the second tab”').waitFor();
    await three.getByRole('button', { name: 'Bring it back' }).click();
    await three.getByText('We kept what you typed.').waitFor();
    assert.equal(await three.getByRole('textbox', SUMMARY).inputValue(), 'Words of the second tab');
    await two.getByText('taken over or discarded in another tab').waitFor();
    await two.getByRole('textbox', SUMMARY).fill('Words of the second tab, and more');
    await three.reload();
    await three.getByText('We kept what you typed.').waitFor();
    assert.equal(await three.getByRole('textbox', SUMMARY).inputValue(), 'Words of the second tab');
    await two.reload();
    await two.getByText('We kept what you typed.').waitFor();
    assert.equal(await two.getByRole('textbox', SUMMARY).inputValue(), 'Words of the second tab, and more');
    await close();
  });

  it('says so where the reader is when a draft is back', async () => {
    const { page, close } = await place.visit('ticket/incident/', { viewport: { width: 390, height: 700 } });
    await awake(page);
    await fillIn(page, 'The lamp flickers');
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await page.reload();
    await awake(page);
    const notice = page.getByRole('status').filter({ hasText: 'We kept what you typed.' });
    await notice.waitFor();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForFunction((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }, await notice.elementHandle());
    await close();
  });

  it('claims nothing that is not so when the browser keeps nothing', async () => {
    const { page, context, close } = await place.visit('', { expected: [/429/] });
    await keepNothing(context);
    await page.goto(`${place.portal.url}guides/vpn/`);
    await awake(page);
    await page.getByRole('link', { name: 'Not sure' }).click();
    await page.getByRole('link', { name: "I can't do this" }).click();
    await page.getByRole('link', { name: 'Fill in the form' }).click();
    await page.getByText('Your browser keeps nothing for us').waitFor();
    await page.getByText('Does anything else online work?').waitFor();
    assert.equal(await page.getByLabel('Remember my name').isVisible(), false);
    await fillIn(page, 'Nothing is kept');
    await page.route('**/api/tickets', (route) => route.fulfill({ status: 429, body: '' }));
    await send(page);
    await page.getByText('keep this page open until it is sent').waitFor();
    await page.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await page.getByText('this device will not remember the ticket').waitFor();
    assert.equal(await page.getByText('This device remembers').count(), 0);
    await page.goto(`${place.portal.url}my-tickets/`);
    await page.getByText('this list ends when you close or reload').waitFor();
    await close();
  });

  it('sends by itself when the device is online again', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: [/ERR_|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The train has no network');
    await context.setOffline(true);
    await send(page);
    await page.getByText('Your device is offline').waitFor();
    await context.setOffline(false);
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('tells how much room is left before it ends', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    const summary = page.getByRole('textbox', SUMMARY);
    await summary.fill('a'.repeat(455));
    await page.getByText('Room for 40 more characters').waitFor();
    await summary.fill('a'.repeat(502));
    await page.getByText('2 characters too many').waitFor();
    await send(page);
    await page.getByRole('alert').getByRole('link', { name: /“The problem in one line” must be 500 characters/ }).waitFor();
    await summary.fill('Short');
    await page.getByRole('alert').getByRole('link', { name: /“The problem in one line”/ }).waitFor({ state: 'hidden' });
    await close();
  });

  it('opens a private link with whatever a mail left around it', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: [/404|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The link has a bracket behind it');
    await send(page);
    await page.getByText('Your ticket is safely with us').waitFor();
    const link = page.url();
    const bare = link.split('.').slice(0, -1).join('.');
    for (const around of ['.', '>', ').', '%20']) {
      const mail = await context.newPage();
      await mail.goto(link + around);
      await mail.getByRole('heading', { level: 2, name: 'The link has a bracket behind it' }).waitFor();
      await mail.close();
    }
    const own = await context.newPage();
    await own.goto(bare);
    await own.getByRole('heading', { level: 2, name: 'The link has a bracket behind it' }).waitFor();
    await close();

    const stranger = await place.visit(bare.slice(place.portal.url.length));
    await stranger.page.getByRole('heading', { name: 'The key to this ticket is missing' }).waitFor();
    await stranger.close();
  });

  it('gives every control of guides and forms room for a finger', async () => {
    for (const address of ['guides/vpn/?a=does-anything-else-online-work.not-sure', 'ticket/incident/', 'track/', 'my-tickets/', 'ticket/']) {
      const { page, close } = await place.visit(address, { viewport: { width: 390, height: 844 } });
      await awake(page);
      if (address === 'ticket/incident/') await send(page);
      await page.waitForTimeout(300);
      const small = await page.evaluate(() => [...document.querySelectorAll('main :is(a, button, summary, input, select, textarea)')]
        .filter((element) => !element.closest('.prose') && element.checkVisibility())
        .map((element) => [(element.closest('label') ?? element).getBoundingClientRect().height, element.outerHTML])
        .filter(([height]) => height < 44));
      assert.deepEqual(small, [], address);
      await close();
    }
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
