// The page that the desk names by itself when a ticket arrives.

const assert = require('node:assert/strict');
const { before, describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve } = require('./portal');
const { raise } = require('./raise');
const { arrived, fillIn, send, sendTicket } = require('./reader');
const { stage } = require('./stage');

const PROBLEM = 'Print jobs are stuck in the queue';
const ANSWER = { name: 'Print jobs are stuck' };

/** What a reader is offered on the page of a ticket. */
function offered(page) {
  return page.getByRole('region', { name: 'This may solve it while you wait' });
}

/** Presses Tab until the keyboard is where it is wanted. */
async function tabTo(page, target) {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('the keyboard does not get there');
}

describe('a ticket that the search knows an answer to', () => {
  const place = stage(serve);

  // The desk makes its search while it takes tickets.
  before(async () => {
    const answered = async () => {
      const { reference, secret } = await raise(place.portal.url, PROBLEM);
      const response = await fetch(`${place.portal.url}api/tickets/${reference}`, { headers: { Authorization: `Bearer ${secret}` } });
      return (await response.json()).timeline.some(({ kind }) => kind === 'first_answer');
    };
    for (let attempt = 0; !(await answered()); attempt += 1) {
      assert.ok(attempt < 20, 'the search is never ready');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
  });

  it('is answered at once, and closed with the keyboard by a reader whom that helped', async () => {
    const { page, close, reference } = await sendTicket(place, PROBLEM);
    const card = offered(page);
    await card.waitFor();
    const link = card.getByRole('link', ANSWER);
    assert.equal(new URL(await link.getAttribute('href'), page.url()).pathname, '/articles/printing/print-jobs-stuck/');
    const history = page.getByRole('region', { name: 'What happened so far' });
    await history.getByText('The system named a page that may solve it, by itself.').waitFor();
    await history.getByRole('link', ANSWER).waitFor();
    await page.getByText('We have it. Somebody will look at it soon.', { exact: true }).waitFor();
    await page.getByRole('main').getByText(/You hear from us by/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);

    await page.getByRole('heading', { level: 1 }).focus();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, ...ANSWER }).waitFor();
    await page.goBack();
    await awake(page);
    const helped = card.getByRole('button', { name: 'It helped: mark as solved' });
    await helped.waitFor();
    await tabTo(page, helped);
    await page.keyboard.press('Enter');
    await history.getByText('You said that it is solved. Now: Closed.').waitFor();
    await card.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement.textContent === 'Talk to us about this ticket');
    const stations = page.getByRole('region', { name: PROBLEM }).getByRole('list').first().getByRole('listitem');
    assert.deepEqual(await stations.allTextContents(), ['Received (done)', 'Solved (done)', 'Closed (now)'], 'nobody has worked on it');
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.ok(!place.portal.log().includes(PROBLEM), 'no word of it is logged');
    assert.ok(reference);
    await close();
  });

  it('is not answered with a page that was refused while it was written', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, PROBLEM);
    const offers = page.getByRole('region', { name: 'This may help right now' });
    const card = offers.getByRole('listitem').filter({ has: page.getByRole('link', ANSWER) });
    await card.getByRole('button', { name: 'Not this' }).click();
    await page.getByRole('checkbox', { name: /An article that did not help Print jobs are stuck/ }).waitFor();
    await send(page);
    await arrived(page);
    assert.equal(await offered(page).getByRole('link', { ...ANSWER, exact: true }).count(), 0);
    await close();
  });

  it('says nothing where nothing is sure, and nothing more once somebody works on it', async () => {
    const unsure = await sendTicket(place, 'The coffee machine on the third floor is broken');
    await unsure.page.getByRole('region', { name: 'What happened so far' }).waitFor();
    assert.equal(await offered(unsure.page).count(), 0);
    await unsure.close();
    const { page, close, desk } = await sendTicket(place, PROBLEM);
    await offered(page).waitFor();
    desk('--text', 'Which printer is it?', '--state', 'waiting');
    await page.reload();
    await page.getByText('Which printer is it?').waitFor();
    assert.equal(await offered(page).count(), 0);
    await close();
  });
});
