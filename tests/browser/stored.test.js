// What the desk keeps of a ticket, in its reader's hands: taken along, and deleted for good.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { keep, raise } = require('./raise');
const { stage } = require('./stage');

const LOST = [/ERR_|40[459]|429|503|Failed to load resource/];

describe('what the desk keeps of a ticket', () => {
  const place = stage(serve);

  /** Opens the page of a new ticket that the device knows. */
  async function open(options) {
    const kept = await raise(place.portal.url, 'The projector hums');
    const visited = await place.visit('my-tickets/', options);
    await awake(visited.page);
    await keep(visited.page, [kept]);
    await visited.page.getByRole('link', { name: 'The projector hums' }).click();
    const { page } = visited;
    const stored = page.getByRole('region', { name: 'What the service desk keeps' });
    await stored.waitFor();
    const desk = (...words) => tierzero('desk', 'reply', place.portal.database, kept.reference, ...words);
    return {
      ...visited,
      desk,
      kept,
      stored,
      question: page.getByRole('group', { name: `Delete ${kept.reference} for good?` }),
      gone: page.getByRole('heading', { name: `${kept.reference} is deleted` }),
      begin: page.getByRole('button', { name: 'Delete this ticket at the desk' }),
      yes: page.getByRole('button', { name: 'Yes, delete it for good' }),
    };
  }

  // The body holds every text, and has the keyboard's place while what had it goes away.
  const focused = (page, text) => page.waitForFunction((text) => document.activeElement !== document.body && document.activeElement?.textContent.includes(text), text);
  const onDevice = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('tz:/:tickets')).length);
  const atDesk = ({ reference, secret }) => fetch(`${place.portal.url}api/tickets/${reference}`, { headers: { Authorization: `Bearer ${secret}` } }).then(({ status }) => status);
  const announced = (page) => page.locator('[data-announcer]').innerText();

  /** Answers one request of a method in the desk's stead. */
  function instead(page, method, pattern, act) {
    let done = false;
    return page.route(pattern, (route) => {
      if (done || route.request().method() !== method) return route.continue();
      done = true;
      return act(route);
    });
  }

  it('is saved as a file that holds what was said', async () => {
    const { page, close, desk, kept, stored } = await open();
    desk('--text', 'Which room is it?', '--state', 'waiting');
    const save = stored.getByRole('button', { name: 'Save everything the desk keeps about this ticket' });
    const [download] = await Promise.all([page.waitForEvent('download'), save.press('Enter')]);
    assert.equal(download.suggestedFilename(), `${kept.reference}.json`);
    const saved = JSON.parse(fs.readFileSync(await download.path(), 'utf8'));
    assert.equal(saved.ticket.subject, 'The projector hums');
    assert.equal(saved.events.at(-1).text, 'Which room is it?');
    assert.ok(!JSON.stringify(saved).includes(kept.secret));
    await stored.getByText(`${kept.reference}.json is among your downloads.`).waitFor();
    assert.match(await announced(page), /is among your downloads/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('is deleted after one question, with the keyboard alone, and the device forgets it', async () => {
    const { page, close, kept, question, gone, begin } = await open({ expected: LOST });
    page.on('dialog', () => assert.fail('no browser dialog'));
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Half a rep');
    await begin.press('Enter');
    await focused(page, 'for good?');
    await question.getByText('what you sent: 5 answers, and what went along').waitFor();
    await question.getByText('what happened: 1 entry, with every word that was said').waitFor();
    await question.getByText('It is not solved yet.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await focused(page, 'Keep it');
    await page.keyboard.press('Enter');
    await focused(page, 'Delete this ticket at the desk');
    assert.equal(await atDesk(kept), 200, 'a question deletes nothing');
    await page.keyboard.press('Enter');
    await focused(page, 'for good?');
    await page.keyboard.press('Escape');
    await focused(page, 'Delete this ticket at the desk');
    await page.keyboard.press('Enter');
    await focused(page, 'for good?');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await gone.waitFor();
    await focused(page, 'is deleted');
    await page.getByText('No other system was told of it.').waitFor();
    assert.equal(await page.getByText('The projector hums').count(), 0);
    assert.equal(await page.getByRole('textbox', { name: 'Your reply' }).count(), 0);
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.equal(await onDevice(page), 0);
    assert.ok(!(await page.evaluate(() => JSON.stringify(sessionStorage))).includes('Half a rep'));
    assert.equal(await atDesk(kept), 404);
    await page.getByRole('main').getByRole('link', { name: 'My tickets' }).click();
    await page.getByText('No tickets yet').waitFor();
    await close();
  });

  it('stays whole when the desk cannot be reached, and the page says so', async () => {
    const { page, close, kept, question, stored, begin, yes } = await open({ expected: LOST });
    await page.context().setOffline(true);
    await begin.click();
    await stored.getByText('Your device is offline. The ticket was not deleted.').waitFor();
    assert.match(await announced(page), /was not deleted/);
    await page.context().setOffline(false);
    await begin.click();
    await question.waitFor();
    await instead(page, 'DELETE', '**/api/tickets/*', (route) => route.fulfill({ status: 429, body: '{}' }));
    await yes.click();
    await stored.getByText('The service desk is very busy. The ticket was not deleted.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await instead(page, 'DELETE', '**/api/tickets/*', (route) => route.fulfill({ status: 409, body: '{}' }));
    await yes.click();
    await stored.getByText('Something else happened to the ticket meanwhile').waitFor();
    assert.equal(await atDesk(kept), 200);
    assert.equal(await onDevice(page), 1);
    await close();
  });

  it('says that it does not know when the answer is lost, and learns it the next time', async () => {
    const { page, close, kept, question, gone, stored, begin, yes } = await open({ expected: LOST });
    await begin.click();
    await question.waitFor();
    await instead(page, 'DELETE', '**/api/tickets/*', async (route) => {
      await route.fetch();
      return route.fulfill({ status: 503, body: '' });
    });
    await yes.click();
    await stored.getByText('We do not know whether the ticket was deleted.').waitFor();
    await question.waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    assert.equal(await atDesk(kept), 404);
    await yes.click();
    await gone.waitFor();
    assert.equal(await onDevice(page), 0);
    await close();
  });

  it('is told from a ticket that somebody else has deleted', async () => {
    const { page, close, kept, begin } = await open({ expected: LOST });
    await fetch(`${place.portal.url}api/tickets/${kept.reference}`, { method: 'DELETE', headers: { Authorization: `Bearer ${kept.secret}` } });
    await begin.click();
    await page.getByRole('heading', { name: 'We do not know this ticket' }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });
});
