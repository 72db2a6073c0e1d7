/** Runs of the past, as a pure function of the events that began and ended them. */

import type { HubMessage } from '@skillwire/client';

/** What is kept of such an event: a run's inputs may be large, and of many runs only this is looked at. */
export interface Mark {
  readonly seq: number;
  readonly at: number;
  readonly runId: string;
  readonly began?: { readonly name: string; readonly source: string; readonly parentId?: string; readonly steps: number; readonly inputs: string };
  readonly ended?: { readonly failed: boolean; readonly reason: string; readonly error: string; readonly durationMs: number };
}

export interface PastRun {
  /** The sequence of its start: an id may have been used before. */
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly parentId?: string;
  readonly startedAt: number;
  readonly status: 'running' | 'completed' | 'failed';
  readonly reason: string;
  readonly error: string;
  readonly durationMs?: number;
  readonly inputs: string;
  /** Whether a later run has the same id: then its page shows that one. */
  readonly again: boolean;
}

export const RUN_EVENTS = 'skill_started,skill_completed,skill_failed';

const INPUTS_CHARS = 1_000;
const ERROR_CHARS = 500;

/** The event as a mark; undefined for what says nothing of a run's beginning or end. */
export function markOf(message: HubMessage): Mark | undefined {
  const event = message as { type: string; seq?: number; timestamp?: string; skill_id?: string } & Record<string, unknown>;
  if (event.seq === undefined || event.timestamp === undefined || event.skill_id === undefined) {
    return undefined;
  }
  const mark = { seq: event.seq, at: Date.parse(event.timestamp), runId: event.skill_id };
  if (event.type === 'skill_started') {
    const parent = event['parent_skill_id'];
    const began = {
      name: text(event['skill_name']),
      source: text(event['source']),
      steps: Number(event['total_steps']) || 0,
      inputs: JSON.stringify(event['inputs'] ?? {}).slice(0, INPUTS_CHARS),
      ...(typeof parent === 'string' ? { parentId: parent } : {}),
    };
    return { ...mark, began };
  }
  if (event.type === 'skill_completed' || event.type === 'skill_failed') {
    const failed = event.type === 'skill_failed';
    const error = text(event['error']).slice(0, ERROR_CHARS);
    return { ...mark, ended: { failed, reason: text(event['reason']), error, durationMs: Number(event['total_duration_ms']) || 0 } };
  }
  return undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The runs whose beginning is among these marks, the newest first. Marks are in the order of their sequence. */
export function pastRuns(marks: readonly Mark[]): readonly PastRun[] {
  const runs: PastRun[] = [];
  const places = new Map<string, number>();
  for (const { seq, at, runId, began, ended } of marks) {
    const place = places.get(runId);
    const known = place === undefined ? undefined : runs[place];
    if (began !== undefined) {
      if (known !== undefined && place !== undefined) {
        runs[place] = { ...known, again: true };
      }
      places.set(runId, runs.length);
      const { steps: _, ...rest } = began;
      runs.push({ seq, id: runId, startedAt: at, status: 'running', reason: '', error: '', again: false, ...rest });
    } else if (ended !== undefined && known !== undefined && place !== undefined && known.status === 'running') {
      const { failed, reason, error, durationMs } = ended;
      runs[place] = { ...known, status: failed ? 'failed' : 'completed', reason, error, durationMs };
    }
  }
  return runs.reverse();
}
