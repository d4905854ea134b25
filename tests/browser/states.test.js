// axe-core on what a page becomes while somebody uses it, at the widths of a small phone and of a desk, light, dark and with
// the few colours that some readers force.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { serve } = require('./portal');
const { fillIn, send, sendTicket } = require('./reader');
const { stage } = require('./stage');

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };
const LOOKS = [
  ['narrow, light', NARROW, { colorScheme: 'light', forcedColors: 'none' }],
  ['narrow, dark', NARROW, { colorScheme: 'dark', forcedColors: 'none' }],
  ['narrow, forced colours', NARROW, { colorScheme: 'dark', forcedColors: 'active' }],
  ['wide, forced colours', WIDE, { colorScheme: 'light', forcedColors: 'active' }],
  ['wide, light', WIDE, { colorScheme: 'light', forcedColors: 'none' }],
  ['wide, dark', WIDE, { colorScheme: 'dark', forcedColors: 'none' }],
];

/** A guide that ends in every way a guide can. */
const ENDS = `---
title: Every end
category: devices
---
## How shall it end?

Pick one.

- [Well](#solved)
- [With an article](../articles/network/guest-wifi.md)
- [With another guide](vpn.md)
- [With a form](../forms/incident.yml)
- [With a call](tel:+442079460123)
- [With a mail](mailto:it@northwind.example)
- [With a page](https://status.northwind.example)
`;

/** How an end is shown, by the choice that leads to it. */
const OUTCOMES = {
  well: 'Solved',
  'with-an-article': 'This article shows what to do',
  'with-another-guide': 'Another guide takes it from here',
  'with-a-form': 'A person takes it from here',
  'with-a-call': 'Please call us',
  'with-a-mail': 'Please write to us',
  'with-a-page': 'It goes on elsewhere',
};

describe('accessibility while a page is used', () => {
  const place = stage(() => serve({ prepare: (kb) => fs.writeFileSync(path.join(kb, 'guides/every-end.md'), ENDS) }));

  /** Looks at the page as it stands, in every way. */
  async function looksRight(page, name) {
    for (const [look, viewport, media] of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia(media);
      // Forced colours are the reader's own; axe-core takes the ones below them for what is painted.
      const off = media.forcedColors === 'active' ? ['color-contrast'] : [];
      assert.deepEqual(await accessibilityProblems(page, off), [], `${name} (${look})`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${name} (${look}) can be scrolled sideways by ${sideways} px`);
    }
  }

  async function open(page, address) {
    await page.goto(place.portal.url + address);
    await awake(page);
  }

  it('has no violation at any end of a guide', async () => {
    const { page, close } = await place.visit();
    await open(page, 'guides/every-end/');
    await looksRight(page, 'a step');
    for (const [choice, heading] of Object.entries(OUTCOMES)) {
      await open(page, `guides/every-end/?a=how-shall-it-end.${choice}`);
      await page.getByRole('heading', { level: 2, name: heading }).waitFor();
      await page.getByText('Your answers so far (1)').click();
      await looksRight(page, heading);
    }
    await close();
  });

  it('has no violation on the ways to a person', async () => {
    const { page, close } = await place.visit();
    for (const address of ['ticket/', 'contact/', 'my-tickets/', 'track/']) {
      await open(page, address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await looksRight(page, address);
    }
    await close();
  });

  it('has no violation in a form with errors, and in one that could not be sent', async () => {
    const { page, close } = await place.visit('', { expected: [/Failed to load resource/] });
    await open(page, 'ticket/incident/');
    await send(page);
    await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
    await looksRight(page, 'a form with errors');
    await fillIn(page, 'The lamp is dark');
    await page.route('**/api/tickets', (route) => route.fulfill({ status: 503, body: '' }));
    const answered = page.waitForResponse('**/api/tickets');
    await send(page);
    await answered;
    await page.getByRole('button', { name: /^Sending/ }).waitFor({ state: 'detached' });
    await page.getByText('cannot be reached at the moment').first().waitFor();
    await looksRight(page, 'a form that could not be sent');
    await close();
  });

  it('has no violation on a ticket, however it stands, nor in the list of tickets', async () => {
    const { page, desk, close } = await sendTicket(place, 'The lamp is dark', { expected: [/404|Failed to load resource/] });
    const history = page.getByRole('region', { name: 'What happened so far' });
    await history.waitFor();
    for (const folded of ['Open it on another device', 'End this private link']) await page.getByText(folded).click();
    await looksRight(page, 'a new ticket');
    for (const [state, words] of [['waiting', 'Which lamp?'], ['solved', 'A new one is in.'], ['closed', 'Goodbye.']]) {
      desk('--text', words, '--state', state);
      await page.reload();
      await history.getByText(words).waitFor();
      await looksRight(page, `a ticket: ${state}`);
    }
    const link = page.url();
    await open(page, 'my-tickets/');
    await page.getByRole('link', { name: 'The lamp is dark' }).waitFor();
    await looksRight(page, 'my tickets');
    await page.getByRole('button', { name: /^Forget ticket/ }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await looksRight(page, 'my tickets, one of them forgotten');
    await page.goto(link);
    await page.getByText('End this private link').click();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByRole('heading', { name: 'We do not know this ticket' }).waitFor();
    await looksRight(page, 'a ticket whose link was ended');
    await close();
  });
});
