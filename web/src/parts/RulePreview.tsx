import { oneLine } from '@skillwire/client';
import { useState } from 'preact/hooks';
import { count, wholeTime } from '../format.ts';
import { send } from '../hub.ts';
import type { Preview, Scope } from '../rules.ts';
import { who } from './RuleTable.tsx';

/** What a rule would have done with the questions that are past. */
export function RulePreview({ scope, response }: { scope: Scope; response: string }) {
  const [seen, set] = useState<Preview>();
  const [problem, setProblem] = useState('');
  const look = async (): Promise<void> => {
    const { told, problem: refused } = await send<Preview>('POST', 'api/v1/rules/preview', { scope, response, last: 1_000 });
    set(told);
    setProblem(refused ?? '');
  };
  return (
    <div class="preview">
      <button type="button" class="small" onClick={() => void look()}>
        Try on past questions
      </button>
      <div role="status">
        {problem !== '' && <p class="problem">{problem}</p>}
        {seen !== undefined && (
          <p>
            Of {count(seen.questions, 'past question')} it would have answered <b>{seen.matched.toLocaleString()}</b>
            {seen.matched > 0 && `: ${seen.answered_differently.toLocaleString()} of them otherwise than they were, ${seen.unanswered.toLocaleString()} that nobody answered`}
            {seen.left_for_risk > 0 && `; ${seen.left_for_risk.toLocaleString()} it would have left to people for their risk`}.
          </p>
        )}
      </div>
      {seen !== undefined && seen.examples.length > 0 && (
        <ul class="decisions" tabIndex={0}>
          {seen.examples.map((example) => (
            <li key={example.id}>
              <span class="faint">{wholeTime(Date.parse(example.created_at))}</span>
              <span>{oneLine(example.prompt, 200)}</span>
              {example.response === undefined ? (
                <span class="faint">no answer</span>
              ) : (
                <span class={example.response === response ? '' : 'human'}>
                  {oneLine(example.response, 80)}
                  {example.answered_by !== undefined && ` by ${who(example.answered_by)}`}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
