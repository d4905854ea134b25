// How a script of the bench is told what to measure and tells what it measured: JSON in its first argument, JSON out.

/** What to measure. */
function task() {
  return JSON.parse(process.argv[2]);
}

/** Prints what was measured. */
function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Measures to the end, and says what went wrong without a trace of calls. */
async function run(measure) {
  try {
    answer(await measure(task()));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

module.exports = { answer, run, task };
