import { IntegrityError, WasmLoadError } from './errors.js';

/** Where the wasm comes from: an address, an answer already asked for, its bytes, or compiled. */
export type WasmSource =
  | string
  | URL
  | Response
  | Promise<Response>
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | WebAssembly.Module;

/** How the wasm is loaded. */
export interface WasmOptions {
  /**
   * `sha256-` and base64, as of the wasm shipped with this version ({@link wasmIntegrity}). It is checked before
   * anything is compiled. Not for a compiled module, whose bytes are gone. Needs a secure context.
   */
  readonly integrity?: string;
}

/**
 * The wasm of `source`, compiled.
 * @throws {WasmLoadError} naming address and status.
 * @throws {IntegrityError} if `integrity` was given and the bytes are others.
 */
export async function compileWasm(source: WasmSource, options: WasmOptions = {}): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return refuseIntegrityOfModule(source, options);
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return compileBytes(source, options);
  const response = await (typeof source === 'string' || source instanceof URL ? request(source) : source);
  return compileResponse(response, options);
}

async function request(address: string | URL): Promise<Response> {
  try {
    return await fetch(address);
  } catch (cause) {
    throw new WasmLoadError(`${address}: the wasm cannot be fetched`, { url: String(address), cause });
  }
}

async function compileResponse(response: Response, options: WasmOptions): Promise<WebAssembly.Module> {
  const { url, status } = response;
  if (!response.ok) throw new WasmLoadError(`${url}: expected the wasm, got HTTP status ${status}`, { url, status });
  if (options.integrity === undefined && isServedAsWasm(response)) {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (cause) {
      throw new WasmLoadError(`${url}: the wasm cannot be compiled`, { url, status, cause });
    }
  }
  return compileBytes(await readBody(response), options, { url, status });
}

function isServedAsWasm(response: Response): boolean {
  return response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/wasm';
}

async function readBody(response: Response): Promise<ArrayBuffer> {
  const { url, status } = response;
  try {
    return await response.arrayBuffer();
  } catch (cause) {
    throw new WasmLoadError(`${url}: the wasm broke off`, { url, status, cause });
  }
}

async function compileBytes(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  options: WasmOptions,
  from?: { readonly url: string; readonly status: number },
): Promise<WebAssembly.Module> {
  if (options.integrity !== undefined) await assertIntegrity(bytes, options.integrity, from?.url ?? null);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new WasmLoadError(`${from?.url ?? 'the bytes given'}: this is not the wasm`, { ...from, cause });
  }
}

async function assertIntegrity(bytes: BufferSource, expected: string, url: string | null): Promise<void> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new WasmLoadError('the integrity of the wasm can only be checked in a secure context (https or localhost)');
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const actual = `sha256-${btoa(String.fromCharCode(...digest))}`;
  if (actual !== expected) throw new IntegrityError(expected, actual, url);
}

function refuseIntegrityOfModule(module: WebAssembly.Module, options: WasmOptions): WebAssembly.Module {
  if (options.integrity !== undefined) {
    throw new WasmLoadError('the integrity of a compiled module cannot be checked: give its bytes or its address');
  }
  return module;
}
