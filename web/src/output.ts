/** Output of programs, made into lines. */

import { shown } from '@skillwire/client';

/** Escape sequences of terminals: colours, cursor moves, titles, links. */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;

/** The last lines without their colours. */
export function plainLines(log: string, lines: number): string[] {
  const end = log.slice(-lines * 400).replace(/\s+$/, '');
  return end.split('\n').slice(-lines).map((line) => shown(overwritten(line).replace(ESCAPES, '')).slice(0, 240));
}

/** A line as it looks after its carriage returns: what comes after one begins at the left again. */
export function overwritten(line: string): string {
  const parts = line.replace(/\r+$/, '').split('\r');
  return parts[parts.length - 1] as string;
}

/** Takes out every escape sequence but colours. */
export function onlyColours(line: string): string {
  return line.replace(ESCAPES, (sequence) => (/^\u001b\[[\d;:]*m$/.test(sequence) ? sequence : ''));
}

/** A line as one reads it: what a search looks through. */
export function plainLine(line: string): string {
  return shown(overwritten(line).replace(ESCAPES, ''));
}
