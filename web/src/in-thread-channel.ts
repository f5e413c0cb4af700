import type { Callee, Channel } from './channel.js';
import { CoreCrashedError, DisposedError } from './errors.js';

/** A channel to an instance in this thread; after a crash `create` makes another. */
export async function inThreadChannel<Call>(create: () => Promise<Callee<Call>>): Promise<Channel<Call>> {
  let callee: Callee<Call> | null = await create();
  let closed = false;
  return {
    async call(call, signal) {
      signal?.throwIfAborted();
      if (closed) throw new DisposedError();
      callee ??= await create();
      try {
        return callee.call(call);
      } catch (error) {
        if (error instanceof CoreCrashedError) callee = null;
        throw error;
      }
    },
    close() {
      closed = true;
      callee = null;
    },
  };
}
