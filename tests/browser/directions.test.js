// Words that run from right to left, alone and among others.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { DETAILS, SUMMARY, arrived, fillIn, send } = require('./reader');
const { stage } = require('./stage');

const HEBREW = 'המדפסת לא מדפיסה (LON-2) כלום';
const ARABIC = 'الطابعة لا تعمل منذ الصباح، الرمز 0x80070005.';
const ENGLISH = 'It says שגיאה in red.';
const TEXT = [ARABIC, ENGLISH, 'עברית\u200f!'].join('\n');

describe('words from right to left', () => {
  const place = stage(serve);

  /** The direction in which an element's words run. */
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);

  it('run their own way in a field, and turn with what is typed', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    const summary = page.getByRole('textbox', SUMMARY);
    const details = page.getByRole('textbox', DETAILS);
    for (const field of [summary, details, page.getByRole('textbox', { name: 'Your name' })]) {
      assert.equal(await direction(field), 'ltr', 'an empty field runs as the page does');
      for (const [words, expected] of [[HEBREW, 'rtl'], [ENGLISH, 'ltr'], [ARABIC, 'rtl'], [`12 – ${HEBREW}`, 'rtl']]) {
        await field.fill(words);
        assert.equal(await direction(field), expected, words);
      }
    }
    await close();
  });

  it('are sent and shown again unchanged, each in its own direction', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, HEBREW);
    await page.getByRole('textbox', DETAILS).fill(TEXT);
    await send(page);
    await arrived(page);
    const subject = page.getByRole('heading', { level: 2, name: HEBREW });
    assert.equal(await direction(subject), 'rtl');
    const answer = page.getByRole('region', { name: 'What you sent' }).locator('dd').filter({ hasText: ARABIC });
    assert.equal(await answer.innerText(), TEXT);
    assert.equal(await direction(answer), 'rtl');
    const name = page.getByRole('region', { name: 'What you sent' }).locator('dd').filter({ hasText: 'Sam Okafor' }).first();
    assert.equal(await direction(name), 'ltr');

    const reply = page.getByRole('textbox', { name: 'Your reply' });
    await reply.fill(HEBREW);
    assert.equal(await direction(reply), 'rtl');
    await page.getByRole('button', { name: 'Send reply' }).click();
    const said = page.getByRole('region', { name: 'What happened so far' }).getByText(HEBREW, { exact: true });
    await said.waitFor();
    assert.equal(await direction(said), 'rtl');

    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    assert.equal(await direction(page.getByRole('link', { name: HEBREW })), 'rtl');
    await close();
  });

  it('come without the characters that turn what stands around them', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, '\u202eThe file is photo\u202egpj.exe\u2069');
    await page.getByRole('textbox', DETAILS).fill('\u2067שלום\u2069 and \u202bعربي\u202c, a\u0007b');
    await send(page);
    await arrived(page);
    await page.getByRole('heading', { level: 2, name: 'The file is photogpj.exe', exact: true }).waitFor();
    await page.getByRole('region', { name: 'What you sent' }).getByText('שלום and عربي, ab', { exact: true }).waitFor();
    const text = await page.evaluate(() => document.body.textContent);
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    await page.getByRole('link', { name: 'The file is photogpj.exe', exact: true }).waitFor();
    await close();
  });
});
