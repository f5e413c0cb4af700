// src/error-codes.ts from the table of docs/error-codes.md, which is checked against the registry in the core.
const row = /^\| (\d+) \| `(\w+)` \| (invalid|insufficient|unsupported) \| (.+) \|$/;

export function errorCodesModule(document) {
  const entries = document
    .split('\n')
    .map((line) => row.exec(line))
    .filter((match) => match !== null)
    .map(([, code, name, kind, sentence]) => `  { code: ${code}, name: '${name}', kind: '${kind}', sentence: ${JSON.stringify(sentence)} },`);
  if (entries.length === 0) throw new Error('docs/error-codes.md: expected a table of codes, got none');
  return `// Made by scripts/build.mjs from docs/error-codes.md.

/**
 * What a caller can do about a refusal: \`invalid\` is false and never becomes right; \`insufficient\` is true as far as it
 * goes; \`unsupported\` cannot be judged by this version.
 */
export type ErrorKind = 'invalid' | 'insufficient' | 'unsupported';

/** Every code of this version, ascending; the hundreds digit is the stage that refused. */
export const errorCodes = [
${entries.join('\n')}
] as const;

/** A code of {@link errorCodes}. Numbers are never reused; later versions add some. */
export type ErrorCode = (typeof errorCodes)[number]['code'];

/** What is known of one code. */
export interface ErrorEntry {
  readonly code: ErrorCode;
  readonly name: (typeof errorCodes)[number]['name'];
  readonly kind: ErrorKind;
  readonly sentence: string;
}
`;
}
