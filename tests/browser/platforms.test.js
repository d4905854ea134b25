// Parts of a text for the reader's own device.

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { awake } = require('./browser');
const { publish } = require('./portal');
const { stage } = require('./stage');

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const PHONE = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const DRIVE = 'articles/storage/map-a-network-drive/';

describe('parts for one system', () => {
  const place = stage(publish);
  const shown = (page) => page.locator('.platform:visible').evaluateAll((parts) => parts.map((part) => part.querySelector('h2, h3').textContent));

  it('shows the part for the system the browser tells of, and the others on request', async () => {
    const { page, close } = await place.visit(DRIVE, { userAgent: MAC });
    await awake(page);
    assert.deepEqual(await shown(page), ['macOS']);
    const contents = page.getByRole('navigation', { name: 'On this page' });
    assert.equal(await contents.getByRole('link', { name: 'Windows' }).count(), 0, 'the contents name only what is shown');
    const buttons = page.getByRole('group', { name: 'Show what to do on' });
    assert.equal(await buttons.getByRole('button', { name: 'macOS' }).getAttribute('aria-pressed'), 'true');
    await buttons.getByRole('button', { name: 'Windows' }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await shown(page), ['Windows']);
    assert.equal(await page.getByRole('status').filter({ hasText: 'Shown: Windows' }).count(), 1);
    await buttons.getByRole('button', { name: 'All devices' }).click();
    assert.deepEqual(await shown(page), ['Windows', 'macOS', 'Ubuntu']);
    await close();
  });

  it('keeps the choice for other pages and later visits', async () => {
    const { page, close } = await place.visit(DRIVE, { userAgent: MAC });
    await awake(page);
    await page.getByRole('button', { name: 'Linux' }).click();
    await page.goto(`${place.portal.url}articles/storage/storage-full/`);
    await awake(page);
    assert.deepEqual(await shown(page), ['Ubuntu']);
    await close();
  });

  it('shows all parts where none is for the reader’s system', async () => {
    const { page, close } = await place.visit(DRIVE, { userAgent: PHONE });
    await awake(page);
    assert.deepEqual(await shown(page), ['Windows', 'macOS', 'Ubuntu']);
    assert.equal(await page.getByRole('button', { name: 'All devices' }).getAttribute('aria-pressed'), 'true');
    await close();
  });

  it('opens the part that an address names', async () => {
    const { page, close } = await place.visit(`${DRIVE}#ubuntu`, { userAgent: WINDOWS });
    await awake(page);
    await page.getByRole('heading', { name: 'Ubuntu' }).waitFor();
    assert.deepEqual(await shown(page), ['Ubuntu']);
    assert.equal(await page.evaluate(() => localStorage.getItem('tz:platform')), null, 'a link is no choice');
    await close();
  });

  it('works in the steps of a guide', async () => {
    const { page, close } = await place.visit('guides/slow-computer/#trim-what-starts-with-the-computer', { userAgent: WINDOWS });
    await page.getByRole('heading', { level: 2, name: 'Trim what starts with the computer' }).waitFor();
    await page.getByRole('group', { name: 'Show what to do on' }).first().waitFor();
    assert.deepEqual(await shown(page), ['Windows']);
    await page.getByRole('button', { name: 'macOS' }).click();
    assert.deepEqual(await shown(page), ['macOS']);
    await close();
  });

  it('shows all parts, each with its label, on paper and without scripts', async () => {
    const { page, close } = await place.visit(DRIVE, { userAgent: MAC });
    await awake(page);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await shown(page), ['Windows', 'macOS', 'Ubuntu']);
    assert.ok(await page.getByText('Linux', { exact: true }).first().isVisible(), 'Ubuntu is labelled as Linux');
    assert.equal(await page.getByRole('group', { name: 'Show what to do on' }).isVisible(), false);
    await close();
    const plain = await place.visit(DRIVE, { userAgent: MAC, javaScriptEnabled: false });
    assert.deepEqual(await shown(plain.page), ['Windows', 'macOS', 'Ubuntu']);
    await plain.close();
  });
});
