// What a screen reader gets to know: names and roles of what there is, and what is said when something changes.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { serve } = require('./portal');
const { arrived, fillIn, send, sendTicket } = require('./reader');
const { stage } = require('./stage');

/** Roles that tell what something is for; all else is text and its order. */
const TOLD = /^(heading|region|group|navigation|alert|textbox|combobox|radio|checkbox|button|link) /;

/** The roles and names of a part of a page, as the browser tells assistive technology. */
async function outline(part) {
  const lines = (await part.ariaSnapshot()).split('\n').map((line) => line.trim().replace(/^- /, '').replace(/:$/, ''));
  return lines.filter((line) => TOLD.test(line)).map((line) => line.replaceAll('\\"', '”'));
}

/** Notes what live regions say, whatever page comes. */
async function listen(context) {
  await context.addInitScript(() => {
    globalThis.said = [];
    const live = '[aria-live], [role=status], [role=alert]';
    const note = (element) => {
      const region = element?.closest(live);
      const words = region?.checkVisibility() ? region.innerText.replace(/\s+/g, ' ').trim() : '';
      if (words !== '' && globalThis.said.at(-1) !== words) globalThis.said.push(words);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        note(target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement);
        for (const node of addedNodes) {
          if (node.matches?.(live)) note(node);
          for (const inside of node.querySelectorAll?.(live) ?? []) note(inside);
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** What was said since the last time. */
const heard = (page) => page.evaluate(() => globalThis.said.splice(0));
/** Waits until something is said. */
const says = (page, words) => page.waitForFunction((words) => globalThis.said.some((said) => said.includes(words)), words);

describe('read aloud', () => {
  const place = stage(serve);

  async function open(address) {
    const { page, context, close } = await place.visit('404.html', { expected: [/404|Failed to load resource/] });
    await listen(context);
    await page.goto(place.portal.url + address);
    await awake(page);
    return { page, close };
  }

  it('a step of a guide has its question for a name, and the focus says all there is to say', async () => {
    const { page, close } = await open('guides/vpn/');
    await heard(page);
    await page.getByRole('link', { name: 'Not sure' }).click();
    await page.waitForFunction(() => document.activeElement.textContent === 'Test the connection');
    assert.deepEqual(await outline(page.getByRole('main')), [
      'navigation "You are here"',
      'link "Home"',
      'link "Wi-Fi and VPN"',
      'heading "VPN won\'t connect" [level=1]',
      'region "Test the connection"',
      'heading "Test the connection" [level=2]',
      'link "Other sites load"',
      'link "It still fails"',
      'link "I can\'t do this"',
      'navigation "Ways out of this guide"',
      'link "Back"',
      'link "Start again"',
      'link "Talk to a person"',
      'link "send a ticket"',
    ]);
    assert.deepEqual(await heard(page), [], 'the same is not said twice');
    await page.getByText('Your answers so far (1)').click();
    await page.getByRole('link', { name: 'Change the answer to: Does anything else online work?' }).waitFor();
    await page.goto(`${place.portal.url}guides/vpn/?a=gone.away`);
    await awake(page);
    await says(page, 'This guide has changed since the link was made.');
    await close();
  });

  it('a form names every field, and its errors are said once and stay with their fields', async () => {
    const { page, close } = await open('ticket/incident/');
    const fields = (await outline(page.locator('form.ticket-form'))).filter((line) => /^(textbox|combobox|group|radio)/.test(line));
    assert.deepEqual(fields, [
      'textbox "Your name"',
      'textbox "Your work email"',
      'textbox "Phone number (optional)"',
      'combobox "What is it about? (optional)"',
      'textbox "The problem in one line"',
      'textbox "What happens? (optional)"',
      'textbox "Error message or code (optional)"',
      'group "Who is affected?"',
      'radio "Only me"',
      'radio "My team"',
      'radio "Many people"',
      'group "Can you still work?"',
      'radio "I can work"',
      'radio "Partly"',
      'radio "Not at all"',
      'combobox "Which device? (optional)"',
      'combobox "Where are you when it happens? (optional)"',
      'group "What have you tried? (optional)"',
      'group "What we attach"',
    ]);
    await heard(page);
    await send(page);
    const summary = page.getByRole('alert', { name: 'There is a problem' });
    await summary.waitFor();
    assert.deepEqual(await outline(summary), [
      'alert "There is a problem"',
      'heading "There is a problem" [level=2]',
      'link "Fill in “Your name”"',
      'link "Fill in “Your work email”"',
      'link "Fill in “The problem in one line”"',
      'link "Choose an answer to “Who is affected?”"',
      'link "Choose an answer to “Can you still work?”"',
    ]);
    const said = await heard(page);
    assert.equal(said.filter((words) => words.startsWith('There is a problem Fill in “Your name”')).length, 1, said.join('\n'));
    const email = page.getByRole('textbox', { name: 'Your work email' });
    const described = await email.evaluate((field) => field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).innerText).join(' '));
    assert.match(described, /We send our answers here\..*Error:\s*Fill in “Your work email”/s);
    assert.equal(await email.getAttribute('aria-invalid'), 'true');
    const group = page.getByRole('group', { name: 'Who is affected?' });
    const told = await group.evaluate((field) => field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).innerText).join(' '));
    assert.match(told, /Error:\s*Choose an answer to “Who is affected\?”/);
    await email.fill('sam.okafor@northwind.example');
    assert.equal(await email.getAttribute('aria-invalid'), null);
    assert.ok((await heard(page)).every((words) => !words.startsWith('There is a problem')), 'typing does not read the list again');
    await close();
  });

  it('what became of a send is said, and a ticket tells how it stands', async () => {
    const { page, close } = await open('ticket/incident/');
    await fillIn(page, 'The lamp is dark');
    await page.route('**/api/tickets', (route) => route.fulfill({ status: 503, body: '' }));
    await heard(page);
    await send(page);
    await says(page, 'The service desk cannot be reached at the moment.');
    assert.ok((await heard(page)).includes('Sending …'));
    const told = page.getByRole('alert').filter({ hasText: 'cannot be reached at the moment' });
    assert.match((await outline(told))[0], /^heading "Your ticket (is waiting to be sent|was not sent)" \[level=2\]$/);
    await page.unroute('**/api/tickets');
    await page.getByRole('button', { name: 'Try again' }).click();
    await arrived(page);
    await says(page, ': Received. We have it. Somebody will look at it soon.');
    await close();
  });

  it('the page of a ticket has a name for each of its parts', async () => {
    const { page, close } = await sendTicket(place, 'The coffee machine on the third floor is broken');
    await page.getByRole('region', { name: 'What happened so far' }).waitFor();
    const parts = (await outline(page.getByRole('main'))).filter((line) => /^(heading|region|textbox|button|alert)/.test(line));
    assert.deepEqual(parts, [
      'heading "Ticket status" [level=1]',
      'heading "Your ticket is safely with us" [level=2]',
      'region "The coffee machine on the third floor is broken"',
      'heading "The coffee machine on the third floor is broken" [level=2]',
      'region "What happened so far"',
      'heading "What happened so far" [level=2]',
      'region "Talk to us about this ticket"',
      'heading "Talk to us about this ticket" [level=2]',
      'textbox "Your reply"',
      'button "Send reply"',
      'button "It is solved"',
      'region "Your private link"',
      'heading "Your private link" [level=2]',
      'button "Copy the private link"',
      'region "What you sent"',
      'heading "What you sent" [level=2]',
      'heading "What went along" [level=3]',
      'region "What the service desk keeps"',
      'heading "What the service desk keeps" [level=2]',
      'button "Save everything the desk keeps about this ticket"',
      'button "Delete this ticket at the desk"',
    ]);
    await close();
  });
});
