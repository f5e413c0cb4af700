import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { CollectError } from '../collect/collect-error.js';
import { asStoredClient, isNewer, type FollowerStore, type StoredClient } from './follower-store.js';

const format = 'clearmargin/follower/1';

/** Larger is none of ours: two committees take 100 KB as text. */
const mostBytes = 4 * 1024 * 1024;

/** How long others may hold the file, in milliseconds: after that they are taken for dead. */
const longestHold = 10_000;

/**
 * Keeps one light client in the file at `path`. It is written beside it and takes its name at once, so that a
 * half-written one never has it; programs that write the same file wait for each other. A file that holds anything else
 * is left as it is.
 */
export function createFileStore(path: string): FollowerStore {
  async function read(): Promise<{ readonly key: string; readonly client: StoredClient } | null> {
    const text = await readText(path);
    if (text === null || text === '') return null;
    const end = text.indexOf('\n');
    const head = headOf(text.slice(0, end < 0 ? text.length : end));
    if (head === null) {
      throw new CollectError('store_not_ours', { where: path, expected: `a file of ${format}`, got: 'another' });
    }
    const client = asStoredClient({ progress: head.progress, text: end < 0 ? '' : text.slice(end + 1) });
    return { key: head.key, client: client ?? { progress: [0, 0], text: '' } };
  }

  return {
    // One of another checkpoint is given too: the verifier says what it is of, and refuses it.
    load: () => naming(path, async () => (await read())?.client ?? null),
    save: (key, client) =>
      naming(path, () =>
        holding(`${path}.lock`, async () => {
          const kept = await read();
          if (kept !== null && kept.key === key && isNewer(kept.client, client)) return false;
          await replace(path, `${JSON.stringify({ format, key, progress: client.progress })}\n${client.text}`);
          return true;
        }),
      ),
    clear: () =>
      naming(path, () =>
        holding(`${path}.lock`, async () => {
          if ((await read()) !== null) await rm(path);
        }),
      ),
  };
}

async function readText(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? 'too large' : await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function headOf(line: string): { readonly key: string; readonly progress: unknown } | null {
  try {
    const head = JSON.parse(line) as Record<string, unknown> | null;
    return head?.['format'] === format ? { key: String(head['key']), progress: head['progress'] } : null;
  } catch {
    return null;
  }
}

async function replace(path: string, text: string): Promise<void> {
  // Each program its own: where a lock was wrongly taken for a dead one's, two may write at once.
  const beside = `${path}.${process.pid}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** `work`, while nobody else holds `lock`. */
async function holding<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await (await open(lock, 'wx', 0o600)).close();
      break;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const since = await stat(lock).catch(() => null);
      if (since !== null && Date.now() - since.mtimeMs > longestHold) await rm(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CollectError) throw cause;
    throw new CollectError('store_unavailable', {
      where: path,
      expected: 'to keep the light client',
      got: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
