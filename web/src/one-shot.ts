import type { Verifier } from './verifier.js';

/** The two calls without a verifier to keep: one is made at the first call and shared. */
export interface OneShot {
  readonly verifyBundle: Verifier['verifyBundle'];
  readonly computeMargin: Verifier['computeMargin'];
}

/** {@link OneShot} over `create`, which runs at the first call and again after it failed. */
export function oneShot(create: () => Promise<Verifier>): OneShot {
  let shared: Promise<Verifier> | null = null;
  const verifier = (): Promise<Verifier> => {
    shared ??= create().catch((error: unknown) => {
      shared = null;
      throw error;
    });
    return shared;
  };
  return {
    verifyBundle: async (...call) => (await verifier()).verifyBundle(...call),
    computeMargin: async (...call) => (await verifier()).computeMargin(...call),
  };
}
