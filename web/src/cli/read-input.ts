import { createReadStream } from 'node:fs';
import type { TerminalIo } from './terminal-io.js';

/** More than the verifier takes; what is larger is cut here, so that it is refused there and never fills memory. */
const byteLimit = 8 * 1024 * 1024 + 1;

/** A file that cannot be read as text. */
export class UnreadableError extends Error {}

/**
 * The text of the file at `path`, `-` being standard input. A byte order mark is kept: what it
 * means is the verifier's to say.
 * @throws {UnreadableError} if there is no such file or it is not UTF-8.
 */
export async function readInput(path: string, stdin: TerminalIo['stdin']): Promise<string> {
  const name = path === '-' ? 'standard input' : path;
  const bytes = await readBytes(path === '-' ? stdin : createReadStream(path), name);
  try {
    return new TextDecoder('utf-8', { fatal: bytes.length < byteLimit, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnreadableError(`${name}: expected text in UTF-8, got other bytes`);
  }
}

async function readBytes(source: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= byteLimit) break;
    }
  } catch (error) {
    throw new UnreadableError(`${name}: ${reasonOf(error)}`, { cause: error });
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file';
  return 'code' in error && error.code === 'EISDIR' ? 'this is a folder' : error.message;
}
