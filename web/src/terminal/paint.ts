/** Colours a piece of text, or leaves it as it is. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const sgr = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const plainText = (text: string) => text;

/** Terminal colours from the sixteen that every theme adapts. */
export const colours: Paint = {
  good: sgr(32, 39),
  bad: sgr(31, 39),
  caution: sgr(33, 39),
  strong: sgr(1, 22),
  faint: sgr(2, 22),
};

/** No colours. */
export const plain: Paint = {
  good: plainText,
  bad: plainText,
  caution: plainText,
  strong: plainText,
  faint: plainText,
};

/**
 * `text` with control characters made visible: names and ids come from a bundle, which must not be able to move the
 * cursor, change colours or write over a verdict.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
