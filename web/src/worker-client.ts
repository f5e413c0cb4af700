import type { Channel } from './channel.js';
import { AbiMismatchError, CoreCrashedError, DisposedError, WasmLoadError, WorkerError } from './errors.js';
import type { WorkerReply, WorkerRequest } from './worker-protocol.js';

/** As much of a Worker as is used here. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>;

interface PendingCall<Call> {
  readonly id: number;
  readonly call: Call;
  readonly resolve: (text: string) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A channel to a worker that `spawn` makes. Calls run one after the other; aborting the running one ends its worker and
 * starts another with the module that is already compiled.
 */
export function workerChannel<Call>(module: WebAssembly.Module, spawn: () => WorkerLike): Channel<Call> {
  const waiting: PendingCall<Call>[] = [];
  let worker: WorkerLike | null = null;
  let ready = false;
  let running: PendingCall<Call> | null = null;
  let lastId = 0;
  let closed = false;

  function post(request: WorkerRequest<Call>): void {
    worker?.postMessage(request);
  }

  function start(): void {
    try {
      worker = spawn();
    } catch (cause) {
      failAll(new WorkerError('the worker cannot be started', { cause }));
      return;
    }
    worker.onmessage = (event: MessageEvent<WorkerReply>) => receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      failAll(new WorkerError(`the worker failed: ${event.message || 'its script cannot be loaded'}`));
    };
    worker.onmessageerror = () => failAll(new WorkerError('a message of the worker cannot be read'));
    post({ type: 'start', module });
  }

  function stop(): void {
    worker?.terminate();
    worker = null;
    ready = false;
  }

  function failAll(error: Error): void {
    stop();
    const failed = running === null ? waiting.splice(0) : [running, ...waiting.splice(0)];
    running = null;
    for (const pending of failed) pending.reject(error);
  }

  function next(): void {
    if (running !== null || waiting.length === 0) return;
    if (worker === null) start();
    if (!ready) return;
    running = waiting.shift() ?? null;
    if (running !== null) post({ type: 'call', id: running.id, call: running.call });
  }

  function receive(reply: WorkerReply): void {
    if (reply.type === 'started') {
      ready = true;
    } else if (reply.type === 'failed' && reply.id === null) {
      failAll(rebuildError(reply.code, reply.message));
    } else if (running !== null && running.id === reply.id) {
      const settled = running;
      running = null;
      if (reply.type === 'result') {
        settled.resolve(reply.text);
      } else {
        if (reply.code === 'core_crashed') stop();
        settled.reject(rebuildError(reply.code, reply.message));
      }
    }
    next();
  }

  function abort(pending: PendingCall<Call>, reason: unknown): void {
    if (pending === running) {
      stop();
      running = null;
    } else {
      const index = waiting.indexOf(pending);
      if (index >= 0) waiting.splice(index, 1);
    }
    pending.reject(reason);
    next();
  }

  return {
    call(call, signal) {
      return new Promise<string>((resolve, reject) => {
        signal?.throwIfAborted();
        if (closed) throw new DisposedError();
        const onAbort = () => abort(pending, signal?.reason);
        const settle = <T>(finish: (value: T) => void) => {
          return (value: T) => {
            signal?.removeEventListener('abort', onAbort);
            finish(value);
          };
        };
        const pending: PendingCall<Call> = { id: ++lastId, call, resolve: settle(resolve), reject: settle(reject) };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(pending);
        next();
      });
    },
    close() {
      closed = true;
      failAll(new DisposedError());
    },
  };
}

function rebuildError(code: string, message: string): Error {
  switch (code) {
    case 'wasm_load_failed':
      return new WasmLoadError(message);
    case 'abi_mismatch':
      return new AbiMismatchError(message);
    case 'core_crashed':
      return new CoreCrashedError(new Error(message.replace(/^the verifier failed: /, '')));
    default:
      return new WorkerError(message);
  }
}
