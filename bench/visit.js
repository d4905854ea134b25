// Visits with the stopwatch running.

const path = require('node:path');

const STOPWATCH = path.join(__dirname, 'stopwatch.js');

/** Opens an address in a profile that has never been used, and hands the page to `use`. */
async function visit(browser, url, use) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript({ path: STOPWATCH });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    return await use(page);
  } finally {
    await context.close();
  }
}

/** What a promise gives, or an error that says what did not happen when it takes too long. */
async function within(ms, what, promise) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

module.exports = { visit, within };
