// The first seconds on a slow line: what answers before the portal's program is here, and how that takes over.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake, hold } = require('./browser');
const { publish } = require('./portal');
const { stage } = require('./stage');

const BOX = '#search-box';

/** Opens a page whose portal program waits until `release` is called. */
async function early(place, address = '') {
  const { page, context, close } = await place.visit('404.html');
  const release = await hold(context, '**/portal_bg.*');
  await page.goto(place.portal.url + address);
  return { page, release, close };
}

describe('the first answers', () => {
  const place = stage(publish);

  it('come from titles before the portal is here, which then goes on from the words in the box', async () => {
    const { page, release, close } = await early(place);
    const box = page.locator(BOX);
    await box.pressSequentially('outlook is not', { delay: 20 });
    const option = page.getByRole('option', { name: /Outlook is not updating/ });
    await option.waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.press('Escape');
    await option.waitFor({ state: 'hidden' });
    await page.keyboard.type(' upd');
    await option.waitFor();
    release();
    await awake(page);
    await page.waitForFunction(() => document.querySelector('[role=option]')?.id === 'search-suggestions-0');
    assert.equal(await box.inputValue(), 'outlook is not upd');
    const links = await page.getByRole('option').evaluateAll((options) => options.map((row) => row.href));
    assert.equal(new Set(links).size, links.length, 'no row is left behind');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getByRole('option', { selected: true }).count(), 1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Outlook is not updating' }).waitFor();
    await close();
  });

  it('answer words that were typed before anything was here', async () => {
    const { page, context, close } = await place.visit('404.html');
    const release = await hold(context, '**/titles.*');
    await page.goto(place.portal.url);
    await page.locator(BOX).pressSequentially('wifi');
    release();
    await page.getByRole('option', { name: /Wi-Fi/ }).first().waitFor();
    await close();
  });

  it('are links like any other', async () => {
    const { page, release, close } = await early(place, 'contact/');
    await page.locator(BOX).fill('outlook updating');
    await page.getByRole('option', { name: /Outlook is not updating/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Outlook is not updating' }).waitFor();
    release();
    await awake(page);
    await close();
  });

  it('are walked with the arrow keys, and the focus stays with them', async () => {
    const { page, release, close } = await early(place);
    const box = page.locator(BOX);
    await box.pressSequentially('outlook', { delay: 20 });
    await page.getByRole('option').nth(1).waitFor();
    const position = () => page.evaluate(() => [...document.querySelectorAll('[role=option]')].indexOf(document.activeElement));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await position(), 1);
    await page.keyboard.press('ArrowUp');
    assert.equal(await position(), 0);
    await page.keyboard.press('ArrowUp');
    assert.equal(await box.evaluate((field) => field === document.activeElement), true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await box.evaluate((field) => field === document.activeElement), true);
    await page.keyboard.type(' upd');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    release();
    await awake(page);
    await page.waitForFunction((box) => document.activeElement === document.querySelector(box), BOX);
    await close();
  });

  for (const [part, pattern] of [['program', '**/early_bg.*'], ['script', '**/early.*.js'], ['start', '**/early-start.*']]) {
    it(`are not waited for when their ${part} does not come`, async () => {
      const { page, context, close } = await place.visit('404.html', { expected: [/ERR_FAILED/] });
      await context.route(pattern, (route) => route.abort());
      await page.goto(place.portal.url);
      await awake(page);
      await page.locator(BOX).fill('outlook updating');
      await page.getByRole('option', { name: /Outlook is not updating/ }).first().waitFor();
      await close();
    });
  }

  it('are not waited for when the titles hang, and do not come later into a living page', async () => {
    const { page, context, close } = await place.visit('404.html');
    const release = await hold(context, '**/titles.*');
    await page.goto(place.portal.url);
    await awake(page);
    await page.locator(BOX).fill('outlook updating');
    release();
    await page.waitForFunction(() => document.querySelector('[role=option]')?.id === 'search-suggestions-0');
    assert.equal(await page.locator('[role=option]:not([id])').count(), 0);
    await close();
  });
});
