/** Questions with all that came of them: what is asked of the hub, and in words what it told. */

import { oneLine } from '@skillwire/client';
import type { Actor, JsonObject } from '@skillwire/client';
import { duration } from './format.ts';

export interface AuditFilter {
  readonly skill: string;
  /** Who decided: a name, a kind, a rule, or what closed it instead. */
  readonly by: string;
  /** A status or an answer. */
  readonly outcome: string;
  /** Days of who looks, as `2026-01-31`; the last one counts whole. */
  readonly from: string;
  readonly to: string;
}

export interface Audited {
  readonly seq: number;
  readonly timestamp: string;
  readonly id: string;
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_name: string;
  readonly prompt: string;
  readonly options: readonly string[];
  readonly risk: string;
  readonly action?: JsonObject;
  readonly asked_by: { readonly client_id: string; readonly token: string };
  readonly seen_by: readonly Actor[];
  readonly status: string;
  readonly response?: string;
  readonly answered_by?: Actor;
  readonly rule_id?: string;
  readonly comment?: string;
  readonly reason?: string;
  readonly waited_ms?: number;
  readonly events: readonly Befell[];
  readonly then: readonly Befell[];
}

/** Something that happened to a question, or after it. */
export interface Befell {
  readonly type: string;
  readonly seq: number;
  readonly timestamp: string;
  readonly [name: string]: unknown;
}

const NAMES = ['skill', 'by', 'outcome', 'from', 'to'] as const;
export const PAGE = 100;

export function auditFilterOf(query: string): AuditFilter {
  const given = new URLSearchParams(query);
  return Object.fromEntries(NAMES.map((name) => [name, (given.get(name) ?? '').slice(0, 200)])) as unknown as AuditFilter;
}

export function auditQueryOf(filter: AuditFilter): string {
  return new URLSearchParams(NAMES.filter((name) => filter[name] !== '').map((name) => [name, filter[name]])).toString();
}

/** The same as the hub is asked. `until` is where a page before ends; it is narrower than the last day. */
export function requestOf(filter: AuditFilter, until?: number): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  const from = day(filter.from, 0);
  const to = day(filter.to, 1);
  const wanted: readonly (readonly [string, string | undefined])[] = [
    ['skill_name', filter.skill],
    ['by', filter.by],
    ['outcome', filter.outcome],
    ['since', from],
    ['until', until === undefined ? to : String(until)],
  ];
  for (const [name, value] of wanted) {
    if (value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  return query.toString();
}

function day(text: string, further: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + further).toISOString();
}

/** What became of a question: the answer, or why there is none, and who or what decided. */
export function decision(question: Audited): { readonly what: string; readonly who: string; readonly good: boolean } {
  switch (question.status) {
    case 'answered': {
      const { answered_by: by, rule_id: rule } = question;
      const name = oneLine(by?.name ?? '', 60) || oneLine(by?.kind ?? '', 20);
      return { what: oneLine(question.response ?? '', 120), who: rule === undefined ? name : `rule ${oneLine(rule, 40)}`, good: true };
    }
    case 'pending':
      return { what: 'waits', who: '', good: true };
    default: {
      const why = question.reason === 'timeout' ? 'nobody answered in time' : question.reason === 'run_ended' ? 'the run ended' : 'taken back';
      return { what: oneLine(question.response ?? '', 120) || question.status, who: why, good: false };
    }
  }
}

/** What befell it, or came next, in a few words. */
export function befellWords(event: Befell): string {
  const by = event['by'] as Actor | undefined;
  const parts = [
    event.type.replace(/^confirmation_/, '').replaceAll('_', ' '),
    text(event['step_name']),
    text(event['error']) || text(event['reason']) || text(event['fix_action']),
    typeof event['seconds'] === 'number' ? `by ${duration(event['seconds'] * 1_000)}` : '',
    by === undefined ? '' : `by ${oneLine(by.name, 60) || oneLine(by.kind, 20)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? oneLine(value, 160) : '';
}
