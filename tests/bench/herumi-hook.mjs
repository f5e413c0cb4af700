// @ts-check
/** @type {import("node:module").ResolveHook} */
export const resolve = (specifier, context, next) =>
  next(specifier === "@chainsafe/bls" ? "@chainsafe/bls/herumi" : specifier, context);
