import type { Callee } from './channel.js';
import { ClearmarginError } from './errors.js';
import type { WorkerReply, WorkerRequest } from './worker-protocol.js';

/** What a dedicated worker's global scope offers, as far as it is needed here. */
interface WorkerScope<Call> {
  onmessage: ((event: MessageEvent<WorkerRequest<Call>>) => void) | null;
  postMessage(reply: WorkerReply): void;
}

/** Makes this worker answer the page's calls by what `create` makes of the module that comes first. */
export function serveCalls<Call>(create: (module: WebAssembly.Module) => Promise<Callee<Call>>): void {
  const scope = globalThis as unknown as WorkerScope<Call>;
  let callee: Callee<Call> | null = null;

  function fail(id: number | null, error: unknown): void {
    const code = error instanceof ClearmarginError ? error.code : 'worker_failed';
    scope.postMessage({ type: 'failed', id, code, message: error instanceof Error ? error.message : String(error) });
  }

  scope.onmessage = (event) => {
    const request = event.data;
    if (request.type === 'start') {
      create(request.module).then(
        (created) => {
          callee = created;
          scope.postMessage({ type: 'started' });
        },
        (error: unknown) => fail(null, error),
      );
      return;
    }
    try {
      if (callee === null) throw new Error('the worker was called before it was started');
      scope.postMessage({ type: 'result', id: request.id, text: callee.call(request.call) });
    } catch (error) {
      fail(request.id, error);
    }
  };
}
