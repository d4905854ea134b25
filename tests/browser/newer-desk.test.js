// A page that was published before the desk was upgraded: it meets words that it does not know.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve } = require('./portal');
const { keep, raise } = require('./raise');
const { stage } = require('./stage');

/** Tells more of a ticket than any desk does today. */
function newer(ticket) {
  const at = new Date().toISOString();
  return {
    ...ticket,
    state: 'on_the_road',
    verify: 'video',
    weather: 'fine',
    context: { ...ticket.context, mood: 'calm' },
    timeline: [
      ...ticket.timeline,
      { at, kind: 'sent_a_parcel', who: 'courier', text: 'A lamp is on its way', parcel: 7 },
      { at, kind: 'reply', who: 'desk', name: 'Ana', text: 'You hear from us', state: 'on_the_road' },
    ],
  };
}

describe('the page of a ticket that a newer desk tells of', () => {
  const place = stage(serve);

  it('shows what it knows, and says of the rest that something changed', async () => {
    const kept = await raise(place.portal.url, 'The projector hums');
    const { page, close } = await place.visit('my-tickets/');
    await awake(page);
    await keep(page, [kept]);
    await page.route(/\/api\/tickets\/[^/]+$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: newer(await response.json()) });
    });
    await page.getByRole('link', { name: 'The projector hums' }).click();
    const history = page.getByRole('region', { name: 'What happened so far' });
    await history.getByText('The service desk changed something.').waitFor();
    await history.getByText('A lamp is on its way').waitFor();
    await history.getByText('Ana wrote.').waitFor();
    await page.getByRole('main').getByText('Something changed that this page cannot show yet.').waitFor();
    const now = page.getByRole('listitem').filter({ hasText: '(now)' });
    assert.equal(await now.textContent(), 'Changed (now)');
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Thank you');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByRole('main').getByText('Your reply is stored').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    await page.getByRole('listitem').filter({ hasText: 'The projector hums' }).getByText('Received').waitFor();
    await close();
  });
});
