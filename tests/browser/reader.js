// What a reader does to send a ticket with the sample's form, and what the desk does about it.

const { awake } = require('./browser');
const { tierzero } = require('./portal');

const PERSON = { name: 'Sam Okafor', email: 'sam.okafor@northwind.example' };
const SUMMARY = { name: 'The problem in one line' };
const DETAILS = { name: /What happens/ };

/** Fills in what a problem's form asks for at least. */
async function fillIn(page, summary) {
  await page.getByRole('textbox', { name: 'Your name' }).fill(PERSON.name);
  await page.getByRole('textbox', { name: 'Your work email' }).fill(PERSON.email);
  await page.getByRole('textbox', SUMMARY).fill(summary);
  await page.getByRole('radio', { name: 'Only me' }).check();
  await page.getByRole('radio', { name: 'Not at all' }).check();
}

async function send(page) {
  await page.getByRole('button', { name: 'Send ticket' }).click();
}

/** Waits for a ticket that was just sent, and gives its reference. */
async function arrived(page) {
  await page.getByText('Your ticket is safely with us').waitFor();
  return new URL(page.url()).hash.slice(1).split('.')[0];
}

/** Sends a ticket in a fresh profile. `desk` says something about it from the command line. */
async function sendTicket(place, summary, options) {
  const opened = await place.visit('ticket/incident/', options);
  await awake(opened.page);
  await fillIn(opened.page, summary);
  await send(opened.page);
  const reference = await arrived(opened.page);
  const desk = (...words) => tierzero('desk', 'reply', place.portal.database, reference, '--name', 'Ana', ...words);
  return { ...opened, reference, desk };
}

module.exports = { DETAILS, PERSON, SUMMARY, arrived, fillIn, send, sendTicket };
