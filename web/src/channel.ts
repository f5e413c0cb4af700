/** Something that answers calls, one after the other: a wasm instance behind one function. */
export interface Callee<Call> {
  call(call: Call): string;
}

/** Carries calls to a {@link Callee}, wherever it runs. */
export interface Channel<Call> {
  /** The answer to `call`; rejects with the signal's reason where that comes first. */
  call(call: Call, signal?: AbortSignal): Promise<string>;
  close(): void;
}
