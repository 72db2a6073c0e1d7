/** Rules as the hub tells them over HTTP, and in words. */

import { escaped, oneLine } from '@skillwire/client';
import type { Actor } from '@skillwire/client';

export interface Scope {
  readonly skill_name?: string;
  readonly step_name?: string;
  readonly error_type?: string;
  readonly tool_name?: string;
  readonly action_digest?: string;
  readonly prompt_pattern?: string;
}

export interface Rule {
  readonly rule_id: string;
  readonly scope: Scope;
  readonly response: string;
  readonly enabled: boolean;
  readonly skill_id?: string;
  readonly expires_at?: string;
  readonly uses_left?: number;
  readonly created_at: string;
  readonly created_by: Actor;
  readonly created_from?: string;
  readonly used: number;
  readonly last_used_at?: string;
  readonly contradicted: number;
  readonly last_contradiction?: { readonly id: string; readonly response: string; readonly by: Actor; readonly at: string };
}

export interface Preview {
  readonly questions: number;
  readonly matched: number;
  readonly answered_differently: number;
  readonly unanswered: number;
  readonly left_for_risk: number;
  readonly examples: readonly {
    readonly id: string;
    readonly skill_id: string;
    readonly skill_name: string;
    readonly step_name: string;
    readonly prompt: string;
    readonly created_at: string;
    readonly response?: string;
    readonly answered_by?: Actor;
  }[];
}

/** What a person fills in to make a rule; all as typed. */
export interface Draft {
  readonly skill: string;
  readonly step: string;
  readonly error: string;
  readonly tool: string;
  readonly pattern: string;
  readonly response: string;
  readonly seconds: string;
  readonly uses: string;
}

export const EMPTY_DRAFT: Draft = { skill: '', step: '', error: '', tool: '', pattern: '', response: '', seconds: '', uses: '' };

const FIELDS = [
  ['skill', 'skill_name'],
  ['step', 'step_name'],
  ['error', 'error_type'],
  ['tool', 'tool_name'],
  ['pattern', 'prompt_pattern'],
] as const;

/** The scope of a draft: what is left empty narrows nothing. Names count as they are, so nothing is trimmed. */
export function scopeOf(draft: Draft): Scope {
  return Object.fromEntries(FIELDS.filter(([from]) => draft[from] !== '').map(([from, to]) => [to, draft[from]]));
}

export function saved(draft: Draft): { readonly scope: Scope; readonly response: string; readonly remember_for?: { seconds?: number; uses?: number } } {
  const holds = { ...(draft.seconds === '' ? {} : { seconds: Number(draft.seconds) }), ...(draft.uses === '' ? {} : { uses: Number(draft.uses) }) };
  return { scope: scopeOf(draft), response: draft.response, ...(Object.keys(holds).length === 0 ? {} : { remember_for: holds }) };
}

/** Which questions a rule is about, part by part: words, and the name that is compared. */
export function scopeWords({ scope, skill_id }: Pick<Rule, 'scope' | 'skill_id'>): readonly (readonly [string, string])[] {
  const parts: (readonly [string, string | undefined])[] = [
    ['skill', scope.skill_name],
    ['step', scope.step_name],
    ['error', scope.error_type],
    ['tool', scope.tool_name],
    ['prompt', scope.prompt_pattern],
    ['action', scope.action_digest],
    ['run', skill_id],
  ];
  return parts.flatMap(([word, name]) => (name === undefined ? [] : [[word, word === 'action' ? `${name.slice(0, 12)}…` : escaped(name)] as const]));
}

/** Whether all of the words are somewhere in a rule. */
export function mentions(rule: Rule, words: string): boolean {
  const text = [rule.rule_id, rule.response, rule.created_by.name, ...scopeWords(rule).map(([, name]) => name)].join('\n').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** What came of an import, in words for a person. */
export function importWords(results: readonly { readonly rule_id?: string; readonly message?: string }[]): string {
  const taken = results.filter(({ rule_id }) => rule_id !== undefined).length;
  const refused = results.filter(({ rule_id }) => rule_id === undefined);
  const why = [...new Set(refused.map(({ message }) => oneLine(message ?? '', 160)))].slice(0, 3).join(' ');
  return refused.length === 0 ? `${taken} taken over` : `${taken} taken over, ${refused.length} refused: ${why}`;
}

/** The rules in a file that was exported; undefined when it holds none. */
export function rulesOfFile(text: string): readonly unknown[] | undefined {
  try {
    const { rules } = JSON.parse(text) as { rules?: unknown };
    return Array.isArray(rules) ? rules : undefined;
  } catch {
    return undefined;
  }
}
