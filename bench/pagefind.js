// Ranks a question set with Pagefind, in the browser it is made for. Each document is a page named by its number.

const { withBrowser } = require('./browser');
const { host } = require('./host');
const { documents, queries } = require('./question-set');
const { run } = require('./task');

/** Runs inside the page. What a query takes includes the excerpts, as without them nothing can be shown. */
async function rankInPage({ texts, limit }) {
  const pagefind = await import('/pagefind/pagefind.js');
  await pagefind.init();
  const rows = [];
  for (const text of texts) {
    const started = performance.now();
    const { results } = await pagefind.search(text);
    const pages = await Promise.all(results.slice(0, limit).map((result) => result.data()));
    rows.push({ took: performance.now() - started, numbers: pages.map(({ url }) => Number(url.match(/(\d+)\/$/)[1])) });
  }
  return rows;
}

run(async ({ folder, questions, limit }) => {
  const ids = documents(questions).map(({ id }) => id);
  const asked = queries(questions);
  const site = await host(folder);
  try {
    const rows = await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(site.url);
      return page.evaluate(rankInPage, { texts: asked.map(([, text]) => text), limit });
    });
    const rankings = Object.fromEntries(asked.map(([id], row) => [id, rows[row].numbers.map((number) => ids[number])]));
    return { rankings, times: rows.map(({ took }) => took) };
  } finally {
    await site.close();
  }
});
