// The whole way from the start page to a reply to the desk, without a pointer.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { PERSON, SUMMARY, DETAILS, arrived } = require('./reader');
const { stage } = require('./stage');

/** More stops than any page has before what is looked for. */
const MOST_STOPS = 80;

/** Where the focus is, and whether a reader can see that. */
function stop(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const seen = (it) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(it);
      const clear = /^rgba\(.*, 0\)$|transparent/.test(outlineColor);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !clear || boxShadow !== 'none';
    };
    const { width, height, bottom, top } = element.getBoundingClientRect();
    const name = `${element.tagName.toLowerCase()} “${(element.innerText || element.labels?.[0]?.innerText || element.id).slice(0, 60)}”`;
    // A box in a search field shows the focus around both.
    const shown = [element, element.parentElement, element.parentElement?.parentElement].some((it) => it && it !== document.body && seen(it));
    return { name, shown: shown && width > 0 && height > 0 && bottom > 0 && top < innerHeight };
  });
}

/** Presses Tab until something has the focus; every stop before it must show that it has it. */
async function tabTo(page, target, key = 'Tab') {
  const wanted = await target.elementHandle();
  for (let press = 0; press < MOST_STOPS; press += 1) {
    await page.keyboard.press(key);
    const { name, shown } = await stop(page);
    // Behind the last stop of a page the browser's own follow.
    assert.ok(shown || name.startsWith('body'), `the focus cannot be seen on ${name}`);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`the keyboard never came to ${target}`);
}

/** Picks one of several with the arrow keys. */
async function pick(page, group, option) {
  await tabTo(page, page.getByRole('group', { name: group }).getByRole('radio').first());
  await page.keyboard.press('Space');
  const wanted = page.getByRole('radio', { name: option, exact: true });
  for (let press = 0; press < 5 && !(await wanted.isChecked()); press += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await wanted.isChecked(), true);
}

const focused = (page, heading) => page.waitForFunction((words) => document.activeElement.textContent === words, heading);

describe('without a pointer', () => {
  const place = stage(serve);

  it('leads from the start page through search, guide and form to the ticket and a reply', async () => {
    const { page, close } = await place.visit();
    await awake(page);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    assert.equal(await skip.evaluate((link) => link === document.activeElement), true, 'the first stop skips the header');
    assert.equal((await stop(page)).shown, true);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.id === 'main' || document.querySelector('main').contains(document.activeElement));

    await tabTo(page, page.getByRole('combobox', { name: 'Search for help' }));
    await page.keyboard.type('vpn does not connect');
    const guide = page.getByRole('option', { name: /VPN won't connect/ });
    await guide.waitFor();
    await page.getByText('The full search is still loading').waitFor({ state: 'detached' });
    for (let press = 0; press < 10 && (await guide.getAttribute('aria-selected')) !== 'true'; press += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: "VPN won't connect" }).waitFor();
    await awake(page);
    await focused(page, "VPN won't connect");

    await tabTo(page, page.getByRole('link', { name: 'Not sure' }));
    await page.keyboard.press('Enter');
    await focused(page, 'Test the connection');
    await tabTo(page, page.getByRole('link', { name: 'Other sites load' }));
    await tabTo(page, page.getByRole('link', { name: "I can't do this" }));
    await page.keyboard.press('Enter');
    await focused(page, 'A person takes it from here');
    await tabTo(page, page.getByRole('link', { name: /Fill in the form/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Report a problem' }).waitFor();
    await awake(page);
    await focused(page, 'Report a problem');

    await tabTo(page, page.getByRole('textbox', { name: 'Your name' }));
    await page.keyboard.type(PERSON.name);
    await tabTo(page, page.getByRole('textbox', { name: 'Your work email' }));
    await page.keyboard.type(PERSON.email);
    await tabTo(page, page.getByRole('textbox', SUMMARY));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('The VPN hums');
    await tabTo(page, page.getByRole('textbox', DETAILS));
    await page.keyboard.type('It began today.');
    const impact = page.getByRole('radio', { name: 'Only me' });
    // What is missing is told first, and the way back to it needs no pointer either.
    await tabTo(page, page.getByRole('button', { name: 'Send ticket' }));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('[role=alert]'));
    await page.keyboard.press('Tab');
    assert.equal((await stop(page)).shown, true);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.type === 'radio');
    await page.keyboard.press('Space');
    for (let press = 0; press < 5 && !(await impact.isChecked()); press += 1) await page.keyboard.press('ArrowDown');
    await pick(page, 'Can you still work?', 'Not at all');
    await tabTo(page, page.getByRole('button', { name: 'Send ticket' }));
    await page.keyboard.press('Enter');
    await arrived(page);

    const reply = page.getByRole('textbox', { name: 'Your reply' });
    await tabTo(page, reply);
    await page.keyboard.type('It still hums.');
    await tabTo(page, page.getByRole('button', { name: 'Send reply' }));
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'What happened so far' }).getByText('It still hums.').waitFor();
    await tabTo(page, page.getByText('End this private link'));
    await tabTo(page, page.getByRole('button', { name: 'Copy the private link' }));
    await close();
  });
});
