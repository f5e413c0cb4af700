import { CollectError } from './collect-error.js';

/** An address of a server, and its name for people: host and port, since paths and queries hold keys of access. */
export interface Address {
  readonly name: string;
  readonly url: URL;
}

/**
 * The address that `text` states.
 * @throws {CollectError} where it is not one of http or https, or has a password in it.
 */
export function parseAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new CollectError('wrong_options', {
      expected: 'an address of http or https',
      got: url === null ? 'none' : url.protocol,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new CollectError('wrong_options', {
      host: url.host,
      expected: 'an address without a name and password',
      got: 'one with them',
    });
  }
  return { name: url.host, url };
}

/** `path` below the address, which may have a path and a query of its own. */
export function below({ url }: Address, path: string, query: Readonly<Record<string, number>> = {}): URL {
  const whole = new URL(url);
  whole.pathname = url.pathname.replace(/\/+$/, '') + path;
  for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, String(value));
  return whole;
}
