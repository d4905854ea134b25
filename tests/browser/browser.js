// A real Chromium in which nothing may go wrong unseen: every console error, broken rule of the content security policy,
// uncaught exception and request to another origin is written down, and a journey ends by looking at the list.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--no-first-run', '--disable-quic',
];

function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** A page in a fresh profile, and `faults`, what went wrong in it so far. */
async function visit(browser, url, options = {}) {
  const { expected = [], ...contextOptions } = options;
  const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
  await context.addInitScript(() => {
    addEventListener('TrunkApplicationStarted', () => { globalThis.portalIsAwake = true; });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  const note = (fault) => { if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault); };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`exception: ${error.message}`));
  const origin = new URL(url).origin;
  page.on('request', (request) => {
    const target = new URL(request.url());
    if (!['data:', 'blob:'].includes(target.protocol) && target.origin !== origin) note(`third party: ${target.origin}`);
  });
  await page.goto(url);
  return {
    page,
    context,
    faults,
    async close() {
      await context.close();
      assert.deepEqual(faults, [], 'the page must not report any fault');
    },
  };
}

/** Holds back what a page or a context asks for by this pattern, until the function that it gives is called. */
async function hold(target, pattern) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await target.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Waits until the page answers to clicks. */
async function awake(page) {
  await page.waitForFunction(() => globalThis.portalIsAwake === true && !document.querySelector('[data-journey]:not([data-alive])'));
}

/** What axe-core finds wrong with the page as it stands, without the rules in `off`. */
async function accessibilityProblems(page, off = []) {
  await page.evaluate(AXE);
  return page.evaluate(async (off) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`));
  }, off);
}

module.exports = { accessibilityProblems, awake, hold, launch, visit };
