/**
 * Keeps a follower's light client in a file. For Node only.
 *
 * @packageDocumentation
 */
export { createFileStore } from './follow/file-store.js';
