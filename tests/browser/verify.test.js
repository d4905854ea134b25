// Tickets for which the reader is called back before anything is changed.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve, tierzero } = require('./portal');
const { stage } = require('./stage');

const CALLED_BACK = 'Before we change anything we call you back on the number we have on file.';

describe('whoever asks for access', () => {
  const place = stage(serve);

  async function fill(page) {
    await page.getByRole('textbox', { name: 'Your name' }).fill('Sam Okafor');
    await page.getByRole('textbox', { name: 'Your work email' }).fill('sam.okafor@northwind.example');
    await page.getByRole('radio', { name: 'Only me' }).check();
    await page.getByRole('radio', { name: 'Not at all' }).check();
  }

  it('reads before sending that they are called back, by a form, by a category and by a guide', async () => {
    const { page, close } = await place.visit('ticket/access-request/');
    await page.getByText(CALLED_BACK).waitFor();
    await page.goto(`${place.portal.url}ticket/incident/`);
    await awake(page);
    assert.equal(await page.getByText(CALLED_BACK).count(), 0);
    await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('Accounts and sign-in');
    await page.getByText(CALLED_BACK).waitFor();
    await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('Printing and scanning');
    await page.getByText(CALLED_BACK).waitFor({ state: 'detached' });
    await close();
  });

  it('cannot take off what a guide demands, and the ticket says so', async () => {
    const { page, close } = await place.visit('guides/cannot-sign-in/?a=what-happens-when-you-try.not-sure..check-what-you-type.it-still-fails..try-another-place.it-works-in-the-browser..sign-out-of-the-app.it-still-fails');
    await awake(page);
    await page.getByText(CALLED_BACK).waitFor();
    await page.getByRole('link', { name: /Report a problem/ }).click();
    await awake(page);
    await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('');
    for (const box of await page.getByRole('group', { name: 'What we attach' }).getByRole('checkbox').all()) await box.uncheck();
    await page.getByText(CALLED_BACK).waitFor();
    await fill(page);
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await page.getByText(CALLED_BACK).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    const reference = new URL(page.url()).hash.slice(1).split('.')[0];
    tierzero('desk', 'reply', place.portal.database, reference, '--text', 'Done.', '--state', 'solved');
    await page.reload();
    await page.getByText('Done.').waitFor();
    assert.equal(await page.getByText(CALLED_BACK).count(), 0, 'nothing is changed any more');
    await close();
  });
});
