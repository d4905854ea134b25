// Tickets that cannot be sent wait on the device, go by themselves, and go once.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve } = require('./portal');
const { fillIn } = require('./reader');
const { stage } = require('./stage');

const NETWORK = { expected: [/ERR_|Failed to load resource/] };
const WAITS = { name: 'Your ticket is waiting to be sent' };

/** Notes the answers to all tickets that any page of a visit sends. */
function noteTickets(context) {
  const answers = [];
  context.on('response', async (response) => {
    if (new URL(response.url()).pathname === '/api/tickets' && response.ok()) {
      answers.push([response.status(), (await response.json()).reference]);
    }
  });
  return answers;
}

/** A page whose ticket waits: the desk cannot be reached. */
async function waiting(place, summary) {
  const visit = await place.visit('ticket/incident/', NETWORK);
  await awake(visit.page);
  const answers = noteTickets(visit.context);
  await visit.context.route('**/api/tickets', (route) => route.abort());
  await fillIn(visit.page, summary);
  await visit.page.getByRole('button', { name: 'Send ticket' }).click();
  await visit.page.getByRole('heading', WAITS).waitFor();
  return { ...visit, answers, deskIsBack: () => visit.context.unroute('**/api/tickets') };
}

/** A visit is worth a try; this is one that fails. */
async function triedInVain(page, visit) {
  const failed = page.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === '/api/tickets');
  await visit();
  await failed;
}

describe('a ticket that cannot be sent', () => {
  const place = stage(serve);

  it('waits in sight on every page, and goes by itself on the next visit', async () => {
    const { page, context, answers, deskIsBack, close } = await waiting(place, 'The lamp hums');
    await page.getByText('goes by itself as soon as it can').waitFor();
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByText('1 ticket is waiting to be sent.').last().waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.close();

    await deskIsBack();
    const later = await context.newPage();
    // The pause after a failed attempt is over by then.
    await later.addInitScript(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
    await later.goto(`${place.portal.url}articles/network/vpn-error-codes/`);
    await later.getByText(/The ticket that was waiting has been sent: TZ-/).last().waitFor();
    await later.getByRole('link', { name: 'See how it stands' }).click();
    await later.getByRole('heading', { level: 2, name: 'The lamp hums' }).waitFor();
    assert.deepEqual(answers.map(([status]) => status), [201]);
    await close();
  });

  it('is sent once when two tabs see the connection come back', async () => {
    const { page, context, answers, deskIsBack, close } = await waiting(place, 'The door squeaks');
    const other = await context.newPage();
    await other.goto(`${place.portal.url}my-tickets/`);
    await other.getByRole('heading', { name: 'Waiting to be sent' }).waitFor();
    await deskIsBack();
    for (const tab of [page, other]) await tab.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByText('Your ticket is safely with us').waitFor();
    await other.getByRole('heading', { name: 'Waiting to be sent' }).waitFor({ state: 'hidden' });
    // A tab may see late what another has done; the desk knows the request then.
    assert.equal(answers.filter(([status]) => status === 201).length, 1);
    assert.equal(new Set(answers.map(([, reference]) => reference)).size, 1);
    await close();
  });

  it('is still the same ticket when the first attempt had arrived, and is changed only on request', async () => {
    const { page, context, answers, deskIsBack, close } = await waiting(place, 'The first words');
    await page.getByRole('button', { name: 'Change it' }).click();
    const summary = page.getByRole('textbox', { name: 'The problem in one line' });
    assert.equal(await summary.inputValue(), 'The first words');
    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    assert.equal(await page.getByText('Waiting to be sent').count(), 0, 'what was taken back does not wait');
    await page.goto(`${place.portal.url}ticket/incident/`);
    await page.getByText('We kept what you typed.').waitFor();
    await summary.fill('The second words');
    await deskIsBack();
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('heading', { level: 2, name: 'The second words' }).waitFor();
    assert.equal(answers.length, 1);
    assert.equal(context.pages().length, 1);
    await close();
  });

  it('is listed under My tickets, where it can be tried again, changed and discarded', async () => {
    const { page, deskIsBack, close } = await waiting(place, 'The chair wobbles');
    await page.goto(`${place.portal.url}my-tickets/`);
    await page.getByRole('heading', { name: 'Waiting to be sent' }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Discard this ticket? It has not been sent.').waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'Keep it');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('We kept what you typed.').waitFor();
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('heading', WAITS).waitFor();
    await triedInVain(page, () => page.goto(`${place.portal.url}my-tickets/`));
    await deskIsBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Waiting to be sent' }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'The chair wobbles' }).waitFor();
    await close();
  });

  it('is discarded with one question, and can be brought back', async () => {
    const { page, close } = await waiting(place, 'The window sticks');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Yes, discard it' }).click();
    await page.getByText('Discarded.').waitFor();
    const summary = page.getByRole('textbox', { name: 'The problem in one line' });
    assert.equal(await summary.inputValue(), '');
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await summary.inputValue(), 'The window sticks');
    await close();
  });

  it('shows how it waits again after a reload', async () => {
    const { page, deskIsBack, close } = await waiting(place, 'The tap drips');
    await triedInVain(page, () => page.reload());
    await page.getByRole('heading', WAITS).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await deskIsBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('is held by a page whose browser has no room left, and says so', async () => {
    const { page, context, close } = await place.visit('', NETWORK);
    await page.evaluate(() => {
      for (let size = 2 ** 22; size >= 1; size /= 2) {
        try {
          for (let piece = 0; piece < 8; piece += 1) localStorage.setItem(`full:${size}:${piece}`, 'x'.repeat(size));
        } catch {
          // Full, for pieces of this size.
        }
      }
    });
    await page.goto(`${place.portal.url}ticket/incident/`);
    await awake(page);
    await page.getByText('Your browser keeps nothing for us').waitFor();
    await context.route('**/api/tickets', (route) => route.abort());
    await fillIn(page, 'There is no room');
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('keep this page open until it is sent').waitFor();
    await context.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('gives the desk the pause that it asks for', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: [/429/] });
    await awake(page);
    let asked = 0;
    await context.route('**/api/tickets', (route) => {
      asked += 1;
      return route.fulfill({ status: 429, headers: { 'Retry-After': '120' }, body: '' });
    });
    await fillIn(page, 'Everybody writes at once');
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('There is room again in 2 minutes').waitFor();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('heading', WAITS).waitFor();
    assert.equal(asked, 1);
    await context.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });
});
