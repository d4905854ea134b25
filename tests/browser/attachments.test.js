// Files with a ticket and with a reply: chosen, dropped, pasted, kept with the draft, sent one by one, and saved again.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { describe, it } = require('node:test');
const { accessibilityProblems, awake, hold } = require('./browser');
const { photo, PLACE } = require('./photo');
const { serve } = require('./portal');
const { fillIn } = require('./reader');
const { stage } = require('./stage');

const NETWORK = { expected: [/ERR_|Failed to load resource/] };
const LOG = { name: 'client.log', mimeType: 'text/plain', buffer: Buffer.from('12:00 it hums\n'.repeat(400)) };
const PHOTO = { name: 'screen.jpg', mimeType: 'image/jpeg', buffer: photo() };

const field = (page) => page.locator('.ticket-form input[type=file]');
const row = (page, name) => page.locator('.upload-file').filter({ hasText: name });

/** Drops or pastes files as a hand would, anywhere on the page. */
function give(page, kind, files) {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] }));
  return page.evaluate(([how, given]) => {
    const data = new DataTransfer();
    for (const { name, mimeType, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name, { type: mimeType }));
    const event = how === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, [kind, plain]);
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Save ${name} on this device` }).first().click()]);
  assert.equal(download.suggestedFilename(), name);
  return fs.readFileSync(await download.path());
}

describe('files with a ticket', () => {
  const place = stage(serve);

  it('are chosen, dropped and pasted, seen, taken off, sent, and saved again from the ticket', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The screen is torn');
    await field(page).setInputFiles([LOG]);
    await row(page, 'client.log').getByText('5 kB').waitFor();
    await give(page, 'drop', [PHOTO]);
    await row(page, 'screen.jpg').locator('img').waitFor();
    await page.getByText('We took out of screen.jpg where, when and with what it was made').waitFor();
    await give(page, 'paste', [{ ...PHOTO, name: 'image.png' }]);
    await row(page, 'Screenshot').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await row(page, 'Screenshot').getByRole('button', { name: /^Remove Screenshot/ }).click();
    await row(page, 'Screenshot').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    assert.deepEqual(await saved(page, 'client.log'), LOG.buffer);
    const sent = await saved(page, 'screen.jpg');
    assert.ok(PHOTO.buffer.includes(PLACE) && !sent.includes(PLACE), 'nobody learns where the photo was taken');
    assert.deepEqual(await accessibilityProblems(page), []);
    await close();
  });

  it('are told apart by what is in them, and refused with the reason', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await field(page).setInputFiles([{ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]) }]);
    await page.locator('.field-error').getByText('The file “holiday.jpg” is of a kind that is not taken').waitFor();
    assert.equal(await page.locator('.upload-file').count(), 0);
    const many = Array.from({ length: 6 }, (_, index) => ({ ...LOG, name: `${index}.log` }));
    await field(page).setInputFiles(many);
    await page.locator('.field-error').getByText('Choose at most 5 files').waitFor();
    assert.equal(await page.locator('.upload-file').count(), 5);
    await close();
  });

  it('are back with the draft after a reload, and wait with the ticket that cannot be sent', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', NETWORK);
    await awake(page);
    await fillIn(page, 'The dock sleeps');
    await field(page).setInputFiles([LOG, PHOTO]);
    await row(page, 'screen.jpg').locator('img').waitFor();
    await page.reload();
    await awake(page);
    await row(page, 'screen.jpg').locator('img').waitFor();
    await context.route('**/api/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    await page.close();

    await context.unroute('**/api/**');
    const later = await context.newPage();
    await later.addInitScript(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
    await later.goto(place.portal.url);
    await later.getByText(/The ticket that was waiting has been sent: TZ-/).last().waitFor();
    await later.getByRole('link', { name: 'See how it stands' }).click();
    assert.deepEqual(await saved(later, 'client.log'), LOG.buffer);
    const left = () => later.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name);
      return Promise.all(names.map((name) => new Promise((resolve, reject) => {
        const open = indexedDB.open(name);
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const count = open.result.transaction('files').objectStore('files').count();
          count.onsuccess = () => resolve(count.result);
        };
      })));
    });
    assert.deepEqual(await left(), [0], 'the device keeps no file of a ticket that was sent');
    await close();
  });

  it('go once: what has arrived is not sent again after the line broke', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', NETWORK);
    await awake(page);
    await fillIn(page, 'The hub hums');
    await field(page).setInputFiles([LOG, PHOTO]);
    await row(page, 'screen.jpg').locator('img').waitFor();
    const sent = [];
    page.on('request', (request) => { if (request.method() === 'PUT') sent.push(request.url()); });
    let broken = 0;
    await context.route('**/api/uploads/*', (route) => {
      broken += 1;
      return broken === 2 ? route.abort() : route.continue();
    });
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('heading', { name: 'Your ticket is waiting to be sent' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    assert.equal(sent.length, 3, 'two files, and one of them once more');
    assert.equal(new Set(sent).size, 2);
    await saved(page, 'screen.jpg');
    await close();
  });

  it('are sent again when the desk has let go of them', async () => {
    const { page, context, close } = await place.visit('ticket/incident/', { expected: [/422|Failed to load resource/] });
    await awake(page);
    await fillIn(page, 'The bridge is down');
    await field(page).setInputFiles([LOG]);
    await row(page, 'client.log').waitFor();
    let refused = false;
    await context.route('**/api/tickets', (route) => {
      if (refused) return route.continue();
      refused = true;
      return route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({
        type: 'urn:tierzero:problem:missing-files', title: 'Files are missing', status: 422, errors: [],
      }) });
    });
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await saved(page, 'client.log');
    await close();
  });

  it('cannot be taken off while they are on their way, nor can a word be changed', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The way is long');
    await field(page).setInputFiles([LOG, PHOTO]);
    await row(page, 'screen.jpg').waitFor();
    const release = await hold(page, '**/api/uploads/*');
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('button', { name: 'Sending' }).waitFor();
    for (const control of ['#field-summary', '.upload-file .link-button', '.ticket-form input[type=file]']) {
      assert.ok(await page.locator(control).first().evaluate((element) => element.closest('[inert]') !== null), control);
    }
    await give(page, 'drop', [{ ...LOG, name: 'late.log' }]);
    assert.equal(await page.locator('.upload-file').count(), 2, 'what is dropped now does not join them');
    release();
    await page.getByText('Your ticket is safely with us').waitFor();
    await saved(page, 'screen.jpg');
    await close();
  });

  it('that are gone from the device are told, and the ticket waits for its reader', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The file went away');
    await field(page).setInputFiles([LOG]);
    await row(page, 'client.log').waitFor();
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve) => {
          const open = indexedDB.open(name);
          open.onsuccess = () => {
            const clearing = open.result.transaction('files', 'readwrite');
            clearing.objectStore('files').clear();
            clearing.oncomplete = () => { open.result.close(); resolve(); };
          };
        });
      }
    });
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('alert').getByText('The file “client.log” is no longer on this device').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'The problem in one line' }).inputValue(), 'The file went away');
    await row(page, 'client.log').getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('show how far they have come', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The line is slow');
    await field(page).setInputFiles([LOG]);
    await row(page, 'client.log').waitFor();
    const release = await hold(page, '**/api/uploads/*');
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByRole('progressbar', { name: 'Sending client.log' }).waitFor();
    release();
    await page.getByText('Your ticket is safely with us').waitFor();
    await close();
  });

  it('stay with a page whose browser has no room for them, and say so', async () => {
    const { page, context, close } = await place.visit('');
    await context.addInitScript(() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };
    });
    await page.goto(`${place.portal.url}ticket/incident/`);
    await awake(page);
    await fillIn(page, 'The disk is full');
    await field(page).setInputFiles([LOG]);
    await page.getByText('Your browser has no room to keep client.log').waitFor();
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    assert.deepEqual(await saved(page, 'client.log'), LOG.buffer);
    await close();
  });

  it('go with a reply, too, and are kept until it is sent', async () => {
    const { page, close } = await place.visit('ticket/incident/');
    await awake(page);
    await fillIn(page, 'The cable is bent');
    await page.getByRole('button', { name: 'Send ticket' }).click();
    await page.getByText('Your ticket is safely with us').waitFor();
    await give(page, 'paste', [{ name: 'setup.exe', mimeType: '', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]) }]);
    await page.locator('.talk').getByText('The file “setup.exe” is of a kind that is not taken').waitFor();
    await page.locator('#talk-files').setInputFiles([PHOTO]);
    await row(page, 'screen.jpg').locator('img').waitFor();
    await page.reload();
    await row(page, 'screen.jpg').locator('img').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.locator('.history').getByRole('button', { name: 'Save screen.jpg on this device' }).waitFor();
    assert.ok(!(await saved(page, 'screen.jpg')).includes(PLACE));
    await row(page, 'screen.jpg').waitFor({ state: 'hidden' });
    await close();
  });
});
