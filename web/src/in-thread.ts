import { createCore, type Core } from './core.js';
import { CoreCrashedError, DisposedError } from './errors.js';
import { verifierOver, type CoreChannel, type Verifier } from './verifier.js';

/** A channel to an instance in this thread, started afresh after a crash. */
export function inThreadChannel(module: WebAssembly.Module, started: Core): CoreChannel {
  let core: Core | null = started;
  let closed = false;
  return {
    async call(call, signal) {
      signal?.throwIfAborted();
      if (closed) throw new DisposedError();
      core ??= await createCore(module);
      try {
        return core.call(call);
      } catch (error) {
        if (error instanceof CoreCrashedError) core = null;
        throw error;
      }
    },
    close() {
      closed = true;
      core = null;
    },
  };
}

/** A verifier in this thread. */
export async function createInThreadVerifier(module: WebAssembly.Module): Promise<Verifier> {
  return verifierOver(inThreadChannel(module, await createCore(module)));
}
