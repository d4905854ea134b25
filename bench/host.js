// A host that knows nothing but files. It compresses what hosts compress, once, as well as brotli can.

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const zlib = require('node:zlib');

const TYPES = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm', '.webmanifest']);

/** A file as it is sent: a twin that the publisher has compressed, what we compress, or the file itself. */
function load(file) {
  const ending = path.extname(file);
  const headers = { 'Content-Type': TYPES[ending] ?? 'application/octet-stream' };
  const twin = `${file}.br`;
  if (fs.existsSync(twin)) return { headers: { ...headers, 'Content-Encoding': 'br' }, body: fs.readFileSync(twin) };
  const bytes = fs.readFileSync(file);
  if (!COMPRESSED.has(ending)) return { headers, body: bytes };
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { headers: { ...headers, 'Content-Encoding': 'br' }, body: zlib.brotliCompressSync(bytes, { params }) };
}

/** Serves a folder on a free port. Nothing may be kept by the browser, so that each visit is cold. */
async function host(folder) {
  const root = path.resolve(folder);
  const loaded = new Map();
  const sent = { bytes: 0, files: 0 };
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const file = path.join(root, address.endsWith('/') ? `${address}index.html` : address);
    const found = loaded.has(file) || (file.startsWith(root) && fs.existsSync(file) && fs.statSync(file).isFile());
    if (!found) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
      return;
    }
    if (!loaded.has(file)) loaded.set(file, load(file));
    const { headers, body } = loaded.get(file);
    sent.bytes += body.length;
    sent.files += 1;
    response.writeHead(200, { ...headers, 'Content-Length': body.length, 'Cache-Control': 'no-cache' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    /** How many bytes and files it has sent so far. */
    sent: () => ({ ...sent }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

module.exports = { host };
