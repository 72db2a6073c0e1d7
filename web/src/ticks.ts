import { duration } from './format.ts';

/** Marks of an axis that is `whole` ms long, from 0, four to seven of them, in steps that people count in. */
export function ticks(whole: number): number[] {
  const step = STEPS.find((each) => whole / each < 6) ?? Math.ceil(whole / 6 / DAY) * DAY;
  return Array.from({ length: Math.floor(whole / step) + 1 }, (_, i) => i * step);
}

/** A mark in words, without the parts that are nought. */
export function mark(ms: number): string {
  return duration(ms)
    .replace(/\.0 s$/, ' s')
    .replace(/ 0 (s|min|h)$/, '');
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 6, 12].map((n) => n * HOUR),
  DAY,
];
