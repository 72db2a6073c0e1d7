import { oneLine } from '@skillwire/client';
import { useEffect, useMemo } from 'preact/hooks';
import { Past } from '../backwards.ts';
import { hubNow } from '../clock.ts';
import { FACT_EVENTS, factOf } from '../facts.ts';
import { count, duration } from '../format.ts';
import { SPANS } from '../historyFilter.ts';
import { view } from '../hub.ts';
import { curve, durations, healings, percentile, spreads, waiting } from '../insight.ts';
import { Chart } from '../parts/Chart.tsx';
import { Deciders, Healings, Spreads } from '../parts/InsightTables.tsx';
import { insightAddress, replaceAddress } from '../route.ts';
import { useSlowly } from '../slowly.ts';

const FACTS_MAX = 100_000;
const DRAW_MS = 2_000;
const SPANS_SHOWN = 40;
const TIMES = [
  ['1h', 'Last hour'],
  ['1d', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['', 'Whole log'],
] as const;

const past = new Past(FACT_EVENTS, factOf, FACTS_MAX);

/** How long things take, whether repairs help, who decides and how long people are waited for. */
export function InsightPage({ query }: { query: string }) {
  const { epoch } = view.value;
  useEffect(() => {
    if (epoch !== '') {
      past.start();
    }
  }, [epoch]);
  const { facts: all, is } = useSlowly(past.told, DRAW_MS);
  const given = new URLSearchParams(query);
  const skill = given.get('skill') ?? '';
  const step = skill === '' ? '' : (given.get('step') ?? '');
  const time = given.get('time') ?? '7d';
  const set = (change: Record<string, string>): void => replaceAddress(insightAddress({ skill, step, time, ...change }));
  const seen = useMemo(() => {
    const to = hubNow();
    const span = SPANS[time];
    const facts = span === undefined ? all : all.filter(({ at }) => at >= to - span);
    const from = facts[0]?.at ?? to;
    const times = durations(facts, skill, step);
    const people = waiting(facts, skill);
    return {
      skills: [...new Set(all.flatMap((fact) => (fact.is === 'ended' ? [fact.skill] : [])))].sort(),
      times,
      took: curve(times, from, to, SPANS_SHOWN),
      spreads: spreads(facts, skill),
      healings: healings(facts, skill),
      people,
      waited: curve(people.waits, from, to, SPANS_SHOWN),
    };
  }, [all, skill, step, time]);
  const what = step !== '' ? oneLine(step, 60) : skill !== '' ? oneLine(skill, 60) : 'All runs';
  return (
    <div class="insight">
      <header class="section">
        <h1>Insight</h1>
        <span class="faint" role="status">
          {count(seen.times.length, step === '' ? 'run' : 'step')}
          {is === 'reading' && ' · reading on…'}
          {is === 'cut' && ' · older events are not looked at'}
        </span>
        <div class="filters" role="group" aria-label="Filters">
          <label>
            <span class="unseen">Skill</span>
            <select value={skill} onChange={(event) => set({ skill: event.currentTarget.value, step: '' })}>
              <option value="">All skills</option>
              {[...new Set(skill === '' ? seen.skills : [...seen.skills, skill])].map((each) => (
                <option key={each} value={each}>
                  {oneLine(each, 60)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="unseen">Time</span>
            <select value={time} onChange={(event) => set({ time: event.currentTarget.value })}>
              {TIMES.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <section class="value" aria-labelledby="took">
        <header>
          <h2 id="took">How long it takes: {what}</h2>
          {step !== '' && (
            <button type="button" class="quiet small" onClick={() => set({ step: '' })}>
              The whole run
            </button>
          )}
        </header>
        {seen.times.length === 0 ? <p class="empty">{is === 'reading' ? 'Reading…' : 'Nothing ended in this time.'}</p> : <Chart curve={seen.took} words={chartWords(what, seen.times.map(({ ms }) => ms))} />}
      </section>
      {seen.spreads.length > 0 && <Spreads of={skill === '' ? 'Skill' : 'Step'} rows={seen.spreads} picked={step} pick={(name) => set(skill === '' ? { skill: name } : { step: name })} />}
      <section class="value" aria-labelledby="waited">
        <header>
          <h2 id="waited">How long people are waited for</h2>
        </header>
        <p class="facts">
          <span>
            <b>{duration(seen.people.totalMs)}</b> altogether
          </span>
          <span>{count(seen.people.waits.length, 'question')}</span>
          {seen.people.unanswered > 0 && <span class="human">{count(seen.people.unanswered, 'time')} nobody answered</span>}
        </p>
        {seen.people.waits.length > 0 && <Chart curve={seen.waited} words={chartWords('Waiting for people', seen.people.waits.map(({ ms }) => ms))} />}
      </section>
      {seen.people.deciders.length > 0 && <Deciders rows={seen.people.deciders} />}
      {seen.healings.length > 0 && <Healings rows={seen.healings} />}
    </div>
  );
}

function chartWords(what: string, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${what} over time: half below ${duration(percentile(sorted, 50) ?? 0)}, nine of ten below ${duration(percentile(sorted, 90) ?? 0)}`;
}
