// What the page may do. The same rules stand in the page (meta) and are sent by our server (header), so that a host that
// sends no headers still gets them.
//
// connect-src: the page fetches from its own origin, and from an https address only when the user types one. A host that
// doesn't want that sends a header with `connect-src 'self'`: a browser applies both.
const rules = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self' https:",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const text = (all) => Object.entries(all).map(([name, sources]) => `${name} ${sources}`).join('; ');

export const metaPolicy = text(rules);

/** `frame-ancestors` works only as a header. */
export const headerPolicy = text({ ...rules, 'frame-ancestors': "'none'" });
