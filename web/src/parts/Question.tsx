import { oneLine, shown } from '@skillwire/client';
import type { ClientMessage, QuestionView, Remember, RememberFor } from '@skillwire/client';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { eachSecond } from '../clock.ts';
import { ago } from '../format.ts';
import { mayAnswer, say } from '../hub.ts';
import { runAddress } from '../route.ts';
import { renewed, settledPlace, watch } from '../shield.ts';
import { Action } from './Action.tsx';
import { Attached } from './Attached.tsx';
import { People } from './People.tsx';
import { Ring } from './Ring.tsx';
import { silence } from './silence.ts';

const REMEMBER: readonly (readonly [Remember, string])[] = [
  ['none', 'Only this time'],
  ['this-error', 'For this error'],
  ['this-skill', 'For this skill'],
  ['always', 'Whenever this is asked'],
];

/** Until when a remembered answer holds. */
const LIFETIMES: readonly (readonly [string, RememberFor | undefined])[] = [
  ['in this run', { run: true }],
  ['for an hour', { seconds: 3_600 }],
  ['for a day', { seconds: 86_400 }],
  ['three times', { uses: 3 }],
  ['until deleted', undefined],
];

const MINUTE_S = 60;

/** How often a hub is told that somebody types; a hold of the clock lasts 15 s. */
const TYPING_MS = 4_000;

/** A question that waits, with everything that is needed to decide it. */
export function Question({ question, active }: { question: QuestionView; active: boolean }) {
  const card = useRef<HTMLElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState('');
  const [comment, setComment] = useState('');
  const [remember, setRemember] = useState<Remember>('none');
  const lifetimes = LIFETIMES.filter(([, lifetime]) => question.runId !== '' || lifetime?.run === undefined);
  const [lifetime, setLifetime] = useState(0);
  const [soft, setSoft] = useState(false);
  const typed = useRef(0);

  useLayoutEffect(() => (card.current ? watch(card.current) : undefined), []);
  useLayoutEffect(() => {
    if (card.current) {
      renewed(card.current); // the keys mean this question from now on
    }
  }, [active]);

  const does = async (what: string, message: ClientMessage): Promise<void> => {
    setBusy(what);
    setProblem('');
    const refused = await say(message);
    setBusy('');
    setProblem(refused ?? '');
  };
  const answer = (option: string): void => {
    if (busy !== '' || !mayAnswer.value) {
      return;
    }
    const rememberFor = remember === 'none' ? undefined : lifetimes[lifetime]?.[1];
    void does(option, {
      type: 'confirmation_response',
      id: question.id,
      response: option,
      remember,
      ...(rememberFor === undefined ? {} : { remember_for: rememberFor }),
      ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      ...(question.actionDigest === undefined ? {} : { action_digest: question.actionDigest }),
    });
  };
  /** The clock waits for who types; it is enough to say so now and then. */
  const types = (): void => {
    if (mayAnswer.value && Date.now() - typed.current > TYPING_MS) {
      typed.current = Date.now();
      void say({ type: 'presence', state: 'focused', last_input: 0, typing: question.id });
    }
  };
  /** A click that was meant for what was here a moment ago is shown to be seen, and not taken. */
  const guarded = (then: () => void) => (): void => {
    if (card.current && settledPlace(card.current)) {
      then();
    } else {
      setSoft(true);
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => setSoft(false), 600);
    return () => clearTimeout(timer);
  }, [soft]);

  const clock = question.totalMs !== null;
  const name = oneLine(question.runName, 80);
  const title = `question-${question.id}`;
  return (
    <article
      class={`question risk-${question.risk}${active ? ' active' : ''}${soft ? ' soft' : ''}`}
      aria-labelledby={title}
      data-question={question.id}
      tabIndex={-1}
      ref={card}
    >
      <header>
        <Ring question={question} />
        <div class="from">
          <p class="crumbs">
            {name !== '' && (question.runId === '' ? <b>{name}</b> : <a href={runAddress(question.runId)}>{name}</a>)}
            {question.stepName !== '' && <span class="step">{oneLine(question.stepName, 80)}</span>}
            {name === '' && question.stepName === '' && <span class="step">Not part of a run</span>}
          </p>
          <p class="faint">
            asked <Ago at={question.askedAt} />
            {question.paused && ` · held${question.hold ? ' for a moment' : ''}${question.pausedBy?.name ? ` by ${oneLine(question.pausedBy.name, 40)}` : ''}`}
          </p>
        </div>
        {question.risk !== 'low' && <span class={`tag risk-${question.risk}`}>{oneLine(question.risk, 20)} risk</span>}
      </header>
      <h3 id={title} class="prompt">
        {shown(question.prompt)}
      </h3>
      <People question={question} />
      {question.action && <Action action={question.action} />}
      {question.attachments?.map((attachment, i) => <Attached key={i} attachment={attachment} />)}
      {question.suggestion !== '' && !question.options.includes(question.suggestion) && (
        <p class="suggestion">
          <span>Suggestion</span> {shown(question.suggestion)}
        </p>
      )}
      <div class="options" role="group" aria-label="Answers">
        {question.options.map((option, i) => (
          <button
            type="button"
            key={option}
            class={`option${busy === option ? ' sending' : ''}`}
            data-option={i}
            aria-disabled={!mayAnswer.value}
            aria-keyshortcuts={active && i < 9 ? String(i + 1) : undefined}
            onClick={guarded(() => answer(option))}
          >
            {i < 9 && (
              <kbd class={active ? 'on' : ''} aria-hidden="true">
                {i + 1}
              </kbd>
            )}
            <span>{oneLine(option, 300)}</span>
            {option === question.suggestion && <em>suggested</em>}
          </button>
        ))}
      </div>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="more">
        <label class="comment">
          <span class="unseen">Comment on your answer</span>
          <input
            type="text"
            placeholder="Add a comment"
            value={comment}
            maxLength={4_000}
            onInput={(event) => {
              setComment(event.currentTarget.value);
              types();
            }}
          />
        </label>
        <label class="remember">
          <span class="unseen">For what your answer holds</span>
          <select value={remember} onChange={(event) => setRemember(event.currentTarget.value as Remember)}>
            {REMEMBER.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {remember !== 'none' && (
          <label class="remember">
            <span class="unseen">How long your answer holds</span>
            <select value={lifetime} onChange={(event) => setLifetime(Number(event.currentTarget.value))}>
              {lifetimes.map(([words], i) => (
                <option key={words} value={i}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )}
        {clock && (
          <div class="clock" role="group" aria-label="The clock of this question">
            <button
              type="button"
              class="quiet small"
              aria-disabled={!mayAnswer.value}
              onClick={guarded(() => does('clock', { type: question.paused ? 'resume_timer' : 'pause_timer', id: question.id }))}
            >
              {question.paused ? 'Let it run' : 'Hold the clock'}
            </button>
            <button
              type="button"
              class="quiet small"
              aria-disabled={!mayAnswer.value}
              onClick={guarded(() => does('clock', { type: 'extend_timer', id: question.id, seconds: MINUTE_S }))}
            >
              +1 min
            </button>
          </div>
        )}
        <p class="faint default">{clock ? `Without an answer: ${silence(question)}` : 'Waits until it is answered'}</p>
      </div>
      {!mayAnswer.value && <p class="faint">This page may watch, not answer.</p>}
    </article>
  );
}

export function Ago({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{ago(at, eachSecond.value)}</time>;
}
