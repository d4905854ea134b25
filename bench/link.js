// A line of a certain speed in front of a port, for all that a browser does, its workers included: what comes down shares
// one bandwidth, whoever asked for it, and every answer is as late as the way there and back takes. Chromium's own
// throttle leaves workers out and gives each request the whole line.

const net = require('node:net');

/** As much as one packet carries. Connections take turns packet by packet. */
const PACKET = 1460;
/** How far ahead packets are planned; timers are no finer than this. */
const AHEAD_MS = 4;

/** Passes chunks on in their order, each at its time. */
class Delay {
  #waiting = [];
  #timer = null;
  #pass;

  constructor(pass) {
    this.#pass = pass;
  }

  push(chunk, at) {
    this.#waiting.push({ chunk, at });
    this.#timer ??= setTimeout(() => this.#flush(), at - performance.now());
  }

  stop() {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #flush() {
    const now = performance.now();
    while (this.#waiting.length > 0 && this.#waiting[0].at <= now) this.#pass(this.#waiting.shift().chunk);
    this.#timer = this.#waiting.length > 0 ? setTimeout(() => this.#flush(), this.#waiting[0].at - now) : null;
  }
}

/** The bandwidth that all connections share. */
class Bandwidth {
  #bytesPerMs;
  #lanes = [];
  #free = 0;
  #timer = null;

  constructor(megabits) {
    this.#bytesPerMs = (megabits * 1e6) / 8 / 1000;
  }

  /** Queues bytes for a lane, whose `send(packet, at)` is told when each packet has left. `null` is the end. */
  queue(lane, bytes) {
    if (bytes === null) lane.packets.push(null);
    else for (let from = 0; from < bytes.length; from += PACKET) lane.packets.push(bytes.subarray(from, from + PACKET));
    if (!this.#lanes.includes(lane)) this.#lanes.push(lane);
    this.#timer ??= setTimeout(() => this.#pump(), 0);
  }

  #pump() {
    const now = performance.now();
    this.#free = Math.max(this.#free, now);
    while (this.#lanes.length > 0 && this.#free <= now + AHEAD_MS) {
      const lane = this.#lanes.shift();
      const packet = lane.packets.shift();
      this.#free += (packet?.length ?? 0) / this.#bytesPerMs;
      lane.send(packet, this.#free);
      if (lane.packets.length > 0) this.#lanes.push(lane);
    }
    this.#timer = this.#lanes.length > 0 ? setTimeout(() => this.#pump(), this.#free - now - AHEAD_MS) : null;
  }
}

/** Carries one connection: requests go up late, answers come down late and no faster than the line. */
function carry(client, target, bandwidth, roundTripMs) {
  const host = net.connect(target, '127.0.0.1');
  const up = new Delay((chunk) => (chunk === null ? host.end() : host.write(chunk)));
  const down = new Delay((chunk) => (chunk === null ? client.end() : client.write(chunk)));
  // Opening a connection takes a way there and back before the first request leaves.
  const opened = performance.now() + roundTripMs;
  const arrival = () => Math.max(performance.now(), opened) + roundTripMs / 2;
  const lane = { packets: [], send: (packet, at) => down.push(packet, at + roundTripMs / 2) };
  client.on('data', (chunk) => up.push(chunk, arrival())).on('end', () => up.push(null, arrival()));
  host.on('data', (chunk) => bandwidth.queue(lane, chunk)).on('end', () => bandwidth.queue(lane, null));
  const drop = () => {
    for (const delay of [up, down]) delay.stop();
    for (const socket of [client, host]) socket.destroy();
  };
  client.on('error', drop).on('close', drop);
  host.on('error', drop);
  return drop;
}

/** Opens a line to a port of this machine. */
async function link(target, { megabits, roundTripMs }) {
  const bandwidth = new Bandwidth(megabits);
  const drops = new Set();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const drop = carry(client, target, bandwidth, roundTripMs);
    drops.add(drop);
    client.on('close', () => drops.delete(drop));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      for (const drop of drops) drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

module.exports = { link };
