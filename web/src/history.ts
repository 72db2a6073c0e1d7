/** Runs of the past from the log, read backwards from its end, and kept up to date; from the first time somebody looks. */

import { signal } from '@preact/signals';
import { onMessages, readEvents, seqOf, view } from './hub.ts';
import { RUN_EVENTS, markOf } from './pastRuns.ts';
import type { Mark } from './pastRuns.ts';

export interface PastMarks {
  readonly marks: readonly Mark[];
  readonly is: 'reading' | 'whole' | 'cut';
}

/** Sequences that are looked through at a time; more where little was found. */
const WINDOW = 20_000;
const FEW = 200;
/** What is kept; a run has two. */
const MARKS_MAX = 40_000;

export const pastMarks = signal<PastMarks>({ marks: [], is: 'reading' });
let epoch = '';

export function startHistory(): void {
  if (epoch === view.peek().epoch) {
    return;
  }
  const first = epoch === '';
  epoch = view.peek().epoch;
  pastMarks.value = { marks: [], is: 'reading' };
  if (first) {
    onMessages((batch) => {
      if (view.peek().epoch !== epoch) {
        startHistory(); // another log
        return;
      }
      const fresh = batch.flatMap((message) => markOf(message) ?? []);
      const { marks, is } = pastMarks.peek();
      const until = marks.at(-1)?.seq ?? 0;
      const later = fresh.filter(({ seq }) => seq > until);
      if (later.length > 0) {
        pastMarks.value = { marks: [...marks, ...later].slice(-MARKS_MAX), is };
      }
    });
  }
  void readBack(epoch);
}

async function readBack(of: string): Promise<void> {
  let to = view.peek().seq;
  let window = WINDOW;
  while (to > 0 && pastMarks.peek().marks.length < MARKS_MAX) {
    const from = Math.max(0, to - window);
    const found: Mark[] = [];
    const end = to;
    await readEvents(`type=${RUN_EVENTS}`, from, (page) => {
      found.push(...page.flatMap((message) => markOf(message) ?? []).filter(({ seq }) => seq <= end));
      return epoch === of && seqOf(page.at(-1)) < end;
    });
    if (epoch !== of) {
      return;
    }
    // Everything that is known by now is later: older windows come after newer ones, and live events are newer than all.
    pastMarks.value = { marks: [...found, ...pastMarks.peek().marks], is: 'reading' };
    window = found.length < FEW ? window * 2 : WINDOW;
    to = from;
  }
  pastMarks.value = { ...pastMarks.peek(), is: to > 0 ? 'cut' : 'whole' };
}
