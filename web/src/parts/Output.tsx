import { shown } from '@skillwire/client';
import Anser from 'anser';
import { useMemo } from 'preact/hooks';
import { count } from '../format.ts';
import { onlyColours, overwritten } from '../output.ts';
import { Copy } from './Copy.tsx';
import { FindBar, Marked, useFind } from './Find.tsx';
import type { MarkedRange } from './Find.tsx';
import { Rows } from './Rows.tsx';

const ROW_PX = 20;
/** Characters of one line that are drawn; copying gives all of them. */
const LINE_CHARS = 4_000;

/** Output of a step in its colours. */
export function Output({ log, cut, of }: { log: string; cut: boolean; of: string }) {
  const lines = useMemo(() => log.replace(/\r?\n$/, '').split('\n'), [log]);
  // A colour goes on over the end of a line: each line's beginning is coloured as the one before it ended.
  const carried = useMemo(() => carriedColours(lines), [lines]);
  const find = useFind(lines);
  return (
    <div class="output">
      <header>
        <h3>Output</h3>
        <span class="faint">
          {cut && 'beginning left out · '}
          {count(lines.length, 'line')}
        </span>
        <FindBar find={find} of={of} />
        <Copy what="the output" text={() => lines.map((line) => onlyColours(line).replace(/\u001b\[[\d;:]*m/g, '')).join('\n')} />
      </header>
      <Rows
        label={`Output of ${of}`}
        count={lines.length}
        rowPx={ROW_PX}
        seek={find.seek}
        row={(i) => <Line key={i} number={i + 1} text={(carried[i] ?? '') + (lines[i] ?? '')} ranges={find.inLine(i)} />}
      />
    </div>
  );
}

function carriedColours(lines: readonly string[]): readonly string[] {
  let now = '';
  return lines.map((line) => {
    const before = now;
    for (const [sequence, codes] of line.matchAll(/\u001b\[([\d;:]*)m/g)) {
      now = codes === '' || codes === '0' ? '' : (now + sequence).slice(-200);
    }
    return before;
  });
}

function Line({ number, text, ranges }: { number: number; text: string; ranges: readonly MarkedRange[] }) {
  const parts = Anser.ansiToJson(onlyColours(overwritten(text)).slice(0, LINE_CHARS), { use_classes: true, remove_empty: true });
  let offset = 0;
  return (
    <div class="line">
      <span class="number" aria-hidden="true">
        {number}
      </span>
      <code>
        {parts.map((part, i) => {
          const content = shown(part.content);
          offset += content.length;
          return (
            <span key={i} class={classes(part)} style={colours(part)}>
              {ranges.length === 0 ? content : <Marked text={content} offset={offset - content.length} ranges={ranges} />}
            </span>
          );
        })}
      </code>
    </div>
  );
}

type Part = ReturnType<typeof Anser.ansiToJson>[number];

function classes({ fg, bg, decorations }: Part): string {
  const names = decorations.map((decoration) => `ansi-${decoration}`);
  for (const [kind, value] of [['fg', fg], ['bg', bg]] as const) {
    if (value && /^ansi-(bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.test(value)) {
      names.push(`${value}-${kind}`);
    }
  }
  return names.join(' ');
}

/** Colours that have no name; set as properties, which the page's policy allows, not as a style text. */
function colours({ fg, bg, fg_truecolor, bg_truecolor }: Part): Record<string, string> {
  const style: Record<string, string> = {};
  const colour = rgb(fg, fg_truecolor);
  const ground = rgb(bg, bg_truecolor);
  if (colour) {
    style['color'] = colour;
  }
  if (ground) {
    style['backgroundColor'] = ground;
  }
  return style;
}

function rgb(name: string | null, truecolor: string | null): string | undefined {
  if (truecolor && /^[\d, ]+$/.test(truecolor)) {
    return `rgb(${truecolor})`;
  }
  const index = /^ansi-palette-(\d+)$/.exec(name ?? '')?.[1];
  return index === undefined ? undefined : palette(Number(index));
}

/** The colours 16 to 255 of terminals: a cube of 6 by 6 by 6, and greys. */
function palette(index: number): string | undefined {
  if (index < 16) {
    return undefined;
  }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }
  const level = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}
