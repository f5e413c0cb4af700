/** A bundle may be 32 levels deep, and what servers answer lies up to 5 levels below its top. */
const deepest = 24;

/** Something that was read is not of the form it should have; the caller knows who said it. */
export class ShapeError extends Error {
  readonly path: string;
  readonly expected: string;
  readonly got: string;

  constructor(path: string, expected: string, got: string) {
    super(`${path === '' ? '' : `${path}: `}expected ${expected}, got ${got}`);
    this.path = path;
    this.expected = expected;
    this.got = got;
  }
}

/** The text is not JSON. */
export class NotJsonError extends ShapeError {}

/** What was read is older than the policy accepts. */
export class StaleError extends ShapeError {}

/**
 * The value that `bytes` or `text` state.
 * @throws {NotJsonError} where it is not JSON in UTF-8, and says so where it looks like a web page.
 * @throws {ShapeError} where it is nested so deep that later work on it could exhaust the stack.
 */
export function parseJson(source: Uint8Array | string): unknown {
  const text = typeof source === 'string' ? source : textOf(source);
  if (depthOf(text) > deepest) throw new ShapeError('', `at most ${deepest} levels`, 'more');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NotJsonError('', 'JSON', /^\s*</.test(text) ? 'HTML' : describeText(text));
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotJsonError('', 'JSON in UTF-8', 'other bytes');
  }
}

function describeText(text: string): string {
  return text === '' ? 'nothing' : `"${text.slice(0, 40)}"`;
}

/** How deep arrays and objects are nested, before anything recursive sees them. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '"') {
      i = endOfString(text, i);
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > most) most = depth;
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
  }
  return most;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}
