// Tickets that are there before a journey begins.

const assert = require('node:assert/strict');
const { createHash, randomBytes, randomUUID } = require('node:crypto');

/** Sends a ticket to the desk of a portal and gives the receipt that a device keeps of it. */
async function raise(url, subject) {
  const secret = randomBytes(18).toString('base64url');
  const response = await fetch(`${url}api/tickets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({
      form: 'incident',
      values: {
        name: 'Sam Okafor', email: 'sam.okafor@northwind.example', summary: subject, impact: 'Only me', urgency: 'Not at all',
      },
      secret_hash: createHash('sha256').update(secret).digest('hex'),
    }),
  });
  const receipt = await response.json();
  assert.equal(response.status, 201, JSON.stringify(receipt));
  return { reference: receipt.reference, secret, subject, created: receipt.created, state: 'new' };
}

/** Puts receipts on the device of a page, as an earlier version of the portal kept them, and shows its list of tickets. */
async function keep(page, receipts) {
  await page.evaluate((kept) => localStorage.setItem('tz:/:tickets', kept), JSON.stringify(receipts));
  await page.reload();
}

module.exports = { keep, raise };
