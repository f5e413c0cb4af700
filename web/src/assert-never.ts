/** For the default branch of a `switch` over a union: a compile error where a case is missing. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
