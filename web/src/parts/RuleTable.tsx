import { escaped, oneLine } from '@skillwire/client';
import type { Actor } from '@skillwire/client';
import { useEffect, useState } from 'preact/hooks';
import { count, wholeTime } from '../format.ts';
import { mayAnswer, read, say } from '../hub.ts';
import { runAddress } from '../route.ts';
import { scopeWords } from '../rules.ts';
import type { Rule } from '../rules.ts';
import { RulePreview } from './RulePreview.tsx';
import { Sure } from './Sure.tsx';

/** Rules, the oldest first: a new one moves nothing. */
export function RuleTable({ rules }: { rules: readonly Rule[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <ul class="rule-list">
      {rules.map((rule) => (
        <li key={rule.rule_id} class={rule.enabled ? '' : 'off'} data-rule={rule.rule_id}>
          <RuleRow rule={rule} open={open === rule.rule_id} toggle={() => setOpen(open === rule.rule_id ? undefined : rule.rule_id)} />
          {open === rule.rule_id && <Details rule={rule} />}
        </li>
      ))}
    </ul>
  );
}

function RuleRow({ rule, open, toggle }: { rule: Rule; open: boolean; toggle: () => void }) {
  const [problem, setProblem] = useState('');
  const id = oneLine(rule.rule_id, 40);
  const change = async (): Promise<void> =>
    setProblem((await say({ type: 'change_rule', rule_id: rule.rule_id, enabled: !rule.enabled })) ?? '');
  const scope = scopeWords(rule);
  return (
    <div class="rule-row">
      <p class="when">
        {scope.length === 0 ? (
          <b>Every question</b>
        ) : (
          scope.map(([word, name]) => (
            <span key={word} class="part">
              <span class="faint">{word}</span> <code>{name}</code>
            </span>
          ))
        )}
        <span class="part">
          <span class="faint">→</span> <b>{escaped(rule.response)}</b>
        </span>
      </p>
      <p class="facts">
        <span>{id}</span>
        <span>by {who(rule.created_by)}</span>
        <span>{rule.used === 0 ? 'not used yet' : `used ${rule.used.toLocaleString()} ×`}</span>
        {rule.uses_left !== undefined && <span>{count(rule.uses_left, 'use')} left</span>}
        {rule.expires_at !== undefined && <span>until {wholeTime(Date.parse(rule.expires_at))}</span>}
        {rule.contradicted > 0 && <span class="human">contradicted {rule.contradicted.toLocaleString()} ×</span>}
      </p>
      <div class="rule-actions">
        {problem !== '' && <span role="alert">{problem}</span>}
        <button type="button" class="quiet small" aria-expanded={open} aria-label={`Look at ${id}`} onClick={toggle}>
          {open ? 'Less' : 'More'}
        </button>
        {mayAnswer.value && (
          <>
            <button type="button" class="small" aria-pressed={rule.enabled} aria-label={`${id} decides`} onClick={() => void change()}>
              {rule.enabled ? 'On' : 'Off'}
            </button>
            <Sure ask="Delete" label={`Delete ${id}`} question={`Delete ${id}?`} yes="Delete it" act={() => say({ type: 'delete_rule', rule_id: rule.rule_id })} />
          </>
        )}
      </div>
    </div>
  );
}

interface Decision {
  readonly seq: number;
  readonly timestamp: string;
  readonly skill_id: string;
  readonly response: string;
  readonly question?: { readonly prompt?: string; readonly skill_name?: string; readonly step_name?: string };
}

/** What a rule decided, and what it would have decided. */
function Details({ rule }: { rule: Rule }) {
  const [told, set] = useState<readonly Decision[]>();
  useEffect(() => {
    void read<{ decisions: readonly Decision[] }>(`api/v1/rules/${encodeURIComponent(rule.rule_id)}`).then((page) => set(page?.decisions ?? []));
  }, [rule.rule_id, rule.used]);
  const last = rule.last_contradiction;
  return (
    <div class="rule-details">
      <p class="faint">
        Made {wholeTime(Date.parse(rule.created_at))}
        {rule.last_used_at !== undefined && `, last used ${wholeTime(Date.parse(rule.last_used_at))}`}
        {last !== undefined && `; ${who(last.by)} answered ${oneLine(last.response, 80)} instead, ${wholeTime(Date.parse(last.at))}`}
      </p>
      <h3>Decisions</h3>
      {told === undefined ? (
        <p class="faint">Loading…</p>
      ) : told.length === 0 ? (
        <p class="faint">None is among the newest answers.</p>
      ) : (
        <ul class="decisions" tabIndex={0}>
          {told.map((decision) => (
            <li key={decision.seq}>
              <span class="faint">{wholeTime(Date.parse(decision.timestamp))}</span>
              <span>{oneLine(decision.question?.prompt ?? '', 200)}</span>
              {decision.skill_id !== '' && <a href={runAddress(decision.skill_id)}>{oneLine(decision.question?.skill_name ?? 'Run', 60) || 'Run'}</a>}
              <b>{oneLine(decision.response, 80)}</b>
            </li>
          ))}
        </ul>
      )}
      <RulePreview scope={rule.scope} response={rule.response} />
    </div>
  );
}

export function who(by: Actor): string {
  return oneLine(by.name, 60) || oneLine(by.kind, 20);
}
