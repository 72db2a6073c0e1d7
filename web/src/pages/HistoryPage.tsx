import { oneLine } from '@skillwire/client';
import { useEffect, useMemo } from 'preact/hooks';
import { ended } from '../announce.ts';
import { hubNow } from '../clock.ts';
import { count, duration, wholeTime } from '../format.ts';
import { pastMarks } from '../history.ts';
import { filterOf, filtered, queryOf } from '../historyFilter.ts';
import type { HistoryFilter } from '../historyFilter.ts';
import { view } from '../hub.ts';
import { StatusIcon } from '../parts/icons.tsx';
import { Rows } from '../parts/Rows.tsx';
import { pastRuns } from '../pastRuns.ts';
import type { PastRun } from '../pastRuns.ts';
import { compareAddress, historyAddress, replaceAddress, runAddress } from '../route.ts';
import { useSlowly } from '../slowly.ts';

const ROW_PX = 42;
const DRAW_MS = 250;
const TIMES = [
  ['', 'Any time'],
  ['1h', 'Last hour'],
  ['1d', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['between', 'Between…'],
] as const;
const STATUSES = ['running', 'completed', 'failed', 'aborted', 'cancelled', 'stale', 'evicted'];

/** All runs that the log knows, by skill, status, words and time; what is looked for stands in the address. */
export function HistoryPage({ query }: { query: string }) {
  const { epoch } = view.value;
  useEffect(() => {
    if (epoch !== '') {
      pastMarks.start();
    }
  }, [epoch]);
  const { facts, is } = useSlowly(pastMarks.told, DRAW_MS);
  const runs = useMemo(() => pastRuns(facts), [facts]);
  const filter = useMemo(() => filterOf(query), [query]);
  const chosen = useMemo(() => filtered(runs, filter, hubNow()).filter(({ id }) => id !== filter.with), [runs, filter]);
  const skills = useMemo(() => [...new Set(runs.map(({ name }) => name))].sort(), [runs]);
  const all = queryOf({ ...filter, with: '' }) === '';
  return (
    <section class="console past" aria-labelledby="history">
      <header class="section">
        <h1 id="history">History</h1>
        <span class="faint" role="status">
          {all ? count(runs.length, 'run') : `${chosen.length.toLocaleString()} of ${count(runs.length, 'run')}`}
          {is === 'reading' && ' · reading on…'}
          {is === 'cut' && ' · older ones are not looked through'}
        </span>
        <Filters filter={filter} skills={skills} />
      </header>
      {filter.with !== '' && (
        <p class="picking">
          Pick the run to compare with <a href={runAddress(filter.with)}>{oneLine(runs.find(({ id }) => id === filter.with)?.name ?? filter.with, 80)}</a>
        </p>
      )}
      {chosen.length === 0 && is !== 'reading' ? (
        <p class="empty">
          {all ? 'No runs yet.' : 'No run is like that. '}
          {!all && <a href="#/history">Show all</a>}
        </p>
      ) : (
        <Rows key={query} start="top" label="Runs, the newest first" count={chosen.length} rowPx={ROW_PX} row={(i) => <Row key={chosen[i]?.seq} run={chosen[i] as PastRun} pickedWith={filter.with} />} />
      )}
    </section>
  );
}

function Filters({ filter, skills }: { filter: HistoryFilter; skills: readonly string[] }) {
  const set = (change: Partial<HistoryFilter>): void => replaceAddress(historyAddress(queryOf({ ...filter, ...change })));
  return (
    <div class="filters" role="group" aria-label="Filters">
      <label>
        <span class="unseen">Skill</span>
        <select value={filter.skill} onChange={(event) => set({ skill: event.currentTarget.value })}>
          <option value="">All skills</option>
          {[...new Set(filter.skill === '' ? skills : [...skills, filter.skill])].map((each) => (
            <option key={each} value={each}>
              {oneLine(each, 60)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">Status</span>
        <select value={filter.status} onChange={(event) => set({ status: event.currentTarget.value })}>
          <option value="">Any end</option>
          {STATUSES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">Time</span>
        <select value={filter.time} onChange={(event) => set({ time: event.currentTarget.value })}>
          {TIMES.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {filter.time === 'between' && (
        <>
          <label>
            <span class="unseen">First day</span>
            <input type="date" value={filter.from} onChange={(event) => set({ from: event.currentTarget.value })} />
          </label>
          <label>
            <span class="unseen">Last day</span>
            <input type="date" value={filter.to} onChange={(event) => set({ to: event.currentTarget.value })} />
          </label>
        </>
      )}
      <label>
        <span class="unseen">Containing</span>
        <input type="search" placeholder="Name, id, error, input…" value={filter.text} onInput={(event) => set({ text: event.currentTarget.value })} />
      </label>
    </div>
  );
}

function Row({ run, pickedWith }: { run: PastRun; pickedWith: string }) {
  return (
    <a class="past-row" href={pickedWith === '' ? runAddress(run.id) : compareAddress(pickedWith, run.id)} data-past={run.id}>
      <StatusIcon of={run.status} />
      <b>{oneLine(run.name, 80) || 'Run without a name'}</b>
      <span class="how">
        {run.status === 'failed' ? ended(run.reason) : run.status}
        {run.error !== '' && <span class="faint">: {oneLine(run.error, 200)}</span>}
        {run.again && <span class="faint"> · its id began anew later</span>}
      </span>
      <span class="source faint">{oneLine(run.source, 30)}</span>
      <span class="time">{run.durationMs === undefined ? '' : duration(run.durationMs)}</span>
      <span class="faint when">{wholeTime(run.startedAt)}</span>
    </a>
  );
}
