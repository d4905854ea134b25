// Nothing moves for those who ask for that, and nothing moves for long for anybody.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake, hold } = require('./browser');
const { serve } = require('./portal');
const { fillIn, send, sendTicket } = require('./reader');
const { stage } = require('./stage');

const LONGEST = 0.15;

/** Seconds of the longest transition or animation that any part of the page may show, and whose it is. */
function longestMotion(page) {
  return page.evaluate(() => {
    const seconds = (list) => list.split(',').map((time) => (time.trim().endsWith('ms') ? 0.001 : 1) * Number.parseFloat(time));
    let longest = [0, ''];
    for (const element of document.querySelectorAll('body, body *')) {
      // It tells how a page that is slow to come gets on; below is what becomes of it for those who want nothing to move.
      if (element.matches('.progress')) continue;
      for (const part of [null, '::before', '::after', '::details-content']) {
        const style = getComputedStyle(element, part);
        const moved = style.transitionProperty === 'none' ? [] : seconds(style.transitionDuration);
        const animated = style.animationName === 'none' ? [] : seconds(style.animationDuration);
        const most = Math.max(0, ...moved, ...animated);
        if (most > longest[0]) longest = [most, `${element.tagName} ${element.className} ${part ?? ''}`];
      }
    }
    return longest;
  });
}

/** Notes every transition and animation that begins, whatever page comes. */
async function noteMotion(context) {
  await context.addInitScript(() => {
    globalThis.begun = [];
    for (const event of ['transitionrun', 'animationstart']) {
      addEventListener(event, ({ target, propertyName, animationName }) => {
        globalThis.begun.push(`${target.className} ${propertyName ?? animationName}`);
      }, true);
    }
  });
}

describe('motion', () => {
  const place = stage(serve);

  for (const reducedMotion of ['reduce', 'no-preference']) {
    it(`keeps to what the reader wants (${reducedMotion})`, async () => {
      const { page, context, close } = await place.visit('', { reducedMotion });
      await noteMotion(context);
      const still = reducedMotion === 'reduce';
      const looksRight = async (name) => {
        const [longest, whose] = await longestMotion(page);
        assert.ok(longest <= (still ? 0 : LONGEST), `${name}: ${whose} moves for ${longest} s`);
        if (still) assert.deepEqual(await page.evaluate(() => globalThis.begun), [], name);
      };
      const open = async (address) => {
        await page.goto(place.portal.url + address);
        await awake(page);
      };
      await open('');
      await page.getByRole('combobox', { name: 'Search for help' }).fill('printer');
      await page.getByRole('option').first().hover();
      await looksRight('home with suggestions');
      await open('search/?q=vpn');
      await page.getByText('Why this result?').first().click();
      await looksRight('results');
      await open('articles/storage/map-a-network-drive/');
      await page.getByRole('button', { name: 'Linux' }).click();
      await looksRight('article');
      await open('guides/vpn/');
      await page.getByRole('link', { name: 'Not sure' }).hover();
      await page.getByRole('link', { name: 'Not sure' }).click();
      await page.getByText('Your answers so far (1)').click();
      await page.getByRole('link', { name: 'Change the answer' }).waitFor();
      await looksRight('guide');
      await open('ticket/');
      await page.getByRole('main').getByRole('link').first().hover();
      await looksRight('catalogue');
      await open('contact/');
      await looksRight('contact');
      await open('ticket/incident/');
      await send(page);
      await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
      await fillIn(page, 'Outlook search is slow or incomplete');
      await page.getByText('Read it here').first().click();
      await looksRight('form');
      await close();

      const ticket = await sendTicket(place, 'The lamp moves', { reducedMotion });
      await ticket.page.getByText('Open it on another device').click();
      const [longest, whose] = await longestMotion(ticket.page);
      assert.ok(longest <= (still ? 0 : LONGEST), `ticket: ${whose} moves for ${longest} s`);
      await ticket.close();
    });
  }

  it('shows a page that is slow to come without a moving bar to those who want none', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    const release = await hold(page, '**/contact/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contact' }).click();
    await page.locator('.progress').waitFor();
    assert.equal(await page.locator('.progress').evaluate((bar) => getComputedStyle(bar, '::before').animationName), 'none');
    release();
    await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor();
    await close();
  });
});
