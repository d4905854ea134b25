// Ranks a question set with MiniSearch as it is used for typing: any word may go on or be a fifth wrong, and a title counts
// twice. It ranks whole questions better when only the very words count, but then it forgives nothing.

const MiniSearch = require('minisearch');
const { documents, rank } = require('./question-set');
const { run } = require('./task');

const searchOptions = { prefix: true, fuzzy: 0.2, boost: { title: 2 } };

run(({ questions, limit }) => {
  const index = new MiniSearch({ fields: ['title', 'text'], searchOptions });
  index.addAll(documents(questions));
  return rank(questions, (text) => index.search(text).slice(0, limit).map(({ id }) => id));
});
