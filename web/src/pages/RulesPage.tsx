import { useEffect, useState } from 'preact/hooks';
import { count } from '../format.ts';
import { mayAnswer, onMessages, read, send, view } from '../hub.ts';
import { RuleForm } from '../parts/RuleForm.tsx';
import { RuleTable } from '../parts/RuleTable.tsx';
import { importWords, mentions, rulesOfFile } from '../rules.ts';
import type { Rule } from '../rules.ts';
import { saveFile } from '../saveFile.ts';

/** Rules change by several events; those that come together are looked at once. */
const GATHER_MS = 250;
const FILE_BYTES_MAX = 4 << 20;

/** What is decided without asking: which questions, how, and what came of it. */
export function RulesPage() {
  const rules = useRules();
  const [words, setWords] = useState('');
  const [making, make] = useState(false);
  if (rules === undefined) {
    return <p class="empty">Loading…</p>;
  }
  const chosen = words.trim() === '' ? rules : rules.filter((rule) => mentions(rule, words.trim()));
  return (
    <section class="rules" aria-labelledby="rules">
      <header class="section">
        <h1 id="rules">Rules</h1>
        <span class="faint" role="status">
          {chosen.length === rules.length ? count(rules.length, 'rule') : `${chosen.length} of ${count(rules.length, 'rule')}`}
        </span>
        <div class="filters" role="group" aria-label="Rules">
          <label>
            <span class="unseen">Containing</span>
            <input type="search" placeholder="Containing…" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          </label>
          <Carry />
          {mayAnswer.value && (
            <button type="button" class="small" aria-expanded={making} onClick={() => make(!making)}>
              New rule
            </button>
          )}
        </div>
      </header>
      {making && <RuleForm done={() => make(false)} />}
      {chosen.length === 0 ? (
        <p class="empty">
          {rules.length > 0
            ? 'No rule is like that.'
            : 'No rules. One is made when an answer is to be remembered, or by “New rule”.'}
        </p>
      ) : (
        <RuleTable rules={chosen} />
      )}
    </section>
  );
}

/** All rules, as new as the events about them. */
function useRules(): readonly Rule[] | undefined {
  const [rules, set] = useState<readonly Rule[]>();
  const { epoch } = view.value;
  useEffect(() => {
    let timer = 0;
    let ended = false;
    const look = async (): Promise<void> => {
      timer = 0;
      const told = await read<{ rules: readonly Rule[] }>('api/v1/rules');
      if (told !== undefined && !ended) {
        set(told.rules);
      }
    };
    void look();
    const stop = onMessages((batch) => {
      if (batch.some(({ type }) => type.startsWith('confirmation_rule_') || type === 'confirmation_answered' || type === 'connected')) {
        timer ||= window.setTimeout(() => void look(), GATHER_MS);
      }
    });
    return () => {
      ended = true;
      clearTimeout(timer);
      stop();
    };
  }, [epoch]);
  return rules;
}

/** Rules as a file, for another hub or for later. */
function Carry() {
  const [said, say] = useState('');
  const save = async (): Promise<void> => {
    const told = await read<object>('api/v1/rules/export');
    if (told === undefined) {
      say('The rules could not be read.');
      return;
    }
    saveFile('skillwire-rules.json', new Blob([`${JSON.stringify(told, null, 2)}\n`], { type: 'application/json' }));
  };
  const take = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) {
      return;
    }
    const rules = file.size > FILE_BYTES_MAX ? undefined : rulesOfFile(await file.text());
    input.value = '';
    if (rules === undefined) {
      say('This is not a file of rules.');
      return;
    }
    const { told, problem } = await send<{ results: Parameters<typeof importWords>[0] }>('POST', 'api/v1/rules/import', { rules });
    say(told === undefined ? (problem ?? '') : importWords(told.results));
  };
  return (
    <>
      {said !== '' && <span role="alert">{said}</span>}
      <button type="button" class="small" onClick={() => void save()}>
        Export
      </button>
      {mayAnswer.value && (
        <label class="button file">
          Import
          <input type="file" class="unseen" accept="application/json,.json" onChange={(event) => void take(event.currentTarget)} />
        </label>
      )}
    </>
  );
}
