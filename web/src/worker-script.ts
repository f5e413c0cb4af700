import { createCore, type Core } from './core.js';
import { ClearmarginError } from './errors.js';
import type { WorkerReply, WorkerRequest } from './worker-protocol.js';

/** What a dedicated worker's global scope offers, as far as this script needs it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null;
  postMessage(reply: WorkerReply): void;
}

const scope = globalThis as unknown as WorkerScope;
let core: Core | null = null;

scope.onmessage = (event) => {
  const request = event.data;
  if (request.type === 'start') {
    createCore(request.module).then(
      (created) => {
        core = created;
        scope.postMessage({ type: 'started' });
      },
      (error: unknown) => fail(null, error),
    );
    return;
  }
  try {
    if (core === null) throw new Error('the worker was called before it was started');
    scope.postMessage({ type: 'result', id: request.id, text: core.call(request.call) });
  } catch (error) {
    fail(request.id, error);
  }
};

function fail(id: number | null, error: unknown): void {
  const code = error instanceof ClearmarginError ? error.code : 'worker_failed';
  scope.postMessage({ type: 'failed', id, code, message: error instanceof Error ? error.message : String(error) });
}
