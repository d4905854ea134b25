// Prints how long each of the named files is after brotli at its best. What is gzipped already is unpacked first.

const fs = require('node:fs');
const zlib = require('node:zlib');
const { answer, task } = require('./task');

function compressed(file) {
  let bytes = fs.readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = zlib.gunzipSync(bytes);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants;
  return zlib.brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24 } }).length;
}

answer(task().files.map(compressed));
