/** Which runs of the past are looked for: as it stands in the address, and as a test of a run. */

import type { PastRun } from './pastRuns.ts';

export interface HistoryFilter {
  readonly skill: string;
  /** Empty for all, a status, or the reason of a failure such as `aborted`. */
  readonly status: string;
  readonly text: string;
  /** Empty, or a span such as `7d`, or `between` the two days. */
  readonly time: string;
  readonly from: string;
  readonly to: string;
  /** The run that another one is picked to be compared with; empty where one just looks. */
  readonly with: string;
}

export const ALL_RUNS: HistoryFilter = { skill: '', status: '', text: '', time: '', from: '', to: '', with: '' };

const NAMES = ['skill', 'status', 'text', 'time', 'from', 'to', 'with'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const SPANS: Readonly<Record<string, number>> = { '1h': HOUR_MS, '1d': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS };

/** Reads what stands behind the `?`; what is not known there is left out. */
export function filterOf(query: string): HistoryFilter {
  const given = new URLSearchParams(query);
  const filter: Record<string, string> = { ...ALL_RUNS };
  for (const name of NAMES) {
    filter[name] = (given.get(name) ?? '').slice(0, 200);
  }
  if (filter['time'] !== 'between') {
    filter['from'] = '';
    filter['to'] = '';
  }
  return filter as unknown as HistoryFilter;
}

export function queryOf(filter: HistoryFilter): string {
  const set = new URLSearchParams();
  for (const name of NAMES) {
    if (filter[name] !== '') {
      set.set(name, filter[name]);
    }
  }
  return set.toString();
}

/** The runs that are looked for, in the order they were given. */
export function filtered(runs: readonly PastRun[], filter: HistoryFilter, now: number): readonly PastRun[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const [from, to] = bounds(filter, now);
  return runs.filter(
    (run) =>
      (filter.skill === '' || run.name === filter.skill) &&
      (filter.status === '' || run.status === filter.status || (run.status === 'failed' && run.reason === filter.status)) &&
      run.startedAt >= from &&
      run.startedAt < to &&
      words.every((word) => contains(run, word)),
  );
}

function contains(run: PastRun, word: string): boolean {
  return [run.name, run.id, run.source, run.error, run.reason, run.inputs].some((each) => each.toLowerCase().includes(word));
}

/** Days are those of who looks; the last one counts whole. */
function bounds({ time, from, to }: HistoryFilter, now: number): readonly [number, number] {
  const span = SPANS[time];
  if (span !== undefined) {
    return [now - span, Infinity];
  }
  return time === 'between' ? [day(from, 0) ?? -Infinity, day(to, 1) ?? Infinity] : [-Infinity, Infinity];
}

function day(text: string, further: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + further).getTime();
}
