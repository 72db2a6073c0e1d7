/** Runs of the past, from the first time somebody looks. */

import { Past } from './backwards.ts';
import { RUN_EVENTS, markOf } from './pastRuns.ts';

/** A run has two. */
const MARKS_MAX = 40_000;

export const pastMarks = new Past(RUN_EVENTS, markOf, MARKS_MAX);
