import { oneLine, shown } from '@skillwire/client';
import { useEffect, useState } from 'preact/hooks';
import { auditFilterOf, auditQueryOf, befellWords, decision, requestOf } from '../audit.ts';
import type { AuditFilter, Audited, Befell } from '../audit.ts';
import { count, duration, wholeTime } from '../format.ts';
import { base, onMessages, read } from '../hub.ts';
import { Fields } from '../parts/Fields.tsx';
import { StatusIcon } from '../parts/icons.tsx';
import { auditAddress, replaceAddress, runAddress } from '../route.ts';
import { saveFile } from '../saveFile.ts';

const OUTCOMES = ['pending', 'answered', 'expired', 'cancelled'];
/** While somebody types, the hub is not asked for every letter. */
const TYPING_MS = 300;

interface Page {
  readonly questions: readonly Audited[];
  readonly earlier?: number;
}

interface Told {
  readonly questions: readonly Audited[];
  readonly earlier?: number;
  readonly is: 'reading' | 'there' | 'failed';
}

/** Every question and what came of it: who asked, who had it before them, who decided, and what happened then. */
export function AuditPage({ query }: { query: string }) {
  const filter = auditFilterOf(query);
  const [told, set] = useState<Told>({ questions: [], is: 'reading' });
  const [fresh, setFresh] = useState(false);
  const [round, look] = useState(0);
  useEffect(() => {
    let ended = false;
    setFresh(false);
    const timer = setTimeout(async () => {
      const page = await read<Page>(`api/v1/audit?${requestOf(filter)}`);
      if (!ended) {
        set(page === undefined ? { questions: [], is: 'failed' } : { ...newestFirst(page), is: 'there' });
      }
    }, TYPING_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [query, round]);
  useEffect(() => onMessages((batch) => setFresh((was) => was || batch.some(({ type }) => /^confirmation_(required|answered|expired)$/.test(type)))), []);
  const earlier = async (): Promise<void> => {
    const page = await read<Page>(`api/v1/audit?${requestOf(filter, told.earlier)}`);
    if (page !== undefined) {
      const more = newestFirst(page);
      set({ ...more, questions: [...told.questions, ...more.questions], is: 'there' });
    }
  };
  return (
    <section class="rules audit" aria-labelledby="audit">
      <header class="section">
        <h1 id="audit">Audit</h1>
        <span class="faint" role="status">
          {told.is === 'reading' ? 'Reading…' : `${count(told.questions.length, 'question')}${told.earlier === undefined ? '' : ' and earlier ones'}`}
        </span>
        <Filters filter={filter} />
      </header>
      {fresh && (
        <p class="picking">
          Something was asked or decided since this was read.{' '}
          <button type="button" class="small" onClick={() => look(round + 1)}>
            Look again
          </button>
        </p>
      )}
      {told.is === 'failed' && <p class="empty">The audit could not be read.</p>}
      {told.is === 'there' && told.questions.length === 0 && <p class="empty">{told.earlier === undefined ? 'No question is like that.' : 'None is like that among the newest.'}</p>}
      {told.questions.length > 0 && (
        <ul class="rule-list">
          {told.questions.map((question) => (
            <li key={question.seq} data-audited={question.id}>
              <Row question={question} />
            </li>
          ))}
        </ul>
      )}
      {told.earlier !== undefined && (
        <p>
          <button type="button" onClick={() => void earlier()}>
            Earlier questions
          </button>
        </p>
      )}
    </section>
  );
}

function newestFirst({ questions, earlier }: Page): Omit<Told, 'is'> {
  return { questions: [...questions].reverse(), ...(earlier === undefined ? {} : { earlier }) };
}

function Filters({ filter }: { filter: AuditFilter }) {
  const set = (change: Partial<AuditFilter>): void => replaceAddress(auditAddress(auditQueryOf({ ...filter, ...change })));
  const table = async (): Promise<void> => {
    const reply = await fetch(new URL(`api/v1/audit?${requestOf(filter)}`, base), { headers: { accept: 'text/csv' } }).catch(() => undefined);
    if (reply?.ok) {
      saveFile('skillwire-audit.csv', await reply.blob());
    }
  };
  return (
    <div class="filters" role="group" aria-label="Filters">
      <label>
        <span class="unseen">Skill</span>
        <input type="search" placeholder="Skill" value={filter.skill} onInput={(event) => set({ skill: event.currentTarget.value })} />
      </label>
      <label>
        <span class="unseen">Decided by</span>
        <input type="search" placeholder="By whom: name, rule, timeout…" value={filter.by} onInput={(event) => set({ by: event.currentTarget.value })} />
      </label>
      <label>
        <span class="unseen">Outcome</span>
        <input type="search" list="outcomes" placeholder="Outcome or answer" value={filter.outcome} onInput={(event) => set({ outcome: event.currentTarget.value })} />
        <datalist id="outcomes">
          {OUTCOMES.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </label>
      <label>
        <span class="unseen">First day</span>
        <input type="date" value={filter.from} onChange={(event) => set({ from: event.currentTarget.value })} />
      </label>
      <label>
        <span class="unseen">Last day</span>
        <input type="date" value={filter.to} onChange={(event) => set({ to: event.currentTarget.value })} />
      </label>
      <button type="button" class="small" onClick={() => void table()}>
        Save as CSV
      </button>
    </div>
  );
}

function Row({ question }: { question: Audited }) {
  const [open, setOpen] = useState(false);
  const { what, who, good } = decision(question);
  return (
    <>
      <div class="rule-row">
        <p class="when">
          <StatusIcon of={question.status === 'pending' ? 'waiting' : good ? 'completed' : 'skipped'} />
          <span>{oneLine(question.prompt, 240)}</span>
          <span class="part">
            <span class="faint">→</span> <b>{what}</b> {who !== '' && <span class="faint">{question.status === 'answered' ? `by ${who}` : who}</span>}
          </span>
        </p>
        <p class="facts">
          <span>{wholeTime(Date.parse(question.timestamp))}</span>
          {question.skill_id !== '' && <a href={runAddress(question.skill_id)}>{oneLine(question.skill_name, 60) || 'Run'}</a>}
          {question.step_name !== '' && <span>{oneLine(question.step_name, 60)}</span>}
          {question.risk === 'high' && <span class="bad">high risk</span>}
          {question.waited_ms !== undefined && question.rule_id === undefined && <span>waited {duration(question.waited_ms)}</span>}
          {question.comment !== undefined && question.comment !== '' && <span>“{oneLine(question.comment, 200)}”</span>}
        </p>
        <div class="rule-actions">
          <button type="button" class="quiet small" aria-expanded={open} aria-label={`Look at ${oneLine(question.id, 60)}`} onClick={() => setOpen(!open)}>
            {open ? 'Less' : 'More'}
          </button>
        </div>
      </div>
      {open && <Details question={question} />}
    </>
  );
}

function Details({ question }: { question: Audited }) {
  const { asked_by: asked, seen_by: seen } = question;
  return (
    <div class="rule-details">
      <p class="prompt">{shown(question.prompt)}</p>
      <p class="faint">
        {oneLine(question.id, 128)} · asked by {oneLine(asked.token || asked.client_id, 128) || 'nobody known'} · offered {question.options.map((option) => oneLine(option, 60)).join(', ')}
        {seen.length > 0 && ` · before the eyes of ${seen.map(({ name, kind }) => oneLine(name, 60) || oneLine(kind, 20)).join(', ')}`}
      </p>
      {question.action !== undefined && (
        <section class="action" aria-label="What was to run">
          <Fields of={question.action} />
        </section>
      )}
      <Events title="Meanwhile" events={question.events} />
      <Events title="What came next" events={question.then} />
    </div>
  );
}

function Events({ title, events }: { title: string; events: readonly Befell[] }) {
  if (events.length === 0) {
    return null;
  }
  return (
    <>
      <h3>{title}</h3>
      <ul class="decisions" tabIndex={0}>
        {events.map((event) => (
          <li key={event.seq}>
            <span class="faint">{wholeTime(Date.parse(event.timestamp))}</span>
            <span>{befellWords(event)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
