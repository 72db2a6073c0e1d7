/** What events say of durations, repairs and decisions, and no more of them than that. */

import type { HubMessage } from '@skillwire/client';

interface At {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Fact = At &
  (
    | { readonly is: 'ended'; readonly skill: string; readonly ms: number; readonly well: boolean }
    | { readonly is: 'step'; readonly skill: string; readonly step: string; readonly ms: number; readonly well: boolean }
    | { readonly is: 'heal'; readonly skill: string; readonly step: string; readonly error: string; readonly fix: string; readonly ms: number; readonly well: boolean }
    | { readonly is: 'asked'; readonly id: string; readonly skill: string }
    | { readonly is: 'answered'; readonly id: string; readonly response: string; readonly by: string; readonly rule: boolean; readonly skill: string }
    | { readonly is: 'expired'; readonly id: string; readonly reason: string }
  );

export const FACT_EVENTS =
  'skill_completed,skill_failed,step_completed,step_failed,auto_heal_completed,confirmation_required,confirmation_answered,confirmation_expired';

const NAME_CHARS = 200;

export function factOf(message: HubMessage): Fact | undefined {
  const event = message as unknown as Record<string, unknown> & { type: string };
  const seq = event['seq'];
  if (typeof seq !== 'number') {
    return undefined;
  }
  const at = { seq, at: Date.parse(text(event['timestamp'])) };
  const skill = text(event['skill_name']);
  const step = text(event['step_name']);
  switch (event.type) {
    case 'skill_completed':
    case 'skill_failed':
      return { ...at, is: 'ended', skill, ms: ms(event['total_duration_ms']), well: event.type === 'skill_completed' };
    case 'step_completed':
    case 'step_failed':
      return { ...at, is: 'step', skill, step, ms: ms(event['duration_ms']), well: event.type === 'step_completed' };
    case 'auto_heal_completed':
      return { ...at, is: 'heal', skill, step, error: text(event['error_type']), fix: text(event['fix_action']), ms: ms(event['duration_ms']), well: event['success'] === true };
    case 'confirmation_required':
      return { ...at, is: 'asked', id: text(event['id']), skill };
    case 'confirmation_answered': {
      const by = (event['answered_by'] ?? {}) as Record<string, unknown>;
      const rule = event['rule_id'] !== undefined;
      const about = (event['question'] ?? {}) as Record<string, unknown>;
      const name = rule ? text(event['rule_id']) : text(by['name']) || text(by['kind']);
      return { ...at, is: 'answered', id: text(event['id']), response: text(event['response']), by: name, rule, skill: text(about['skill_name']) };
    }
    case 'confirmation_expired':
      return { ...at, is: 'expired', id: text(event['id']), reason: text(event['reason']) };
    default:
      return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, NAME_CHARS) : '';
}

function ms(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
