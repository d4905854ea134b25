// A desk that asks for a proof of work with each new ticket, and the field that only machines fill in.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { apart, serve } = require('./portal');
const { SUMMARY, arrived, fillIn, send } = require('./reader');
const { stage } = require('./stage');

const CHALLENGE = '**/api/challenge';
const REFUSED = { expected: [/403/] };

/** Notes the status of the answers to tickets, and whether a proof came along. */
function noteTickets(context) {
  const answers = [];
  context.on('response', async (response) => {
    if (new URL(response.url()).pathname !== '/api/tickets') return;
    const headers = await response.request().allHeaders();
    answers.push([response.status(), /^[\w-]{56};\d+$/.test(headers['proof-of-work'] ?? '')]);
  });
  return answers;
}

/** Gives a page other challenges than the desk's own for as long as `change` gives any. */
async function changeChallenges(context, change) {
  await context.route(CHALLENGE, async (route) => {
    const challenge = await (await route.fetch()).json();
    const changed = change(challenge);
    await (changed ? route.fulfill({ json: changed }) : route.continue());
  });
}

describe('a desk that asks for a proof of work', () => {
  const place = stage(() => serve({ more: ['--proof', 'on'] }));

  async function filledIn(summary, options) {
    const visit = await place.visit('ticket/incident/', options);
    await awake(visit.page);
    await fillIn(visit.page, summary);
    return { ...visit, answers: noteTickets(visit.context) };
  }

  it('takes a ticket whose reader notices nothing of it, and none without a proof', async () => {
    const { page, answers, close } = await filledIn('The kettle whistles');
    await send(page);
    await arrived(page);
    assert.deepEqual(answers, [[201, true]]);
    await close();

    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-of-a-machine' };
    const bare = await fetch(`${place.portal.url}api/tickets`, { method: 'POST', headers, body: '{}' });
    assert.equal((await bare.json()).type, 'urn:tierzero:problem:proof-missing');
  });

  it('gets another proof when a challenge is no longer taken, without a word', async () => {
    const { page, context, answers, close } = await filledIn('The kettle hums', REFUSED);
    let left = 2;
    // As one that a desk signed before it was started anew.
    const old = ({ token, ...rest }) => ({ ...rest, token: token.slice(0, 20) + (token[20] === 'A' ? 'B' : 'A') + token.slice(21), difficulty: 1 });
    await changeChallenges(context, (challenge) => (left-- > 0 ? old(challenge) : null));
    await send(page);
    await arrived(page);
    assert.deepEqual(answers, [[403, true], [403, true], [201, true]]);
    await close();
  });

  it('keeps the ticket when it takes no proof at all, and gets it when it does', async () => {
    const { page, context, close } = await filledIn('The kettle sings', REFUSED);
    await changeChallenges(context, (challenge) => ({ ...challenge, difficulty: 1 }));
    await send(page);
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    await page.getByText('Many tickets are coming in at once').waitFor();
    await context.unroute(CHALLENGE);
    await page.getByRole('button', { name: 'Try again' }).click();
    await arrived(page);
    await close();
  });

  it('says what takes so long in a flood, leaves the page alive, and ends it when the ticket is taken back', async () => {
    const { page, context, answers, close } = await filledIn('The kettle is silent');
    // So hard that it never ends.
    await changeChallenges(context, (challenge) => ({ ...challenge, difficulty: 200 }));
    await page.evaluate(() => {
      const region = document.querySelector('[data-announcer]');
      globalThis.said = [];
      new MutationObserver(() => globalThis.said.push(region.textContent)).observe(region, { childList: true });
    });
    await send(page);
    await page.locator('.form-promise').getByText('keeps machines from flooding the service desk').waitFor();
    await page.waitForFunction(() => globalThis.said.some((words) => words.includes('keeps machines from flooding')));
    assert.ok(!(await page.getByText('1 ticket is waiting to be sent.').last().isVisible()), 'the form says it all itself');
    assert.ok(await page.evaluate(() => !globalThis.said.some((words) => words.includes('waiting to be sent'))));
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor();
    await page.getByText('1 ticket is waiting to be sent.').last().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Your ticket is on its way' }).waitFor();
    await page.getByRole('button', { name: 'Change it' }).click();
    assert.equal(await page.getByRole('textbox', SUMMARY).inputValue(), 'The kettle is silent');
    assert.deepEqual(answers, []);

    await context.unroute(CHALLENGE);
    await page.getByRole('textbox', SUMMARY).fill('The kettle was off');
    await send(page);
    await arrived(page);
    assert.deepEqual(answers, [[201, true]]);
    await close();
  });

  it('takes what was written without a network, with a challenge of later', async () => {
    const { page, context, answers, close } = await filledIn('The kettle leaks', { expected: [/ERR_|Failed to load resource/] });
    await context.setOffline(true);
    await send(page);
    await page.getByText('Your device is offline').waitFor();
    await context.setOffline(false);
    await arrived(page);
    assert.deepEqual(answers, [[201, true]]);
    await close();
  });
});

