const longest = 160;

/** Words of a server, fit for a terminal or page: nothing invisible, and not too many. */
export function printable(text: string): string {
  const visible = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '?');
  return visible.length <= longest ? visible : `${visible.slice(0, longest)}...`;
}
