// A guide as large as anybody draws one.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { LAST, guide, title } = require('./house');
const { serve } = require('./portal');
const { stage } = require('./stage');

const GUIDE = 'guides/house/';
/** The way to the third room of every floor, as the number of the choice on each. */
const WAY = [0, 0, 0, 1, 0, ...Array(LAST - 5).fill(0)];
const room = (floor) => (floor < 5 ? [0, 0, 0, 0, 1][floor] : 2);
const told = (step, more) => (more === 0 ? `Step ${step}, the last one` : `Step ${step}, at most ${more} more`);

describe('a guide of 350 steps', () => {
  const house = guide();
  const place = stage(() => serve({ prepare: (kb) => fs.writeFileSync(path.join(kb, 'guides/house.md'), house.text) }));

  /** Waits for a room and for what is said of the way to it. */
  async function at(page, floor, step) {
    const heading = page.getByRole('heading', { level: 2, name: title(floor, room(floor)), exact: true });
    await heading.waitFor();
    await page.getByText(told(step, LAST - floor), { exact: true }).waitFor();
    assert.equal(await page.getByRole('main').getByRole('heading', { level: 2 }).count(), 1, 'one step shows at a time');
    return heading;
  }

  /** Takes a choice of the step whose heading has the focus, by the keyboard. */
  async function choose(page, choice) {
    for (let press = 0; press <= choice; press += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }

  /** Goes from the first room down to a floor. */
  async function descend(page, floor) {
    await awake(page);
    await at(page, 0, 1);
    await page.getByRole('main').getByRole('heading', { level: 2 }).focus();
    for (let down = 0; down < floor; down += 1) {
      await choose(page, WAY[down]);
      const heading = await at(page, down + 1, down + 2);
      await page.waitForFunction((element) => element === document.activeElement, await heading.elementHandle());
    }
  }

  it('is one page of a sane size', async () => {
    assert.deepEqual([house.steps, house.choices], [350, 700]);
    const { byteLength } = await (await fetch(place.portal.url + GUIDE)).arrayBuffer();
    assert.ok(byteLength < 1_500_000, `its page has ${byteLength} bytes`);
  });

  it('is walked to its deepest outcome by the keyboard alone, and says on the way how far it is', async () => {
    const { page, close } = await place.visit(GUIDE);
    await descend(page, LAST);
    assert.deepEqual(await accessibilityProblems(page), []);
    await choose(page, 0);
    await page.getByRole('heading', { level: 2, name: 'Solved' }).waitFor();
    await page.getByText(`Your answers so far (${LAST + 1})`).waitFor();
    await close();
  });

  it('comes back as it was after a reload, a step back and in the browser of somebody else', async () => {
    const { page, close } = await place.visit(GUIDE);
    await descend(page, LAST);
    const address = page.url().slice(place.portal.url.length);
    await page.reload();
    await awake(page);
    await at(page, LAST, LAST + 1);
    await page.goBack();
    await at(page, LAST - 1, LAST);
    await page.goForward();
    await at(page, LAST, LAST + 1);
    await close();

    const other = await place.visit(address);
    await awake(other.page);
    await at(other.page, LAST, LAST + 1);
    await other.page.getByText(`Your answers so far (${LAST})`).click();
    const asked = await other.page.locator('.guide-asked').allTextContents();
    assert.deepEqual(asked, Array.from({ length: LAST }, (_, floor) => title(floor, room(floor))));
    await other.close();
  });

  it('leads back where an answer says so, and out of the loop again', async () => {
    const { page, close } = await place.visit(GUIDE);
    await descend(page, 7);
    await choose(page, 1);
    await at(page, 5, 9);
    await page.reload();
    await awake(page);
    await at(page, 5, 9);
    for (const floor of [6, 7, 8, 9]) {
      await page.getByRole('link', { name: 'It is further down' }).click();
      await at(page, floor, floor + 4);
    }
    await page.getByRole('link', { name: 'I have to look again' }).click();
    await at(page, 0, 14);
    await page.getByRole('link', { name: 'Start again' }).click();
    await at(page, 0, 1);
    await close();
  });
});
