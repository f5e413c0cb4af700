/** A cell: what it shows and how wide that is, colours not counted. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A cell of plain text, painted by `paint`. */
export function cell(text: string, align: 'left' | 'right' = 'left', paint: (text: string) => string = (t) => t): Cell {
  return { text: text === '' ? '' : paint(text), width: [...text].length, align };
}

/** Rows as columns, two spaces apart; null if they need more than `columns`. */
export function table(rows: readonly (readonly Cell[])[], columns: number): string[] | null {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(0, ...rows.map((row) => row[i]?.width ?? 0)));
  const needed = widths.reduce((sum, width) => sum + width, 0) + 2 * Math.max(0, count - 1);
  if (needed > columns) return null;
  return rows.map((row) => row.map((one, i) => pad(one, widths[i] ?? one.width)).join('  ').trimEnd());
}

function pad(one: Cell, width: number): string {
  const space = ' '.repeat(Math.max(0, width - one.width));
  return one.align === 'right' ? space + one.text : one.text + space;
}

/** `text` in lines of at most `columns`: the first indented by `indent`, the others by `hang`. A longer word is cut. */
export function wrap(text: string, columns: number, indent = 0, hang = indent): string[] {
  const room = Math.max(8, columns - Math.max(indent, hang));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => cut(long, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((one, i) => ' '.repeat(i === 0 ? indent : hang) + one);
}

function cut(word: string, limit: number): string[] {
  if (word.length <= limit) return [word];
  return Array.from({ length: Math.ceil(word.length / limit) }, (_, i) => word.slice(i * limit, (i + 1) * limit));
}

/** `0x1234…abcd`: enough to tell apart by eye, never enough to check. */
export function shortened(text: string): string {
  return text.replace(/0x([0-9a-fA-F]{4})[0-9a-fA-F]{8,}([0-9a-fA-F]{4})/g, '0x$1…$2');
}
