// The question set: one document a line in docs.jsonl, one query a line in queries.tsv.

const fs = require('node:fs');
const path = require('node:path');

function lines(folder, name) {
  return fs.readFileSync(path.join(folder, name), 'utf8').split(/\r?\n/).filter((line) => line !== '');
}

/** Documents with `id`, `title` and `text`. */
function documents(folder) {
  return lines(folder, 'docs.jsonl').map((line) => JSON.parse(line));
}

/** Pairs of id and text. */
function queries(folder) {
  return lines(folder, 'queries.tsv').map((line) => line.split('\t'));
}

/** Ranks all queries with `search`, which gives ids of documents, best first; tells what each query took, too. */
async function rank(folder, search) {
  const rankings = {};
  const times = [];
  for (const [id, text] of queries(folder)) {
    const started = performance.now();
    const found = await search(text);
    times.push(performance.now() - started);
    rankings[id] = found;
  }
  return { rankings, times };
}

module.exports = { documents, queries, rank };
