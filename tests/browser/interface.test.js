// The page that the desk makes of its interface, for those who write clients. It has no script and needs none.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems } = require('./browser');
const { endpoint } = require('./portal');
const { stage } = require('./stage');

const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
/** Journeys look at the page with a script of their own, which the sandbox of the page would not let run. Without it the browser looks for an icon, too. */
const WATCHED = { bypassCSP: true, expected: [/404/] };

describe('the interface of the desk', () => {
  const place = stage(endpoint);

  it('opens what a link leads to, from the contents and from elsewhere', async () => {
    const { page, close } = await place.visit('api/docs', { viewport: WIDTHS.desk });
    const address = page.getByText('Location: The address of the ticket.').first();
    assert.ok(!await address.isVisible());
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'POST /api/tickets', exact: true }).click();
    await address.waitFor();
    await page.getByRole('link', { name: 'unknown-form' }).first().click();
    await page.getByText('Told with POST /api/tickets', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'NewTicket' }).first().click();
    await page.locator('#body-NewTicket').getByText('No other members.').waitFor();
    await close();

    const linked = await place.visit('api/docs#agentMerge', { viewport: WIDTHS.phone });
    const inside = linked.page.locator('#agentMerge');
    await inside.getByText('A ticket cannot be merged into itself.').waitFor();
    const title = linked.page.getByRole('heading', { name: /merge/ });
    const { y } = await title.boundingBox();
    assert.ok(y >= 0 && y < 300, `its title stands at ${y}`);
    await linked.close();
  });

  it('is opened and closed by keyboard, and gives a whole example at a click', async () => {
    const { page, close } = await place.visit('api/docs', { viewport: WIDTHS.desk, ...WATCHED });
    const summary = page.locator('summary').filter({ hasText: 'What a new ticket has to prove' });
    await summary.focus();
    await page.keyboard.press('Enter');
    const example = page.getByRole('group', { name: 'Example of getChallenge' });
    await example.getByText('curl').click();
    assert.equal(await page.evaluate(() => getSelection().toString().trim()), 'curl "$DESK/api/challenge"');
    await summary.focus();
    await page.keyboard.press('Space');
    await example.waitFor({ state: 'hidden' });
    await close();
  });

  for (const colorScheme of ['light', 'dark']) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      it(`has no violation, folded and unfolded (${colorScheme}, ${width})`, async () => {
        const { page, close } = await place.visit('api/docs', { colorScheme, viewport, ...WATCHED });
        assert.deepEqual(await accessibilityProblems(page), [], 'folded');
        await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));
        assert.deepEqual(await accessibilityProblems(page), [], 'unfolded');
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `it can be scrolled sideways by ${sideways} px`);
        await close();
      });
    }
  }

  it('is printed with all that is folded', async () => {
    const { page, close } = await place.visit('api/docs', { viewport: WIDTHS.desk, ...WATCHED });
    await page.emulateMedia({ media: 'print' });
    await page.getByText('A ticket cannot be merged into itself.').first().waitFor();
    await close();
  });
});
