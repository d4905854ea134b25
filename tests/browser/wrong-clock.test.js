// A device whose clock is wrong by a day.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { SUMMARY, arrived, fillIn, send } = require('./reader');
const { stage } = require('./stage');

const DAY = 86_400_000;
const MINUTES = 600_000;

describe('on a device whose clock is wrong', () => {
  const place = stage(serve);

  /** Opens a page of the portal by a clock that is off by so much. */
  async function visitBy(off, address) {
    const opened = await place.visit('404.html');
    await opened.page.clock.install({ time: Date.now() + off });
    await opened.page.goto(place.portal.url + address);
    await awake(opened.page);
    return opened;
  }

  const said = (page) => page.getByText(/^First answer by/).textContent();
  const moments = (page) => page.locator('main time').evaluateAll((times) => times.map((time) => [time.dateTime, time.textContent]));

  for (const [name, off] of [['fast', DAY], ['slow', -DAY]]) {
    it(`sends a ticket and tells the desk's own times when it is a day ${name}`, async () => {
      const { page, close } = await visitBy(off, 'ticket/incident/');
      await fillIn(page, `The clock is a day ${name}`);
      await send(page);
      await arrived(page);
      const seen = [await said(page), await moments(page)];
      for (const [moment] of seen[1]) assert.ok(Math.abs(Date.parse(moment) - Date.now()) < MINUTES, moment);

      const right = await place.visit(page.url().slice(place.portal.url.length));
      await right.page.getByRole('region', { name: 'What happened so far' }).waitFor();
      assert.deepEqual([await said(right.page), await moments(right.page)], seen);
      await right.close();
      await close();
    });

    it(`looks at the ticket again by itself when it is a day ${name}`, async () => {
      const { page, close } = await visitBy(off, 'ticket/incident/');
      await fillIn(page, `The clock is a day ${name}, and I wait`);
      await send(page);
      const reference = await arrived(page);
      tierzero('desk', 'reply', place.portal.database, reference, '--text', 'Which room is it?', '--state', 'waiting');
      await page.clock.runFor(20_000);
      const history = page.getByRole('region', { name: 'What happened so far' });
      await history.getByText('Which room is it?').waitFor();
      // Somebody sets the clock right meanwhile.
      await page.clock.setSystemTime(Date.now());
      tierzero('desk', 'reply', place.portal.database, reference, '--text', 'Is it the one with the blue door?');
      await page.clock.runFor(40_000);
      await history.getByText('Is it the one with the blue door?').waitFor();
      await close();
    });
  }

  it('gives back a draft that was kept in the future', async () => {
    const { page, context, close } = await visitBy(DAY, 'ticket/incident/');
    await page.getByRole('textbox', SUMMARY).fill('Written tomorrow');
    await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('Written tomorrow'));
    await page.clock.setSystemTime(Date.now());
    await page.reload();
    await page.getByText('We kept what you typed.').waitFor();
    assert.equal(await page.getByRole('textbox', SUMMARY).inputValue(), 'Written tomorrow');
    const tab = await context.newPage();
    await tab.goto(page.url());
    await tab.getByText('another ticket here that was not sent: “Written tomorrow”').waitFor();
    await tab.getByRole('button', { name: 'Bring it back' }).click();
    await tab.getByText('We kept what you typed.').waitFor();
    assert.equal(await tab.getByRole('textbox', SUMMARY).inputValue(), 'Written tomorrow');
    await close();
  });
});
