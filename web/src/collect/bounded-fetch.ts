import { CollectError } from './collect-error.js';
import { withinTime, type Patience } from './patience.js';

/** What a server is asked. */
export interface HttpRequest {
  readonly url: URL;
  /** What is asked for, in words. */
  readonly what: string;
  readonly accept: string;
  /** Posted as JSON; without it, the question is a GET. */
  readonly body?: string;
}

/** What is asked for as a whole. */
export interface HttpQuestion extends HttpRequest {
  /** No answer may be larger. */
  readonly maxBytes: number;
}

/** A complete answer with a status of success. */
export interface HttpAnswer {
  readonly bytes: Uint8Array;
  /** In lower case and without parameters. */
  readonly contentType: string;
}

/** What asking takes. */
export interface Asking {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly patience: Patience;
}

/**
 * Asks once. No more than `maxBytes` are kept, nobody but `url` is asked, and it ends in time.
 * @throws {CollectError} naming the host; or the signal's reason.
 */
export async function boundedFetch(question: HttpQuestion, asking: Asking): Promise<HttpAnswer> {
  const { host } = question.url;
  const seconds = asking.patience.requestTimeout / 1000;
  const late = new CollectError('timed_out', {
    host,
    where: question.what,
    expected: `an answer within ${seconds} s`,
    got: 'none',
    transient: true,
  });
  return withinTime(asking.patience.requestTimeout, asking.signal, late, async (signal) => {
    const response = await openAnswer(question, asking.fetch, signal);
    const bytes = await readBody(response, question, signal);
    return { bytes, contentType: mediaType(response.headers.get('content-type')) };
  });
}

/**
 * The beginning of an answer with a status of success.
 * @throws {CollectError} naming the host.
 */
export async function openAnswer(question: HttpRequest, ask: typeof fetch, signal: AbortSignal): Promise<Response> {
  const response = await request(question, ask, signal);
  judgeStatus(response, question);
  return response;
}

async function request(
  { url, what, accept, body }: HttpRequest,
  ask: typeof fetch,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await ask(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? { accept } : { accept, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
      signal,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  } catch (cause) {
    throw new CollectError('unreachable', {
      host: url.host,
      where: what,
      expected: 'an answer',
      got: reasonOf(cause),
      transient: true,
      cause,
    });
  }
}

/** The words of a failed fetch; Node hides the telling ones one level down. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? error.cause : error;
  return inner.message === '' && 'code' in inner ? String(inner.code) : inner.message;
}

function judgeStatus(response: Response, { url: { host }, what: where }: HttpRequest): void {
  const { status, type } = response;
  if (status >= 200 && status < 300) return;
  response.body?.cancel().catch(() => undefined);
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new CollectError('redirected', {
      host,
      where,
      expected: 'an answer from this address',
      got: 'a redirection',
    });
  }
  if (status === 429) {
    const retryAfter = secondsOf(response.headers.get('retry-after'));
    const got = `status 429${retryAfter === undefined ? '' : `, to be asked again in ${retryAfter} s`}`;
    throw new CollectError('rate_limited', { host, where, expected: 'an answer', got, transient: true, retryAfter });
  }
  const transient = status >= 500 || status === 408;
  throw new HttpStatusError(status, { host, where, expected: 'status 200', got: `status ${status}`, transient });
}

/** A status that is no success; kept apart, since some questions a server may not know. */
export class HttpStatusError extends CollectError {
  readonly status: number;

  constructor(status: number, details: ConstructorParameters<typeof CollectError>[1]) {
    super('http_status', details);
    this.status = status;
  }
}

/** Retry-After is seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - Date.now()) / 1000));
}

async function readBody(response: Response, question: HttpQuestion, signal: AbortSignal): Promise<Uint8Array> {
  const {
    maxBytes,
    url: { host },
    what: where,
  } = question;
  const tooLarge = (got: string) =>
    new CollectError('too_large', { host, where, expected: `at most ${maxBytes} bytes`, got });
  const stated = Number(response.headers.get('content-length') ?? 0);
  if (stated > maxBytes) {
    response.body?.cancel().catch(() => undefined);
    throw tooLarge(`${stated}`);
  }
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  let bytes = new Uint8Array(16_384);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, length);
      if (length + value.length > maxBytes) throw tooLarge('more');
      bytes = withRoomFor(bytes, length + value.length);
      bytes.set(value, length);
      length += value.length;
    }
  } catch (cause) {
    reader.cancel().catch(() => undefined);
    if (cause instanceof CollectError || signal.aborted) throw cause;
    throw new CollectError('cut_off', {
      host,
      where,
      expected: 'the whole answer',
      got: `${length} bytes, then ${reasonOf(cause)}`,
      transient: true,
      cause,
    });
  }
}

/** Grown by doubling: a server that sends single bytes costs no more than their sum. */
function withRoomFor(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(length, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}

/** What kind of answer it says it is: in lower case, without parameters. */
export function mediaType(header: string | null): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
