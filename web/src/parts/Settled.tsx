import { oneLine } from '@skillwire/client';
import type { Outcome, SettledView } from '@skillwire/client';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { mayAnswer, say, view } from '../hub.ts';
import { Action } from './Action.tsx';
import { StatusIcon } from './icons.tsx';

/** What became of a question that was here a moment ago, in its place. */
export function Settled({ settled, focus }: { settled: SettledView; focus: boolean }) {
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (focus) {
      card.current?.focus({ preventScroll: true }); // where the focus was, a button is gone
    }
  }, []);
  const { question, outcome } = settled;
  const answered = outcome.kind === 'answered';
  return (
    <article class={`settled ${outcome.kind}`} tabIndex={-1} ref={card} data-settled={question.id} aria-label="A question that was closed">
      <p>
        <StatusIcon of={answered ? 'completed' : 'skipped'} />
        <Words outcome={outcome} />
      </p>
      <p class="faint">
        {question.runName !== '' && `${oneLine(question.runName, 60)} · `}
        {oneLine(question.prompt, 160)}
      </p>
      {answered && outcome.editedAction !== undefined && <Action action={outcome.editedAction} />}
      {answered && outcome.notRemembered !== undefined && <p class="faint">Not remembered: {oneLine(outcome.notRemembered, 300)}</p>}
      {answered && outcome.savedAs !== undefined && <Remembered rule={outcome.savedAs} />}
      {answered && outcome.comment !== undefined && outcome.comment !== '' && <p class="said">“{oneLine(outcome.comment, 300)}”</p>}
    </article>
  );
}

function Words({ outcome }: { outcome: Outcome }) {
  switch (outcome.kind) {
    case 'answered':
      return (
        <span>
          Answered <b>{oneLine(outcome.response, 120)}</b> by {who(outcome)}
        </span>
      );
    case 'expired':
      return (
        <span>
          {outcome.reason === 'timeout' ? 'Nobody answered in time' : outcome.reason === 'run_ended' ? 'The run ended' : 'Taken back'}:{' '}
          <b>{oneLine(outcome.response, 120)}</b>
        </span>
      );
    case 'unknown':
      return <span>Closed while this page was away</span>;
  }
}

/** The rule that an answer became, and the way to take that back. */
function Remembered({ rule }: { rule: string }) {
  const [said, tell] = useState('');
  const forget = async (): Promise<void> => tell((await say({ type: 'delete_rule', rule_id: rule })) ?? 'Forgotten');
  return (
    <p class="faint remembered">
      <span role="status">{said === '' ? `Remembered as ${oneLine(rule, 40)}` : said}</span>
      {said === '' && mayAnswer.value && (
        <button type="button" class="quiet small" onClick={() => void forget()}>
          Forget it
        </button>
      )}
    </p>
  );
}

function who({ by, ruleId }: Outcome & { kind: 'answered' }): string {
  if (by.client_id !== '' && by.client_id === view.value.clientId) {
    return 'you';
  }
  return ruleId !== undefined && by.kind === 'rule' ? `rule ${oneLine(ruleId, 40)}` : oneLine(by.name, 60) || oneLine(by.kind, 20);
}
