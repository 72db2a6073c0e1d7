import { useState } from 'preact/hooks';
import { send } from '../hub.ts';
import { EMPTY_DRAFT, saved, scopeOf } from '../rules.ts';
import type { Draft } from '../rules.ts';
import { RulePreview } from './RulePreview.tsx';

const NAMES = [
  ['skill', 'Skill'],
  ['step', 'Step'],
  ['error', 'Error type'],
  ['tool', 'Tool'],
  ['pattern', 'Prompt, * for any text'],
] as const;

const TIMES = [
  ['', 'until it is deleted'],
  ['3600', 'for an hour'],
  ['86400', 'for a day'],
  ['604800', 'for a week'],
  ['2592000', 'for 30 days'],
] as const;

/** Makes a rule; what it would have done can be seen before. */
export function RuleForm({ done }: { done: () => void }) {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [problem, setProblem] = useState('');
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const scope = scopeOf(draft);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { problem: refused } = await send('POST', 'api/v1/rules', saved(draft));
    setProblem(refused ?? '');
    if (refused === undefined) {
      done();
    }
  };
  return (
    <form class="value rule-form" aria-label="New rule" onSubmit={(event) => void submit(event)}>
      <div class="fields-grid">
        {NAMES.map(([name, words]) => (
          <label key={name}>
            {words}
            <input type="text" autocomplete="off" spellcheck={false} value={draft[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />
          </label>
        ))}
        <label>
          Answer
          <input type="text" required autocomplete="off" spellcheck={false} value={draft.response} onInput={(event) => set({ response: event.currentTarget.value })} />
        </label>
        <label>
          Holds
          <select value={draft.seconds} onChange={(event) => set({ seconds: event.currentTarget.value })}>
            {TIMES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          Uses at most
          <input type="number" min={1} max={1_000_000} placeholder="any number" value={draft.uses} onInput={(event) => set({ uses: event.currentTarget.value })} />
        </label>
      </div>
      <p class="faint">
        All that is filled in must be as the question says it, exactly; what is left empty does not matter.{' '}
        {Object.keys(scope).length === 0 && <b>Nothing is filled in: this is about every question.</b>}
      </p>
      {draft.response !== '' && <RulePreview key={JSON.stringify(saved(draft))} scope={scope} response={draft.response} />}
      <p class="problem" role="alert">
        {problem}
      </p>
      <p class="buttons">
        <button type="submit">Make the rule</button>
        <button type="button" class="quiet" onClick={done}>
          Never mind
        </button>
      </p>
    </form>
  );
}
