// Writes a file compressed beside itself, with Brotli and with gzip at their best.

const fs = require('node:fs');
const zlib = require('node:zlib');

const [file] = process.argv.slice(2);
const bytes = fs.readFileSync(file);
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params }));
fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
