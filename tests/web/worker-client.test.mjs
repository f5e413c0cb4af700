import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workerChannel } from '../../web/dist/worker-client.js';

const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));

/** Workers whose replies the test sends by hand. */
function fakeWorkers() {
  const made = [];
  const spawn = () => {
    const worker = {
      sent: [],
      ended: false,
      postMessage: (message) => worker.sent.push(message),
      terminate: () => (worker.ended = true),
      reply: (data) => worker.onmessage({ data }),
    };
    made.push(worker);
    return worker;
  };
  return { made, spawn };
}

const ask = (request) => ({ name: 'computeMargin', request });

test('a call starts the worker with the compiled module, once', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  assert.equal(made.length, 0);
  const answers = Promise.all([channel.call(ask('a')), channel.call(ask('b'))]);
  const [worker] = made;
  assert.deepEqual(worker.sent, [{ type: 'start', module }]);
  worker.reply({ type: 'started' });
  assert.deepEqual(worker.sent.slice(1), [{ type: 'call', id: 1, call: ask('a') }]);
  worker.reply({ type: 'result', id: 1, text: 'A' });
  worker.reply({ type: 'result', id: 2, text: 'B' });
  assert.deepEqual(await answers, ['A', 'B']);
  assert.equal(made.length, 1);
});

test('a reply to another id is not taken', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const answer = channel.call(ask('a'));
  made[0].reply({ type: 'started' });
  made[0].reply({ type: 'result', id: 7, text: 'wrong' });
  made[0].reply({ type: 'result', id: 1, text: 'right' });
  assert.equal(await answer, 'right');
});

test('aborting the running call ends its worker; the next one runs in another with the same module', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const controller = new AbortController();
  const stopped = channel.call(ask('long'), controller.signal);
  const after = channel.call(ask('next'));
  made[0].reply({ type: 'started' });
  controller.abort();
  await assert.rejects(stopped, { name: 'AbortError' });
  assert.equal(made[0].ended, true);
  assert.deepEqual(made[1].sent, [{ type: 'start', module }]);
  made[1].reply({ type: 'started' });
  made[1].reply({ type: 'result', id: 2, text: 'N' });
  assert.equal(await after, 'N');
});

test('aborting a waiting call leaves the running one alone', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const controller = new AbortController();
  const running = channel.call(ask('a'));
  const waiting = channel.call(ask('b'), controller.signal);
  made[0].reply({ type: 'started' });
  controller.abort(new Error('changed my mind'));
  await assert.rejects(waiting, /changed my mind/);
  made[0].reply({ type: 'result', id: 1, text: 'A' });
  assert.equal(await running, 'A');
  assert.equal(made[0].ended, false);
  assert.equal(made[0].sent.length, 2);
});

test('a signal that is already aborted sends nothing', async () => {
  const { made, spawn } = fakeWorkers();
  await assert.rejects(workerChannel(module, spawn).call(ask('a'), AbortSignal.abort()), { name: 'AbortError' });
  assert.equal(made.length, 0);
});

test('a worker that cannot be loaded fails every call by name, and the next call tries again', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const calls = [channel.call(ask('a')), channel.call(ask('b'))];
  made[0].onerror({ message: '' });
  for (const call of calls) await assert.rejects(call, { name: 'WorkerError', code: 'worker_failed' });
  const again = channel.call(ask('c'));
  made[1].reply({ type: 'started' });
  made[1].reply({ type: 'result', id: 3, text: 'C' });
  assert.equal(await again, 'C');
});

test('a worker that cannot even be made is a WorkerError with its cause', async () => {
  const refused = new Error('blocked by policy');
  const channel = workerChannel(module, () => {
    throw refused;
  });
  await assert.rejects(channel.call(ask('a')), { code: 'worker_failed', cause: refused });
});

test('failures of the core come back as their own classes', async () => {
  const cases = [
    ['abi_mismatch', 'AbiMismatchError'],
    ['wasm_load_failed', 'WasmLoadError'],
    ['something else', 'WorkerError'],
  ];
  for (const [code, name] of cases) {
    const { made, spawn } = fakeWorkers();
    const call = workerChannel(module, spawn).call(ask('a'));
    made[0].reply({ type: 'failed', id: null, code, message: 'why' });
    await assert.rejects(call, { name, message: 'why' });
  }
});

test('after a crash of the core the next call gets a fresh worker', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const crashed = channel.call(ask('a'));
  made[0].reply({ type: 'started' });
  made[0].reply({ type: 'failed', id: 1, code: 'core_crashed', message: 'the verifier failed: unreachable' });
  await assert.rejects(crashed, { name: 'CoreCrashedError', message: 'the verifier failed: unreachable' });
  assert.equal(made[0].ended, true);
  channel.call(ask('b')).catch(() => {});
  assert.equal(made.length, 2);
});

test('dispose ends the worker and rejects what is under way and what comes later', async () => {
  const { made, spawn } = fakeWorkers();
  const channel = workerChannel(module, spawn);
  const running = channel.call(ask('a'));
  channel.close();
  await assert.rejects(running, { code: 'disposed' });
  assert.equal(made[0].ended, true);
  await assert.rejects(channel.call(ask('b')), { code: 'disposed' });
});
