// A Chromium that paints as soon as it can.

const { chromium } = require('playwright-core');

/** The wait for the screen's next refresh is the same for every program, so frames come without waiting for one. */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--no-first-run', '--disable-quic', '--disable-frame-rate-limit', '--disable-gpu-vsync',
];

/** Starts one, hands it to `use` and ends it. */
async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

module.exports = { withBrowser };
