// What happens to a ticket after it was sent, seen by its reader.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems } = require('./browser');
const { photo } = require('./photo');
const { serve } = require('./portal');
const { sendTicket: send } = require('./reader');
const { stage } = require('./stage');

describe('a ticket after it was sent', () => {
  const place = stage(serve);

  async function sendTicket(options) {
    const sent = await send(place, 'The projector hums', options);
    return { ...sent, history: sent.page.getByRole('region', { name: 'What happened so far' }) };
  }

  it('goes to and fro between reader and desk until it is solved, and is rated', async () => {
    const { page, close, desk, history } = await sendTicket();
    await history.getByText('You sent the ticket.').waitFor();
    await page.getByText(/First answer by \w+day \d+ \w+ \d{4}, \d\d:\d\d/).waitFor();
    desk('--text', 'Which room is it?', '--state', 'waiting');
    await page.reload();
    await history.getByText('Which room is it?').waitFor();
    await history.getByText('Ana wrote. Now: Waiting for you.').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Thames, third floor.\nقاعة التايمز');
    await page.reload();
    const reply = page.getByRole('textbox', { name: 'Your reply' });
    await reply.waitFor();
    assert.equal(await reply.inputValue(), 'Thames, third floor.\nقاعة التايمز', 'a reply survives a reload');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await history.getByText('Thames, third floor.').waitFor();
    assert.equal(await reply.inputValue(), '');
    desk('--text', 'A new lamp is in.', '--state', 'solved');
    await page.reload();
    await history.getByText('A new lamp is in.').waitFor();
    await page.getByText('Open it on another device').click();
    await page.getByText('End this private link').click();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'It is solved' }).press('Enter');
    await history.getByText('You said that it is solved. Now: Closed.').waitFor();
    // The button is gone: whoever pressed it is not sent back to the beginning of the page, and hears what came of it.
    await page.waitForFunction(() => document.activeElement?.textContent === 'Talk to us about this ticket');
    assert.match(await page.locator('[data-announcer]').innerText(), /The ticket is closed/);
    const rating = page.getByRole('group', { name: 'How was it?' });
    await rating.getByRole('button', { name: '4 of 5: good' }).click();
    await history.getByText('You said how it was: 4 of 5: good').waitFor();
    assert.equal(await rating.getByRole('button', { pressed: true }).innerText(), '4 of 5: good');
    await rating.getByRole('textbox', { name: 'Anything else you want to say' }).fill('The new lamp is very quiet.');
    await rating.getByRole('button', { name: 'Send these words' }).click();
    await history.getByText('The new lamp is very quiet.').waitFor();
    assert.equal(await history.getByText('You said how it was').count(), 1, 'the last word replaces the one before');
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('is opened again with the reason, which must be given, and with a picture of it', async () => {
    const { page, close, desk, history } = await sendTicket();
    desk('--text', 'Done.', '--state', 'solved');
    await page.reload();
    await history.getByText('Done.').waitFor();
    const again = page.getByRole('button', { name: 'Not solved: open it again' });
    assert.equal(await page.locator('.talk > .button-row > .button').first().innerText(), await again.innerText(), 'it goes first');
    assert.equal(await page.getByRole('button', { name: 'Send reply' }).count(), 0);
    await again.click();
    await page.getByRole('main').getByText('Write what is still wrong').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('It hums again.');
    await page.locator('#talk-files').setInputFiles([{ name: 'hum.jpg', mimeType: 'image/jpeg', buffer: photo() }]);
    await page.getByRole('main').getByText('hum.jpg').first().waitFor();
    await again.press('Enter');
    await history.getByText('It hums again.').waitFor();
    await history.getByText('You said that it is not solved. Now: Being worked on.').waitFor();
    await history.getByText('hum.jpg').waitFor();
    await page.getByRole('button', { name: 'Send reply' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'Talk to us about this ticket');
    await close();
  });

  it('stays solved when only a word follows, as the button says, and says until when it can be opened again', async () => {
    const { page, close, desk, history } = await sendTicket();
    desk('--text', 'Done.', '--state', 'solved');
    await page.reload();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Thank you!');
    await page.getByRole('button', { name: 'Send, and leave it solved' }).click();
    await history.getByText('Thank you!').waitFor();
    const station = page.getByRole('listitem').filter({ hasText: '(now)' });
    assert.equal(await station.textContent(), 'Solved (now)');
    await page.getByRole('button', { name: 'It is solved' }).click();
    await history.getByText('You said that it is solved. Now: Closed.').waitFor();
    const reason = page.getByRole('textbox', { name: 'What is still wrong?' });
    await reason.waitFor();
    await page.getByText(/^You can open it again until \w+day \d+ \w+ \d{4}, \d\d:\d\d\.$/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('sends one reply when the answer is lost and it is sent again', async () => {
    const { page, close, history } = await sendTicket({ expected: [/ERR_|Failed to load resource/] });
    await page.getByRole('textbox', { name: 'Your reply' }).fill('It hums louder now.');
    let lost = false;
    await page.route('**/replies', async (route) => {
      if (lost) return route.continue();
      lost = true;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByText('What you wrote is still here.').first().waitFor();
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.waitForFunction(() => document.querySelector('#talk-text')?.value === '');
    await page.reload();
    await history.getByText('It hums louder now.').first().waitFor();
    assert.equal(await history.getByText('It hums louder now.').count(), 1);
    await close();
  });

  it('can be closed to whoever has the link', async () => {
    const { page, close } = await sendTicket({ expected: [/404|Failed to load resource/] });
    await page.getByText('End this private link').click();
    await page.getByRole('button', { name: 'End it now' }).press('Enter');
    await page.getByRole('heading', { name: 'We do not know this ticket' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'We do not know this ticket');
    await close();
  });
});
