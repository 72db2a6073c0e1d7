import { useMemo, useRef, useState } from 'preact/hooks';
import { plainLine } from '../output.ts';
import { FOUND_MAX, further, pieces, placeFrom, search } from '../outputSearch.ts';
import type { Found } from '../outputSearch.ts';
import { ArrowIcon } from './icons.tsx';

export interface MarkedRange {
  readonly from: number;
  readonly to: number;
  /** The one that is looked at. */
  readonly here: boolean;
}

const NONE: readonly MarkedRange[] = [];

/** What is looked for in an output, and where it stands. */
export function useFind(lines: readonly string[]) {
  const [words, setWords] = useState('');
  const [place, setPlace] = useState(0);
  const [seek, setSeek] = useState<{ readonly row: number }>();
  const from = useRef(0);
  const plain = useMemo(() => (words === '' ? [] : lines.map(plainLine)), [lines, words === '']);
  const found = useMemo(() => search(plain, words), [plain, words]);
  const byLine = useMemo(() => grouped(found), [found]);
  const here = found[place];

  const look = (at: readonly Found[], which: number): void => {
    setPlace(which);
    const there = at[which];
    if (there !== undefined) {
      from.current = there.line;
      setSeek({ row: there.line });
    }
  };
  return {
    words,
    found: found.length,
    place,
    seek,
    type: (typed: string): void => {
      setWords(typed);
      const now = search(plain.length > 0 ? plain : lines.map(plainLine), typed);
      look(now, placeFrom(now, from.current));
    },
    go: (by: 1 | -1): void => look(found, further(place, by, found.length)),
    inLine: (line: number): readonly MarkedRange[] =>
      byLine.get(line)?.map(({ from: begin, to }) => ({ from: begin, to, here: line === here?.line && begin === here.from })) ?? NONE,
  };
}

function grouped(found: readonly Found[]): ReadonlyMap<number, readonly Found[]> {
  const lines = new Map<number, Found[]>();
  for (const each of found) {
    const known = lines.get(each.line);
    if (known === undefined) {
      lines.set(each.line, [each]);
    } else {
      known.push(each);
    }
  }
  return lines;
}

/** Words to find, how many times they stand there, and the way from one to the next. */
export function FindBar({ find, of }: { find: ReturnType<typeof useFind>; of: string }) {
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      find.go(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && find.words !== '') {
      event.preventDefault();
      find.type('');
    }
  };
  const many = find.found === FOUND_MAX ? `${FOUND_MAX.toLocaleString()}+` : find.found.toLocaleString();
  return (
    <div class="find" role="search" aria-label={`Find in the output of ${of}`}>
      <input
        type="search"
        placeholder="Find…"
        aria-label="Find in the output"
        value={find.words}
        onInput={(event) => find.type(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <span class="faint" role="status">
        {find.words !== '' && (find.found === 0 ? 'not there' : `${(find.place + 1).toLocaleString()} of ${many}`)}
      </span>
      <button type="button" class="quiet small" aria-label="Previous place" aria-disabled={find.found === 0} onClick={() => find.go(-1)}>
        <ArrowIcon to="up" />
      </button>
      <button type="button" class="quiet small" aria-label="Next place" aria-disabled={find.found === 0} onClick={() => find.go(1)}>
        <ArrowIcon to="down" />
      </button>
    </div>
  );
}

/** A part of a line with what was found in it. */
export function Marked({ text, offset, ranges }: { text: string; offset: number; ranges: readonly MarkedRange[] }) {
  return (
    <>
      {pieces(text, offset, ranges).map(({ text: piece, range }, i) =>
        range === undefined ? (
          piece
        ) : (
          <mark key={i} class={ranges[range]?.here ? 'here' : ''} ref={ranges[range]?.here ? intoView : null}>
            {piece}
          </mark>
        ),
      )}
    </>
  );
}

/** In a long line the place may be far to the right. */
function intoView(mark: HTMLElement | null): void {
  const box = mark?.closest<HTMLElement>('.rows');
  if (mark && box) {
    const { left, right } = mark.getBoundingClientRect();
    const { left: from, right: to } = box.getBoundingClientRect();
    if (left < from + 60 || right > to) {
      box.scrollLeft += left - from - box.clientWidth / 3;
    }
  }
}
