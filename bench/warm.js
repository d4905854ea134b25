// How long a reader who types waits for each answer on the page of results, with the index loaded. Questions are typed
// letter by letter; the next key comes when the answer to the last one has been painted, and a moment later.

const { withBrowser } = require('./browser');
const { host } = require('./host');
const { run } = require('./task');
const { visit, within } = require('./visit');

/** Between two keys; fast typists need longer. */
const PAUSE_MS = 50;
const PATIENCE_MS = 10_000;
const READY_MS = 60_000;

/** Types a question and gives what each key that changed its words took. */
async function type(page, question) {
  const times = [];
  const box = page.locator('#search-box');
  await box.fill('');
  await box.focus();
  let words = '';
  for (const letter of question) {
    await page.waitForTimeout(PAUSE_MS);
    await page.keyboard.type(letter);
    words += letter;
    if (letter === ' ') continue;
    const took = page.evaluate((now) => globalThis.stopwatch.sinceKey(now), words);
    times.push(await within(PATIENCE_MS, `the page did not show the answer to "${words}"`, took));
  }
  return times;
}

run(async ({ folder, questions }) => {
  const site = await host(folder);
  try {
    return await withBrowser((browser) => visit(browser, `${site.url}search/?q=${encodeURIComponent(questions[0])}`, async (page) => {
      const ready = page.evaluate((words) => globalThis.stopwatch.fullAnswer(words), questions[0]);
      await within(READY_MS, 'the index did not answer', ready);
      const times = [];
      for (const question of questions) times.push(...await type(page, question));
      return times;
    }));
  } finally {
    await site.close();
  }
});
