// Answers that are offered while a ticket is being written.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { stage } = require('./stage');

const DRAFT = 'Print jobs are stuck in the queue';
const ANSWER = 'articles/printing/print-jobs-stuck/';

describe('while a ticket is being written', () => {
  const place = stage(serve);

  async function write(subject, options) {
    const { page, close } = await place.visit('ticket/incident/', options);
    await awake(page);
    await page.getByRole('textbox', { name: 'The problem in one line' }).fill(subject);
    return { page, close, offers: page.getByRole('region', { name: 'This may help right now' }) };
  }

  it('offers what very likely answers it, to be read in place, and sends nothing', async () => {
    const { page, close, offers } = await write(DRAFT);
    const sent = [];
    page.on('request', (request) => { if (request.method() !== 'GET' || /queue|stuck%20in/.test(request.url())) sent.push(request.url()); });
    await page.getByRole('textbox', { name: /What happens/ }).fill('I send a document to the printer and nothing comes out. The jobs stay in the list.');
    await offers.getByRole('heading', { level: 3 }).first().waitFor();
    assert.ok(await offers.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) }).count() <= 3);
    const card = offers.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Print jobs are stuck' }) });
    await card.getByText('Read it here').click();
    await card.getByRole('heading', { level: 2 }).first().waitFor();
    await card.getByRole('group', { name: 'Show what to do on' }).first().waitFor();
    const links = await card.locator('.prose a').evaluateAll((all) => all.map((link) => [link.target, link.getAttribute('href')]));
    assert.ok(links.length > 0 && links.every(([target, href]) => target === '_blank' && !href.startsWith('#')), 'no link leads away from the form');
    assert.equal(await card.locator('.prose [id]').count(), 0);
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), DRAFT, 'the form stays');
    await page.getByRole('checkbox', { name: /An article you read Print jobs are stuck/ }).waitFor();
    assert.deepEqual(sent, [], 'no word of the draft left the page');
    await close();
  });

  it('keeps within a narrow screen whatever is read in it', async () => {
    const { page, close, offers } = await write(DRAFT, { viewport: { width: 390, height: 844 } });
    await offers.getByText('Read it here').first().click();
    await offers.getByRole('heading', { level: 2, name: 'Look at the printer first' }).waitFor();
    const edges = await offers.getByRole('listitem').evaluateAll((items) => items.map((item) => item.getBoundingClientRect().right));
    assert.ok(edges.every((edge) => edge <= 390), `a card reaches to ${Math.max(...edges)} px`);
    await close();
  });

  it('takes away what is not it, and tells the desk so', async () => {
    const { page, close, offers } = await write(DRAFT);
    const card = offers.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Print jobs are stuck' }) });
    await card.getByText('Read it here').click();
    await card.getByRole('button', { name: 'Not this' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: /An article that did not help Print jobs are stuck/ }).waitFor();
    await page.getByRole('textbox', { name: /What happens/ }).fill('They are all stuck in the queue of the printer.');
    await page.waitForTimeout(2_500);
    assert.equal(await page.getByRole('link', { name: 'Print jobs are stuck' }).count(), await page.getByRole('group', { name: 'What we attach' }).getByRole('link', { name: 'Print jobs are stuck' }).count());
    await close();
  });

  it('closes the draft with thanks when something has solved it, and brings it back on request', async () => {
    const { page, close, offers } = await write(DRAFT);
    await offers.getByRole('button', { name: 'This solved it' }).first().click();
    await page.getByRole('heading', { name: 'Good to hear that it works' }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === 'Good to hear that it works');
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).isVisible(), false);
    assert.equal(await page.evaluate((words) => JSON.stringify({ ...localStorage }).includes(words), DRAFT), false);
    await page.getByRole('button', { name: 'Write a ticket after all' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), DRAFT);
    await close();
  });

  it('tells first of what we know already', async () => {
    const { page, close, offers } = await write('Outlook search is slow or incomplete');
    const first = offers.getByRole('listitem').first();
    await first.getByText('We know about this').waitFor();
    await first.getByText('Read it here').click();
    await close();
  });

  it('keeps quiet when nothing is sure enough', async () => {
    const { page, close, offers } = await write('The coffee machine on the third floor is broken');
    await page.waitForTimeout(3_000);
    assert.equal(await offers.count(), 0);
    await close();
  });
});
