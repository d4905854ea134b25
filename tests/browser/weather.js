// The weather between a browser and a desk: a host in front of a served portal that can answer new tickets in the desk's
// place, over a real connection. It knows every ticket that the desk has stored, for all of them pass here.

const http = require('node:http');

/** A portal whose desk can be made to answer badly by `weather`; without one it answers as it does. */
async function behindWeather(portal) {
  const front = {
    ...portal,
    weather: null,
    /** References of the tickets that the desk has said are stored. */
    stored: new Set(),
  };
  const onward = (request, response) => {
    const headers = { ...request.headers, host: new URL(portal.url).host };
    const asked = http.request(new URL(request.url, portal.url), { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  };
  const deliver = async (request) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const headers = { 'Content-Type': request.headers['content-type'], 'Idempotency-Key': request.headers['idempotency-key'] };
    const answer = await fetch(`${portal.url}api/tickets`, { method: 'POST', headers, body: Buffer.concat(parts) });
    const body = await answer.text();
    if (answer.ok) front.stored.add(JSON.parse(body).reference);
    return { status: answer.status, body };
  };
  const server = http.createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/api/tickets') return onward(request, response);
    if (front.weather) return front.weather(response, () => deliver(request));
    const { status, body } = await deliver(request);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    return response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  front.url = `http://127.0.0.1:${server.address().port}/`;
  front.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await portal.close();
  };
  return front;
}

/** The desk is not asked; somebody in between answers. */
function answering(status, headers = {}, body = '') {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** The desk stores the ticket, and the connection ends in the middle of its answer. */
async function torn(response, deliver) {
  const { status, body } = await deliver();
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.socket.destroy());
}

/** The desk stores the ticket, and half an answer comes as if it were all. */
async function half(response, deliver) {
  const { status, body } = await deliver();
  answering(status, { 'Content-Type': 'application/json' }, body.slice(0, body.length / 2))(response);
}

/** Nothing ever comes back. */
function silence() {}

module.exports = { answering, behindWeather, half, silence, torn };
