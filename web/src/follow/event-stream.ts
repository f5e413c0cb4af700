import { below, type Address } from '../collect/address.js';
import { mediaType, openAnswer, reasonOf, type Asking } from '../collect/bounded-fetch.js';
import { CollectError } from '../collect/collect-error.js';

/** No true event is as large: two headers, two branches, a signature. */
const mostEventBytes = 64 * 1024;
/** Nor is as much said in a minute: two kinds of events for each of five slots. */
const mostBytesAMinute = 1024 * 1024;

const topics = 'light_client_finality_update,light_client_optimistic_update';
const what = 'the event stream';

/**
 * Listens to a Beacon API's server-sent events until the stream ends, which is always an error. An event is a hint that
 * something is new, and no more: what it says is not even read, so that all there is to lie about is its time.
 * @throws {CollectError} naming the host; or the signal's reason.
 */
export async function listen(
  address: Address,
  { fetch, signal, patience }: Asking,
  { silence, onEvent }: { readonly silence: number; readonly onEvent: (name: string) => void },
): Promise<never> {
  const watch = startWatch(signal);
  const named = (expected: string, got: string, transient: boolean) =>
    new CollectError('timed_out', { host: address.name, where: what, expected, got, transient });
  try {
    const url = below(address, '/eth/v1/events');
    url.searchParams.set('topics', topics);
    watch.expect(patience.requestTimeout, named(`an answer within ${patience.requestTimeout / 1000} s`, 'none', true));
    const response = await openAnswer({ url, what, accept: 'text/event-stream' }, fetch, watch.signal);
    const type = mediaType(response.headers.get('content-type'));
    if (type !== 'text/event-stream' || response.body === null) {
      response.body?.cancel().catch(() => undefined);
      throw new CollectError('unexpected_answer', {
        host: address.name,
        where: what,
        expected: 'text/event-stream',
        got: type === '' ? 'nothing' : type,
      });
    }
    const quiet = named(`an event within ${silence / 1000} s`, 'none', true);
    watch.expect(silence, quiet);
    const eventNames = createEventNames(address.name);
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) throw cutOff(address.name, 'its end');
        const names = eventNames(value);
        if (names.length > 0) watch.expect(silence, quiet);
        names.forEach(onEvent);
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    throw error instanceof CollectError ? error : cutOff(address.name, reasonOf(error));
  } finally {
    watch.end();
  }
}

const cutOff = (host: string, got: string) =>
  new CollectError('cut_off', { host, where: what, expected: 'events', got, transient: true });

/**
 * The names of the events that are complete with the next bytes.
 * Spec: HTML Standard 9.2.6, interpreting an event stream
 */
export function createEventNames(host: string, clock: () => number = Date.now): (bytes: Uint8Array) => string[] {
  const decoder = new TextDecoder();
  let line = '';
  let name = '';
  let size = 0;
  let endsInReturn = false;
  let [minute, inMinute] = [clock(), 0];
  const tooLarge = (expected: string) => new CollectError('too_large', { host, where: what, expected, got: 'more' });

  function take(names: string[]): void {
    if (line === '') {
      if (name !== '') names.push(name);
      [name, size] = ['', 0];
    } else if (line.startsWith('event:')) {
      name = line.slice('event:'.length).trim();
    }
    line = '';
  }

  return (bytes) => {
    if (clock() - minute >= 60_000) [minute, inMinute] = [clock(), 0];
    inMinute += bytes.length;
    if (inMinute > mostBytesAMinute) throw tooLarge(`at most ${mostBytesAMinute} bytes a minute`);
    const names: string[] = [];
    for (const character of decoder.decode(bytes, { stream: true })) {
      const isEnd = character === '\r' || (character === '\n' && !endsInReturn);
      if (isEnd) take(names);
      else if (character !== '\n') {
        size += 1;
        if (size > mostEventBytes) throw tooLarge(`events of at most ${mostEventBytes} bytes`);
        // Of a line only its beginning matters.
        if (line.length < 128) line += character;
      }
      endsInReturn = character === '\r';
    }
    return names;
  };
}

/** Aborts when what is expected does not come in time, or with `outer`. */
function startWatch(outer: AbortSignal) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  outer.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    expect(milliseconds: number, error: CollectError) {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(error), milliseconds);
    },
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
      controller.abort();
    },
  };
}
