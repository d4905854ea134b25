// Real portals to walk through: the program itself with its ticket endpoint, or a published folder on a plain host.

const { spawn, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const TIERZERO = process.env.TIERZERO ?? path.join(ROOT, 'target/debug/tierzero');
const SAMPLE = path.join(ROOT, 'kb');

function temporaryFolder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'tierzero-journey-'));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Runs `tierzero` to its end and gives what it printed to standard output. */
function tierzero(...args) {
  return execFileSync(TIERZERO, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function untilAnswers(url, child, log) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`tierzero ended before it served:\n${log()}`);
    const answered = await fetch(url).then((response) => response.ok, () => false);
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`tierzero did not answer at ${url}:\n${log()}`);
}

/** `tierzero serve` on a copy of the sample knowledge base, with its ticket endpoint. `prepare` may change the copy first;
 * `more` are arguments. */
async function serve({ prepare = () => {}, more = [] } = {}) {
  const folder = temporaryFolder();
  const kb = path.join(folder, 'kb');
  fs.cpSync(SAMPLE, kb, { recursive: true });
  prepare(kb);
  const port = await freePort();
  const database = path.join(folder, 'tickets.db');
  const origin = `http://127.0.0.1:${port}`;
  const { log, end } = await start(['serve', kb, '--port', String(port), '--database', database, ...more], `${origin}/`);
  return {
    url: `${origin}/`,
    kb,
    database,
    log,
    async close() {
      await end();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts `tierzero` and waits until it answers at an address. */
async function start(args, url) {
  const child = spawn(TIERZERO, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { printed += data; });
  await untilAnswers(url, child, () => printed);
  const end = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { log: () => printed, end };
}

/** The sample published on a plain host, and its ticket endpoint on another origin, as it is unless it is told otherwise.
 * `settings` is the text of its file of settings. */
async function apart({ settings: text = '' } = {}) {
  const folder = temporaryFolder();
  const kb = path.join(folder, 'kb');
  fs.cpSync(SAMPLE, kb, { recursive: true });
  const endpoint = `http://127.0.0.1:${await freePort()}/`;
  const settings = path.join(kb, 'portal.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace(/^endpoint = .*$/m, `endpoint = "${endpoint}"`));
  const portal = await publish({ kb });
  const listen = new URL(endpoint).host;
  const config = path.join(folder, 'desk.toml');
  fs.writeFileSync(config, text);
  const { end } = await start(
    ['desk', '--kb', kb, '--listen', listen, '--database', path.join(folder, 'tickets.db'), '--origin', new URL(portal.url).origin, '--config', config],
    `${endpoint}healthz`,
  );
  return {
    ...portal,
    endpoint,
    database: path.join(folder, 'tickets.db'),
    async close() {
      await end();
      await portal.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A ticket endpoint alone, with the forms of the sample. */
async function endpoint() {
  const folder = temporaryFolder();
  const listen = `127.0.0.1:${await freePort()}`;
  const { end } = await start(['desk', '--kb', SAMPLE, '--listen', listen, '--database', path.join(folder, 'tickets.db')], `http://${listen}/healthz`);
  return {
    url: `http://${listen}/`,
    async close() {
      await end();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const TYPES = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.wasm': 'application/wasm', '.xml': 'application/xml',
};

/** The sample published below `base` and served by a host that knows nothing but files. Its search index is in pieces when
 * it is larger than `wholeIndex` MiB. */
async function publish({ base = '/', kb = SAMPLE, wholeIndex = 16 } = {}) {
  const folder = temporaryFolder();
  const out = path.join(folder, 'dist');
  tierzero('build', kb, '--out', out, '--base', base, '--whole-index', String(wholeIndex));
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const inside = address.startsWith(base) ? address.slice(base.length) : null;
    const asked = inside === null ? null : path.join(out, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
    const found = asked !== null && asked.startsWith(out) && fs.existsSync(asked) && fs.statSync(asked).isFile();
    const file = found ? asked : path.join(out, '404.html');
    response.writeHead(found ? 200 : 404, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    out,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

module.exports = { SAMPLE, apart, endpoint, publish, serve, temporaryFolder, tierzero };
