// Whatever comes back when a ticket is sent: no word is lost, it is told plainly, and one ticket is stored in the end.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve } = require('./portal');
const { DETAILS, fillIn, send } = require('./reader');
const { stage } = require('./stage');
const { answering, behindWeather, half, silence, torn } = require('./weather');

const PROBLEM = { 'Content-Type': 'application/problem+json' };
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const HOME = '<!doctype html><title>Northwind</title><h1>Welcome</h1>';

/** Each is a name, the weather, and what has to be said of it besides. */
const WEATHERS = [
  ['a desk that broke down', answering(500, PROBLEM, '{"title":"Internal Server Error","status":500}'), /has a problem/],
  ['a desk that is too busy', answering(429, { ...PROBLEM, 'Retry-After': '120' }, '{"status":429}'), /in 2 minutes/],
  ['a host that takes nothing so large', answering(413, HTML, '<h1>413 Request Entity Too Large</h1>'), /too large/],
  ['an answer that breaks off', torn, null],
  ['half an answer', half, null],
  ['a host that answers everything with its home page', answering(200, HTML, HOME), null],
];

const FAULTS = [/Failed to load resource|ERR_/];
const SENTENCES = ['It began on Monday.', 'Then the fan went on & on < all day.'];

/** Waits for something that happens outside of the page. */
async function until(holds, what) {
  const end = Date.now() + 15_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('sending a ticket', () => {
  const place = stage(async () => behindWeather(await serve()));

  /** Fills in a form and presses Send in some weather. */
  async function sendInto(weather, summary, options = {}) {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: FAULTS, ...options });
    if (options.prepare) await options.prepare(page);
    await awake(page);
    await fillIn(page, summary);
    await page.getByRole('textbox', DETAILS).fill(SENTENCES.join('\n'));
    place.portal.stored.clear();
    place.portal.weather = weather;
    await send(page);
    return { page, context, close };
  }

  /** Comes back when the desk is well again and sees the ticket through: what waits is sent by hand unless it goes by itself. */
  async function comesThrough(page, summary) {
    place.portal.weather = null;
    await page.goto(`${place.portal.url}ticket/incident/`);
    await awake(page);
    await page.waitForFunction((words) => document.querySelector('#field-summary')?.value === words || document.body.innerText.includes(words), summary);
    const again = page.getByRole('button', { name: /^(Try again|Send now)/ }).first();
    const form = page.locator('.ticket-form').filter({ has: page.getByRole('button', { name: 'Send ticket' }) });
    await until(async () => {
      // It may go at any moment, and take with it what is pressed here.
      const hurry = { timeout: 1_000 };
      if (await again.isVisible()) await again.click(hurry).catch(() => {});
      else if (await form.isVisible()) await form.getByRole('button', { name: 'Send ticket' }).click(hurry).catch(() => {});
      return place.portal.stored.size > 0;
    }, 'the ticket is stored when the desk is well again');
    await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('TZ-'));
    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    const entries = page.getByRole('main').getByRole('link', { name: summary });
    await entries.first().waitFor();
    assert.equal(await entries.count(), 1, 'the reader has one ticket');
    await entries.click();
    const sent = page.getByRole('region', { name: 'What you sent' });
    for (const sentence of SENTENCES) await sent.getByText(sentence).waitFor();
    assert.equal(place.portal.stored.size, 1, 'one ticket is stored');
  }

  for (const [name, weather, said] of WEATHERS) {
    it(`goes well in the end with ${name}`, async () => {
      const summary = `The fan is loud: ${name}`;
      const { page, close } = await sendInto(weather, summary);
      const main = page.getByRole('main');
      await main.getByText(/not sent|could not be sent|waits? to be sent|waiting to be sent/i).first().waitFor();
      if (said) await main.getByText(said).first().waitFor();
      const words = await main.innerText();
      assert.doesNotMatch(words, /\b(500|429|413|200)\b|undefined|null|JSON|HTTP|error:|exception|<h1>/i, 'plain words');
      assert.deepEqual(await accessibilityProblems(page), []);
      await comesThrough(page, summary);
      await close();
    });
  }

  it('gives up on an answer that does not come, and loses nothing over it', async () => {
    const summary = 'The fan is loud, and the line is dead';
    const { page, close } = await sendInto(silence, summary, {
      // Nobody wants to wait half a minute here.
      prepare: async (page) => {
        await page.addInitScript(() => { const { timeout } = AbortSignal; AbortSignal.timeout = (wait) => timeout.call(AbortSignal, Math.min(wait, 500)); });
        await page.reload();
      },
    });
    await page.getByRole('main').getByText(/took too long to answer/).first().waitFor();
    await comesThrough(page, summary);
    await close();
  });

  it('keeps every word for a reader who leaves while it is on its way', async () => {
    const summary = 'The fan is loud, and I am in a hurry';
    const { page, close } = await sendInto(silence, summary);
    await page.getByRole('button', { name: /^Sending/ }).waitFor();
    await comesThrough(page, summary);
    await close();
  });
});
