/** Two runs beside each other, as a pure function of both. */

import type { Json, JsonObject, RunView, StepView } from '@skillwire/client';
import { plainLine } from './output.ts';

export interface Pair {
  /** A step that one of the runs has not is alone. */
  readonly left?: StepView;
  readonly right?: StepView;
  /** In words; empty where both did the same. */
  readonly differs: readonly string[];
}

export interface Comparison {
  readonly inputs: readonly { readonly name: string; readonly left: Json | undefined; readonly right: Json | undefined }[];
  readonly pairs: readonly Pair[];
  /** The place of the first pair that differs; -1 where none does. */
  readonly first: number;
}

export function compared(left: RunView, right: RunView): Comparison {
  const pairs = aligned(left.steps, right.steps);
  return { inputs: inputs(left.inputs, right.inputs), pairs, first: pairs.findIndex(({ differs }) => differs.length > 0) };
}

/**
 * Steps of the same name beside each other, in the order both have them: the longest such order. Steps without a name are known by
 * their place.
 */
export function aligned(left: readonly StepView[], right: readonly StepView[]): readonly Pair[] {
  const long = lengths(left, right);
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const one = left[i];
    const other = right[j];
    if (one !== undefined && other !== undefined && nameOf(one) === nameOf(other)) {
      pairs.push({ left: one, right: other, differs: differences(one, other) });
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && at(long, i + 1, j) >= at(long, i, j + 1))) {
      pairs.push({ left: one as StepView, differs: ['only in the first run'] });
      i++;
    } else {
      pairs.push({ right: other, differs: ['only in the second run'] });
      j++;
    }
  }
  return pairs;
}

/** How long the longest common order of the rest is, for every place in both. */
function lengths(left: readonly StepView[], right: readonly StepView[]): readonly Uint16Array[] {
  const long = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const same = nameOf(left[i] as StepView) === nameOf(right[j] as StepView);
      (long[i] as Uint16Array)[j] = same ? at(long, i + 1, j + 1) + 1 : Math.max(at(long, i + 1, j), at(long, i, j + 1));
    }
  }
  return long;
}

function at(long: readonly Uint16Array[], i: number, j: number): number {
  return long[i]?.[j] ?? 0;
}

function nameOf(step: StepView): string {
  return step.name === '' ? `#${step.index}` : `=${step.name}`;
}

function differences(left: StepView, right: StepView): readonly string[] {
  const found: string[] = [];
  if (left.status !== right.status) {
    found.push(`${left.status}, then ${right.status}`);
  }
  if (left.heals.length !== right.heals.length) {
    found.push(`${left.heals.length} and ${right.heals.length} repairs`);
  }
  if ((left.error ?? '') !== (right.error ?? '')) {
    found.push('another error');
  }
  if (JSON.stringify(left.output ?? null) !== JSON.stringify(right.output ?? null)) {
    found.push('another result');
  }
  const line = firstOtherLine(left.log, right.log);
  if (line >= 0) {
    found.push(`output from line ${line + 1}`);
  }
  return found;
}

/** The first line in which two outputs differ as they are read; -1 where they are the same. */
export function firstOtherLine(left: string, right: string): number {
  if (left === right) {
    return -1;
  }
  const one = left.split('\n');
  const other = right.split('\n');
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    if (one[i] !== other[i] && plainLine(one[i] ?? '') !== plainLine(other[i] ?? '')) {
      return i;
    }
  }
  return -1;
}

function inputs(left: JsonObject, right: JsonObject): Comparison['inputs'] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]))
    .map((name) => ({ name, left: left[name], right: right[name] }));
}
