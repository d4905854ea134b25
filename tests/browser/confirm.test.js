// A ticket that waits until its reader has confirmed the address: from the form to the mail and back.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake } = require('./browser');
const { mailbox } = require('./mailbox');
const { apart } = require('./portal');
const { PERSON, fillIn, send } = require('./reader');
const { stage } = require('./stage');

const ELSEWHERE = { expected: [/third party/, /Failed to load resource/] };
const CODE = /track\/#(\S+)\.code\.(\w{8})/;

/** The words that say where the mail went; an invisible character keeps the address in one piece. */
function sentTo(first) {
  return new RegExp(`^We sent an email to ${first}…\\u2060@northwind\\.example\\. `);
}

/** Waits until the keyboard is at the element with an id. */
function focused(page, id) {
  return page.waitForFunction((id) => document.activeElement?.id === id, id);
}

/** The words that describe an element. */
function describedBy(locator) {
  return locator.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby'))?.textContent);
}

describe('a ticket whose address has to be confirmed', () => {
  const place = stage(async () => {
    const mail = await mailbox();
    const portal = await apart({ settings: `confirm_addresses = "on"\nproof = "off"\n${mail.settings}` });
    return {
      ...portal,
      mail,
      async close() {
        await portal.close();
        mail.close();
      },
    };
  });

  /** The link of a mail to an address that came after so many to it, as it is and with the code apart. */
  async function link(address, after = 0) {
    const end = Date.now() + 15_000;
    for (;;) {
      const asking = place.portal.mail.mails.filter(({ recipients, text }) => recipients.includes(address) && CODE.test(text));
      if (asking.length > after) {
        const [, reference, code] = asking.at(-1).text.match(CODE);
        return { reference, code, address: `track/#${reference}.code.${code}` };
      }
      assert.ok(Date.now() < end, 'a mail comes');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function sendTicket(summary, email, options = {}) {
    const opened = await place.visit('ticket/incident/', { ...ELSEWHERE, ...options });
    const { page } = opened;
    await awake(page);
    await fillIn(page, summary);
    await page.getByRole('textbox', { name: 'Your work email' }).fill(email);
    await send(page);
    const card = page.getByRole('region', { name: 'Confirm your email address' });
    await card.waitFor();
    return { ...opened, card };
  }

  it('says so first, takes the code by keyboard and then goes on like any other', async () => {
    const { page, close, card } = await sendTicket('The lamp flickers', PERSON.email);
    await card.getByText(sentTo('s')).waitFor();
    await page.getByRole('main').getByText('Nobody reads it before you confirm your address.').waitFor();
    assert.equal(await page.getByText('Your ticket is safely with us').count(), 0, 'one card at the top is enough');
    assert.deepEqual(await accessibilityProblems(page), []);
    const field = card.getByRole('textbox', { name: 'Code from the email' });
    await field.focus();
    await page.keyboard.type('7f3k');
    await page.keyboard.press('Enter');
    await card.getByText('The code has 8 letters and digits').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill('0000-0000');
    await page.keyboard.press('Enter');
    await card.getByText('This is not the code of this ticket').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await card.getByRole('button', { name: 'Send it again' }).click();
    await card.getByText('An email went out not long ago.').waitFor();
    const reply = page.getByRole('textbox', { name: 'Your reply' });
    await reply.fill('It flickers faster.');
    assert.equal(await describedBy(reply), 'We read it once you have confirmed your address.');
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByRole('main').getByText('The desk can read it, and the ticket, once your address is confirmed.').waitFor();
    const { code } = await link(PERSON.email);
    await field.fill(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    await page.waitForFunction(() => document.activeElement.innerText === 'Your address is confirmed');
    const history = page.getByRole('region', { name: 'What happened so far' });
    await history.getByText('You confirmed the email address.').waitFor();
    assert.equal(await card.count(), 0);
    assert.equal(await describedBy(reply), undefined, 'now it is read');
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('is confirmed by the link on another device, by nothing but a press of its button, and stays closed there', async () => {
    const here = await sendTicket('The lamp hums', 'robin@northwind.example');
    const { reference, address } = await link('robin@northwind.example');
    const there = await place.visit(address, { ...ELSEWHERE, viewport: { width: 390, height: 844 } });
    const asked = [];
    there.page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await awake(there.page);
    await there.page.getByText(`Somebody sent the ticket ${reference} with your email address.`).waitFor();
    assert.deepEqual(await accessibilityProblems(there.page), []);
    assert.deepEqual(asked.filter((request) => request.includes('/api/')), [], 'looking at it does nothing');
    await there.page.getByRole('button', { name: 'Yes, I sent it: confirm' }).press('Enter');
    await there.page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    assert.deepEqual(await accessibilityProblems(there.page), []);
    const main = there.page.getByRole('main');
    assert.equal(await main.getByText('The lamp hums').count(), 0, 'the ticket is not shown');
    assert.equal(await main.getByRole('link', { name: 'Show the ticket' }).count(), 0);
    await there.page.reload();
    await awake(there.page);
    await there.page.getByRole('button', { name: 'Yes, I sent it: confirm' }).click();
    await there.page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    await there.close();

    await here.page.reload();
    await here.page.getByText('You confirmed the email address.').waitFor();
    await here.page.goto(place.portal.url + address);
    await awake(here.page);
    await here.page.getByRole('button', { name: 'Yes, I sent it: confirm' }).click();
    await here.page.getByRole('link', { name: 'Show the ticket' }).click();
    await here.page.getByRole('heading', { level: 2, name: 'The lamp hums' }).waitFor();
    await here.close();
  });

  it('is corrected once when the address was mistyped, and the first mail works no more', async () => {
    const { page, close, card } = await sendTicket('The lamp is dark', 'jo@nortwind.example');
    const first = await link('jo@nortwind.example');
    await card.getByText('The address is wrong').click();
    await card.getByRole('textbox', { name: 'Your right email address' }).fill('jo');
    await card.getByRole('button', { name: 'Correct it and send the email there' }).click();
    await card.getByText('Write an email address that we can write to').waitFor();
    const right = card.getByRole('textbox', { name: 'Your right email address', description: /Write an email address/ });
    assert.equal(await right.getAttribute('aria-invalid'), 'true');
    await focused(page, 'confirm-address');
    assert.deepEqual(await accessibilityProblems(page), []);
    await card.getByRole('textbox', { name: 'Your right email address' }).fill('jo@northwind.example');
    await card.getByRole('button', { name: 'Correct it and send the email there' }).click();
    await card.getByText(sentTo('j')).waitFor();
    assert.equal(await card.getByText('The address is wrong').count(), 0);
    await focused(page, 'confirm-code');
    assert.equal(await card.getByRole('textbox', { name: 'Code from the email' }).inputValue(), '');
    const second = await link('jo@northwind.example');
    const there = await place.visit(first.address, ELSEWHERE);
    await awake(there.page);
    const yes = there.page.getByRole('button', { name: 'Yes, I sent it: confirm' });
    await yes.press('Enter');
    await there.page.getByRole('heading', { name: 'This link works no more' }).waitFor();
    await there.page.waitForFunction(() => document.activeElement.innerText === 'This link works no more');
    assert.equal(await yes.count(), 0, 'what cannot help is not offered');
    await there.page.getByRole('main').getByText('open the link in that one').waitFor();
    await there.page.getByRole('main').getByRole('link', { name: 'Talk to a person' }).waitFor();
    assert.deepEqual(await accessibilityProblems(there.page), []);
    await there.close();
    // On the device that knows the ticket, the ticket is what helps.
    const ticket = page.url();
    await page.goto(place.portal.url + first.address);
    await awake(page);
    await page.getByRole('button', { name: 'Yes, I sent it: confirm' }).click();
    await page.getByRole('link', { name: 'Show the ticket' }).click();
    await card.getByText(sentTo('j')).waitFor();
    assert.equal(page.url(), ticket);
    await card.getByRole('textbox', { name: 'Code from the email' }).fill(second.code);
    await card.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    await close();
  });

  it('is marked in the list of tickets of the device', async () => {
    const { page, close } = await sendTicket('The lamp is gone', 'kim@northwind.example');
    await page.goto(`${place.portal.url}my-tickets/`);
    await awake(page);
    await page.getByRole('main').getByText('Confirm your address').waitFor();
    await close();
  });
});
