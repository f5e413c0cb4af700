// A Beacon API (with its event stream) and execution node on loopback, saying what was recorded of a fixture's chain; or
// failing in a stated way.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { beaconAnswer, rpcAnswer } from './answers.mjs';

/**
 * `chains`: recorded chains; with more than one, answers alternate between them.
 * `fault`: takes the place of answers; `at` tells for which (path or RPC method), `times` for how many.
 * `ssz`: writes SSZ for those who prefer it; without it, JSON is all there is.
 */
export async function startMockServer({ chains, fault = null, at = () => true, times = Infinity, ssz = null, refusesSsz = false }) {
  const asked = [];
  let faults = 0;
  const turns = new Map();
  const listeners = new Set();

  /** The chain whose turn it is for this question. */
  function chainFor(subject) {
    const turn = turns.get(subject) ?? 0;
    turns.set(subject, turn + 1);
    return chains[turn % chains.length];
  }

  async function answer(request, response) {
    response.setHeader('access-control-allow-origin', '*');
    if (request.method === 'OPTIONS') return allowAll(response);
    const url = new URL(request.url, 'http://localhost');
    const call = request.method === 'POST' ? JSON.parse(await textOf(request)) : null;
    const subject = call === null ? url.pathname : call.method;
    asked.push({ subject, at: Date.now(), accept: request.headers.accept });
    if (fault !== null && at(subject) && faults < times) {
      faults += 1;
      return fault(request, response);
    }
    if (subject === '/eth/v1/events') return stream(response);
    return call === null ? sendBeacon(request, response, url, chainFor(subject)) : sendRpc(response, call, chainFor(subject));
  }

  /** Open until the listener or the server leaves. */
  function stream(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  }

  function sendBeacon(request, response, url, chain) {
    const wantsSsz = request.headers.accept?.startsWith('application/octet-stream') === true;
    if (wantsSsz && refusesSsz) return response.writeHead(406).end();
    const { status, type, version, body } = beaconAnswer(chain, url, wantsSsz ? ssz : null);
    response.writeHead(status, { 'content-type': type, ...(version !== undefined && { 'eth-consensus-version': version }) });
    response.end(body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    listeners,
    /** Says to everybody who listens that there is something new. */
    announce(topic, data = {}) {
      for (const listener of listeners) listener.write(`event: ${topic}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sendRpc(response, call, chain) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(rpcAnswer(chain, call)));
}

function allowAll(response) {
  response.writeHead(204, { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type' }).end();
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
