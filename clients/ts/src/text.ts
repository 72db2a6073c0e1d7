/**
 * Text of others, made safe to look at: nothing in it may change its own order, hide or move a cursor.
 *
 * Left out are control, bidirectional, zero-width, private and unassigned characters, halves of characters, and letters that
 * show nothing. The same rule as in the hub's terminal client.
 */

const HIDDEN =
  /(?![\n\t])[\p{C}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** The text with its lines and tabs kept. */
export function shown(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, '');
}

/** The text as one line, cut after so many characters. */
export function oneLine(text: string, chars = 500): string {
  const line = shown(text.slice(0, chars * 4)).replace(/\s+/g, ' ').trim();
  const points = [...line];
  return points.length > chars ? `${points.slice(0, chars).join('')}…` : line;
}

/** The text with everything that `shown` leaves out written as an escape: what is really there, safe to look at. */
export function escaped(text: string): string {
  return text.replace(HIDDEN, (hidden) =>
    [...Array(hidden.length).keys()].map((i) => `\\u${hidden.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** JSON over several lines in which everything that `shown` leaves out is escaped: the same value, safe to look at. */
export function jsonShown(value: unknown): string {
  return escaped(JSON.stringify(value, null, 2) ?? '');
}
