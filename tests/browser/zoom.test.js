// Pages at 200 % and 400 %, and with the room between letters and lines that some readers need.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { fillIn, send, sendTicket } = require('./reader');
const { stage } = require('./stage');

/** What a window of 1280 × 1024 px has room for. */
const ZOOMS = {
  '200 %': { viewport: { width: 640, height: 512 }, deviceScaleFactor: 2 },
  '400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
};
const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`;

/** What lies outside of the window to the side, is covered where a finger would touch it, or is cut off. */
function faultsOfLayout(page, within = 'body') {
  return page.evaluate((within) => {
    const faults = [];
    const sideways = document.documentElement.scrollWidth - innerWidth;
    if (sideways > 0) faults.push(`it can be scrolled sideways by ${sideways} px`);
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent || element.name || '').trim().slice(0, 40)}”`;
    // What only screen readers get, such as the button of a search box that Enter works as well, has no place on screen.
    const unseen = (element) => element.closest('.skip-link, .visually-hidden, svg, progress') || getComputedStyle(element).clipPath === 'inset(50%)';
    const before = scrollY;
    for (const element of document.querySelectorAll(`${within} :is(a, button, summary, input, select, textarea)`)) {
      if (unseen(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      // A link that is broken over two lines has no middle of its own.
      const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
      if (!box) continue;
      if (box.left < -1 || box.right > innerWidth + 1) faults.push(`beyond the edge: ${name(element)}`);
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const own = hit && (element.contains(hit) || hit.contains(element) && hit.closest('label, a, button') !== null || element.labels && [...element.labels].some((label) => label.contains(hit)));
      if (!own) faults.push(`covered by ${hit ? name(hit) : 'nothing'}: ${name(element)}`);
    }
    for (const element of document.querySelectorAll('body *')) {
      const style = getComputedStyle(element);
      const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) && !unseen(element) && element.checkVisibility();
      const out = cuts && element.textContent.trim() !== '' && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      if (out) faults.push(`cut off: ${name(element)}`);
    }
    scrollTo(0, before);
    return faults;
  }, within);
}

/** Sets the least spacing that text must bear (WCAG 2.2, 1.4.12). The page's policy forbids a style element. */
async function spaceOut(page) {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, SPACING);
}

describe('zoom', () => {
  const place = stage(serve);

  for (const [zoom, options] of Object.entries(ZOOMS)) {
    it(`loses nothing at ${zoom}, nor with wider spacing there`, async () => {
      const ticket = await sendTicket(place, 'The projector in the room on the third floor hums and blinks', options);
      const { page, close } = ticket;
      ticket.desk('--text', 'Which room is it?\nwww.example.com/a-very-long-address-that-has-no-place-to-break-0123456789', '--state', 'solved');
      const stands = async (name, within) => {
        assert.deepEqual(await faultsOfLayout(page, within), [], name);
        await spaceOut(page);
        assert.deepEqual(await faultsOfLayout(page, within), [], `${name}, with wider spacing`);
      };
      const open = async (address) => {
        await page.goto(place.portal.url + address);
        await awake(page);
      };
      await page.reload();
      await page.getByText('Which room is it?').waitFor();
      for (const folded of ['Open it on another device', 'End this private link']) await page.getByText(folded).click();
      await stands('ticket');
      await open('');
      await stands('home');
      await page.getByRole('combobox', { name: 'Search for help' }).fill('printer');
      await page.getByRole('option').first().waitFor();
      await stands('suggestions', '[role=listbox]');
      await open('articles/storage/map-a-network-drive/');
      await stands('article');
      await open('guides/vpn/?a=does-anything-else-online-work.not-sure');
      await page.getByText('Your answers so far (1)').click();
      await stands('guide');
      await open('my-tickets/');
      await page.getByRole('link', { name: /The projector/ }).waitFor();
      await stands('my tickets');
      await open('ticket/incident/');
      await send(page);
      await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
      await page.getByRole('textbox', { name: 'The problem in one line' }).fill('Outlook search is slow or incomplete');
      await page.getByRole('region', { name: 'This may help right now' }).getByText('Read it here').first().click();
      await stands('form with errors and offers');
      await fillIn(page, 'Outlook search is slow or incomplete');
      await page.getByText(/Sent now, you get a first answer/).waitFor();
      await stands('form that is filled in');
      await close();
    });
  }
});