describe('a desk on another origin', () => {
  const place = stage(apart);

  it('takes a ticket with a file and its proof, and shows it to its reader', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: [/third party/] });
    const answers = noteTickets(context);
    await awake(page);
    await fillIn(page, 'The kettle is far away');
    await page.locator('input[type=file]').setInputFiles({ name: 'kettle.txt', mimeType: 'text/plain', buffer: Buffer.from('It whistles') });
    await page.getByText('kettle.txt').first().waitFor();
    await send(page);
    await arrived(page);
    await page.getByRole('heading', { level: 2, name: 'The kettle is far away' }).waitFor();
    assert.deepEqual(answers, [[201, true]]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save kettle.txt' }).click()]);
    assert.equal(download.suggestedFilename(), 'kettle.txt');
    await close();
  });
});

describe('the field that only machines fill in', () => {
  const place = stage(serve);
  const DECOY = { name: 'Leave this empty' };

  it('is neither seen, nor read out, nor reached by keys', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    assert.equal(await page.locator('[name=leave_empty]').count(), 1);
    assert.equal(await page.getByRole('textbox', DECOY).count(), 0);
    const [width, height] = await page.locator('[name=leave_empty]').evaluate((field) => {
      const { width, height } = field.parentElement.getBoundingClientRect();
      return [width, height];
    });
    assert.ok(width <= 1 && height <= 1, `${width} × ${height}`);
    await page.getByRole('textbox', { name: 'Your name' }).focus();
    const button = await page.getByRole('button', { name: 'Send ticket' }).elementHandle();
    for (let step = 0; ; step += 1) {
      assert.ok(step < 60, 'the button that sends is reached');
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => document.activeElement.name), 'leave_empty');
      if (await button.evaluate((element) => element === document.activeElement)) break;
    }
    await close();
  });

  it('is shown to whoever filled it in all the same, and the ticket goes once it is empty', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The stapler jams');
    await page.locator('[name=leave_empty]').evaluate((field) => {
      field.value = 'https://pills.example';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await send(page);
    const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
    await summary.getByRole('link', { name: /^Empty the field “Leave this empty”/ }).click();
    const field = page.getByRole('textbox', DECOY);
    await page.waitForFunction(() => document.activeElement.name === 'leave_empty');
    assert.deepEqual(await accessibilityProblems(page), []);
    await field.fill('');
    await summary.waitFor({ state: 'hidden' });
    await send(page);
    await arrived(page);
    await close();
  });

  it('is told by the desk in the same words to what comes another way', async () => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-of-a-machine' };
    const ticket = {
      form: 'incident', leave_empty: 'https://pills.example', secret_hash: '0'.repeat(64),
      values: { name: 'Sam', email: 'sam@northwind.example', summary: 'Pills', impact: 'Only me', urgency: 'Not at all' },
    };
    const answer = await fetch(`${place.portal.url}api/tickets`, { method: 'POST', headers, body: JSON.stringify(ticket) });
    const { type, errors } = await answer.json();
    assert.deepEqual([answer.status, type, errors.map(({ field }) => field)], [422, 'urn:tierzero:problem:invalid-answers', ['leave_empty']]);
  });
});
