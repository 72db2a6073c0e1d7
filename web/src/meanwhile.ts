/** What happened while this page had no connection, until somebody has read it. */

import { signal } from '@preact/signals';
import { oneLine } from '@skillwire/client';
import type { Away, Connected, JsonObject } from '@skillwire/client';
import { announce } from './announce.ts';
import { count } from './format.ts';
import { onMessages } from './hub.ts';

export const meanwhile = signal<Away | undefined>(undefined);

onMessages((batch) => {
  const connected = batch.findLast((message): message is Connected => message.type === 'connected');
  if (connected?.away !== undefined) {
    meanwhile.value = connected.away;
    announce(`Meanwhile: ${sentences(connected.away).join('. ')}`);
  }
});

/** Names that are told; there may be more. */
const NAMES = 3;

/** One sentence for each kind of thing, without a full stop. */
export function sentences(away: Away): readonly string[] {
  const said: string[] = [];
  const ended = away.completed + away.failed;
  if (ended > 0) {
    const failed = away.runs.filter(({ status }) => status === 'failed').map((run) => text(run, 'skill_name'));
    said.push(`${count(ended, 'run')} ended${away.failed === 0 ? '' : `, ${away.failed.toLocaleString()} failed${list(failed)}`}`);
  }
  if (away.decided > 0) {
    said.push(`${count(away.decided, 'question')} closed${list(away.decisions.map(decider))}`);
  }
  if (away.healed + away.not_healed > 0) {
    said.push(`${away.healed.toLocaleString()} of ${count(away.healed + away.not_healed, 'repair')} worked`);
  }
  if (away.waiting > 0) {
    said.push(`${count(away.waiting, 'question waits', 'questions wait')} for an answer`);
  }
  return said;
}

function list(names: readonly string[]): string {
  const different = [...new Set(names)].filter((name) => name !== '');
  const more = different.length > NAMES ? ', …' : '';
  return different.length === 0 ? '' : ` (${different.slice(0, NAMES).join(', ')}${more})`;
}

function decider(decision: JsonObject): string {
  switch (decision.reason) {
    case 'timeout':
      return 'nobody answered in time';
    case 'run_ended':
      return 'the run ended';
    case 'cancelled':
      return 'taken back';
    default:
      return text(decision, 'rule_id') || text(decision.answered_by, 'name') || text(decision.answered_by, 'kind');
  }
}

function text(of: unknown, name: string): string {
  const value = (of as JsonObject | undefined)?.[name];
  return typeof value === 'string' ? oneLine(value, 60) : '';
}
