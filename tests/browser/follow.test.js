// When a reader hears next, and what they do when that is late.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { raise } = require('./raise');
const { stage } = require('./stage');

describe('the next update of a ticket', () => {
  const place = stage(serve);

  // Not what is announced to screen readers beside it.
  const shown = (page) => page.locator('#main');

  async function open(options) {
    const kept = await raise(place.portal.url, 'The projector hums');
    const desk = (...words) => tierzero('desk', 'reply', place.portal.database, kept.reference, ...words);
    const look = async () => {
      const { page, close } = await place.visit(`track/#${kept.reference}.${kept.secret}`, options);
      await awake(page);
      await shown(page).getByText('The projector hums').first().waitFor();
      return { page, close, history: page.getByRole('region', { name: 'What happened so far' }) };
    };
    return { desk, look };
  }

  const soon = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

  it('is told, stands still while the desk waits, and is what the desk announces', async () => {
    const { desk, look } = await open();
    const { page, close, history } = await look();
    await shown(page).getByText(/You hear from us by \d\d:\d\d /).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Ask us to hurry' }).count(), 0);
    desk('--text', 'Which room?', '--state', 'waiting');
    await page.reload();
    await shown(page).getByText('We wait for you.').waitFor();
    const far = new Date(Date.now() + 180 * 86_400_000);
    const day = far.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
    desk('--next-update', far.toISOString(), '--escalate', 'Print room', '--state', 'in-progress');
    await page.reload();
    await shown(page).getByText(new RegExp(`You hear from us by \\d\\d:\\d\\d on ${day}`)).waitFor();
    await history.getByText('The service desk passed it on to Print room. Now: Being worked on.').waitFor();
    await history.getByText(`Next update by ${day}`).waitFor();
    await page.getByRole('definition').filter({ hasText: 'Print room' }).waitFor();
    await close();
  });

  it('that is late can be hurried once, and the page learns that by itself', async () => {
    const { desk, look } = await open();
    desk('--text', 'More soon.', '--next-update', soon(4));
    const { page, close, history } = await look();
    await shown(page).getByText(/You hear from us by/).waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Half a rep');
    await shown(page).getByText(/This was due at \d\d:\d\d \w+\. We are late; you can ask us to hurry\./).first().waitFor();
    assert.ok(await page.getByRole('textbox', { name: 'Your reply' }).evaluate((field) => field === document.activeElement), 'who writes goes on writing');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Ask us to hurry' }).first().press('Enter');
    const why = page.getByRole('textbox', { name: 'Why is it urgent?' });
    await page.waitForFunction(() => document.activeElement?.id === 'talk-hurry');
    await why.fill('Payday is tomorrow');
    await page.getByRole('button', { name: 'Ask us to hurry' }).last().click();
    await history.getByText('You asked us to hurry.').waitFor();
    await history.getByText('Payday is tomorrow').waitFor();
    await shown(page).getByText('We are late, and we know that you are waiting.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Ask us to hurry' }).count(), 0);
    assert.equal(await page.getByRole('textbox', { name: 'Your reply' }).inputValue(), 'Half a rep');
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('is not asked for while the desk wants to be left alone, unless the reader asks', async () => {
    const { desk, look } = await open({ expected: [/503|Failed to load resource/] });
    desk('--next-update', soon(5));
    const { page, close } = await look();
    let asked = 0;
    await page.route('**/api/tickets/*', (route) => {
      asked += 1;
      return route.fulfill({ status: 503, headers: { 'Retry-After': '60' }, contentType: 'application/problem+json', body: '{}' });
    });
    await shown(page).getByText('What you see is the last we know.').waitFor();
    assert.equal(asked, 1);
    await page.evaluate(() => { dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); });
    await page.waitForTimeout(1_500);
    assert.equal(asked, 1, 'the desk asked for a minute');
    await close();
  });
});
