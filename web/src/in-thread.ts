import { createCore } from './core.js';
import { inThreadChannel } from './in-thread-channel.js';
import { verifierOver, type Verifier } from './verifier.js';

/** A verifier in this thread. */
export async function createInThreadVerifier(module: WebAssembly.Module): Promise<Verifier> {
  return verifierOver(await inThreadChannel(() => createCore(module)));
}
