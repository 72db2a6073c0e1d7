/** Finding words in the lines of an output, as a pure function. */

export interface Found {
  readonly line: number;
  /** UTF-16 units of the line as it is shown. */
  readonly from: number;
  readonly to: number;
}

/** More are not counted. */
export const FOUND_MAX = 10_000;

/** Where the words stand, from the first line on. Small letters stand for large ones too; with a large one among them nothing does. */
export function search(lines: readonly string[], words: string): readonly Found[] {
  if (words === '') {
    return [];
  }
  const wanted = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), words === words.toLowerCase() ? 'gi' : 'g');
  const found: Found[] = [];
  for (const [line, text] of lines.entries()) {
    for (const { index, 0: word } of text.matchAll(wanted)) {
      found.push({ line, from: index, to: index + word.length });
      if (found.length === FOUND_MAX) {
        return found;
      }
    }
  }
  return found;
}

/** The place that comes after (or before) this one, around the end. */
export function further(place: number, by: 1 | -1, found: number): number {
  return found === 0 ? 0 : (place + by + found) % found;
}

/** The first place at or behind this line; the first of all where there is none. */
export function placeFrom(found: readonly Found[], line: number): number {
  const place = found.findIndex((each) => each.line >= line);
  return place < 0 ? 0 : place;
}

export interface Piece {
  readonly text: string;
  /** Which of the ranges it belongs to; undefined between them. */
  readonly range?: number;
}

/** A part of a line cut at the ranges, which are those of the line; `offset` is where in the line the part begins. */
export function pieces(text: string, offset: number, ranges: readonly { readonly from: number; readonly to: number }[]): readonly Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const [range, { from, to }] of ranges.entries()) {
    const begin = Math.max(at, from - offset);
    const end = Math.min(text.length, to - offset);
    if (end > begin) {
      if (begin > at) {
        cut.push({ text: text.slice(at, begin) });
      }
      cut.push({ text: text.slice(begin, end), range });
      at = end;
    }
  }
  if (at < text.length) {
    cut.push({ text: text.slice(at) });
  }
  return cut;
}
