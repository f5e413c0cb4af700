// Ways in which a server can fail. Each takes the place of the honest answer.

/** Takes the question and never answers. */
export const slow = () => undefined;

/** Sends the beginning of an answer, and then nothing. */
export const stalling = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"version":"fulu","data":{');
};

/** Closes the connection in the middle of the body. */
export const cut = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
  response.write('{"version":"fulu","data":{', () => response.destroy());
};

/** Closes the connection before any answer. */
export const hangUp = (request) => request.socket.destroy();

/** Sends more than any true answer has, without saying how much. */
export const oversized = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  let left = 32;
  const more = () => {
    while (left > 0) {
      left -= 1;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end('{}');
  };
  more();
};

/** Says at once that it has more than any true answer. */
export const oversizedStated = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(1024 ** 3) });
  response.write('{');
};

const body = (text, { status = 200, type = 'application/json', headers = {} } = {}) => (request, response) => {
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(text);
};

export const malformed = body('{"version":"fulu","data":');
export const empty = body('');
export const otherBytes = body(Buffer.from([0x22, 0xff, 0x22]));
export const nested = body('['.repeat(200_000) + ']'.repeat(200_000));
export const otherShape = body('{"version":"fulu","data":[null,{"__proto__":1}],"jsonrpc":"2.0","result":{"address":7}}');
export const nullAnswer = body('null');
export const shortSsz = body(Buffer.from([0, 0, 0]), { type: 'application/octet-stream' });
export const garbageSsz = body(Buffer.alloc(3000, 0xee), { type: 'application/octet-stream' });
export const html = body('<!DOCTYPE html><title>Sign in</title>', { type: 'text/html' });
export const notFound = body('{"code":404,"message":"not found"}', { status: 404 });
export const broken = body('{"code":500,"message":"internal error"}', { status: 500 });
export const redirecting = body('', { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } });
export const rateLimited = body('{"code":429,"message":"too many requests"}', { status: 429 });
export const rateLimitedFor = (seconds) => body('', { status: 429, headers: { 'retry-after': String(seconds) } });

/** A node that answers in good form with an error of its own. */
export const rpcError = (code, message) => body(JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code, message } }));

const stream = (run) => (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  run(response);
};

/** An event stream that breaks off after an event. */
export const cutStream = stream((response) => response.write('event: light_client_finality_update\ndata: {}\n\n', () => response.destroy()));

/** An event stream whose one event has no end. */
export const endlessEvent = stream((response) => {
  const more = () => {
    while (!response.destroyed) if (!response.write('data: '.padEnd(16_384, 'x'))) return void response.once('drain', more);
  };
  more();
});

/** An event stream that says all the time that there is something new. */
export const flood = stream((response) => {
  const events = 'event: light_client_optimistic_update\ndata: {}\n\n'.repeat(500);
  const more = () => {
    while (!response.destroyed) if (!response.write(events)) return void response.once('drain', more);
  };
  more();
});
