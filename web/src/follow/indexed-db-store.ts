import { CollectError } from '../collect/collect-error.js';
import { asStoredClient, isNewer, type FollowerStore } from './follower-store.js';

const databaseName = 'clearmargin';
const objectStore = 'light-clients';

/**
 * Keeps light clients in IndexedDB. Reading what is kept and writing over it are one transaction, so that of several
 * tabs the newest wins. Every method rejects with a {@link CollectError} `store_unavailable` where the browser won't.
 */
export function createIndexedDbStore(factory: IDBFactory | undefined = globalThis.indexedDB): FollowerStore {
  let opening: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      if (factory === undefined) throw new Error('there is no IndexedDB here');
      const request = factory.open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(objectStore);
      request.onsuccess = () => {
        // Another version of the page may want to change the form of what is kept: it must not have to wait.
        request.result.onversionchange = () => close();
        request.result.onclose = () => (opening = null);
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('it was not opened'));
      request.onblocked = () => reject(new Error('another tab holds an older version open'));
    });
    opening.catch(() => (opening = null));
    return opening;
  }

  function close(): void {
    opening?.then(
      (database) => database.close(),
      () => undefined,
    );
    opening = null;
  }

  async function transact<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, done: (result: T) => void) => void,
  ): Promise<T> {
    try {
      const database = await open();
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(objectStore, mode);
        let result: T | undefined;
        transaction.oncomplete = () => resolve(result as T);
        transaction.onabort = () => reject(transaction.error ?? new Error('it was not written'));
        work(transaction.objectStore(objectStore), (value) => (result = value));
      });
    } catch (cause) {
      throw new CollectError('store_unavailable', {
        where: 'IndexedDB',
        expected: 'to keep the light client',
        got: cause instanceof Error ? cause.message || cause.name : String(cause),
        cause,
      });
    }
  }

  return {
    load: (key) =>
      transact('readonly', (store, done) => {
        const request = store.get(key);
        request.onsuccess = () => done(asStoredClient(request.result));
      }),
    save: (key, client) =>
      transact('readwrite', (store, done) => {
        const request = store.get(key);
        request.onsuccess = () => {
          const kept = asStoredClient(request.result);
          const writes = kept === null || !isNewer(kept, client);
          if (writes) store.put({ progress: [...client.progress], text: client.text }, key);
          done(writes);
        };
      }),
    clear: (key) =>
      transact('readwrite', (store, done) => {
        store.delete(key);
        done(undefined);
      }),
    close,
  };
}
