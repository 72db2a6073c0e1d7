import type { RunView } from '@skillwire/client';
import { oneLine } from '@skillwire/client';
import { useRef } from 'preact/hooks';
import { ended } from '../announce.ts';
import { eachSecond, hubNow } from '../clock.ts';
import { duration } from '../format.ts';
import { view } from '../hub.ts';
import { numberKeysOn } from '../keys.ts';
import { StatusIcon } from '../parts/icons.tsx';
import { Meanwhile } from '../parts/Meanwhile.tsx';
import { memo } from '../parts/memo.ts';
import { Ago } from '../parts/Question.tsx';
import { Questions } from '../parts/Questions.tsx';
import { Reach } from '../parts/Reach.tsx';
import { RunCard, runMark } from '../parts/RunCard.tsx';
import { runAddress } from '../route.ts';

/** An ended run keeps its place among those at work this long, and while the pointer is among them. */
const ENDED_STAYS_MS = 10_000;
const RECENT = 30;
const NONE: readonly RunView[] = [];

/** What goes on: questions first, then runs, then what has ended. */
export function Now() {
  const { questions, runs, epoch } = view.value;
  const waiting = questions.size;
  const children = childrenByParent(runs);
  const cards = useCards(runs);
  const recent = [...runs.values()]
    .filter((run) => run.status !== 'running' && !cards.shown.has(run.id))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
    .slice(0, RECENT);
  if (epoch === '') {
    return <p class="empty">Connecting to the hub…</p>;
  }
  return (
    <>
      <h1 class="unseen">Now</h1>
      <Meanwhile />
      <section aria-labelledby="waiting">
        <header class="section">
          <h2 id="waiting">
            Waiting for you {waiting > 0 && <span class="badge">{waiting}</span>}
          </h2>
          {waiting > 0 && (
            <label class="keys">
              <input type="checkbox" checked={numberKeysOn.value} onChange={(event) => (numberKeysOn.value = event.currentTarget.checked)} />
              Keys 1–9 answer
            </label>
          )}
          <Reach />
        </header>
        <Questions />
        {waiting === 0 && <p class="empty">No questions.</p>}
      </section>
      <section aria-labelledby="running" onPointerEnter={cards.enter} onPointerLeave={cards.leave}>
        <header class="section">
          <h2 id="running">Running</h2>
        </header>
        {cards.list.length === 0 ? (
          <p class="empty">Nothing runs.</p>
        ) : (
          <ul class="cards">
            {cards.list.map((run) => (
              <li key={run.id}>
                <RunCard run={run} children={children.get(run.id) ?? NONE} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <header class="section">
            <h2 id="recent">Recent</h2>
          </header>
          <ul class="recent">
            {recent.map((run) => (
              <RecentRun key={run.id} run={run} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Runs that are shown as cards: at work or ended just now, and not below a parent that is a card. */
function useCards(runs: ReadonlyMap<string, RunView>) {
  const inside = useRef(false);
  const before = useRef<ReadonlySet<string>>(new Set());
  const endedLately = [...runs.values()].some((run) => run.endedAt !== undefined && hubNow() - run.endedAt < ENDED_STAYS_MS);
  const now = endedLately || inside.current ? eachSecond.value : hubNow();
  const stays = (run: RunView): boolean =>
    run.status === 'running' || now - (run.endedAt ?? 0) < ENDED_STAYS_MS || (inside.current && before.current.has(run.id));
  const staying = [...runs.values()].filter(stays);
  const ids = new Set(staying.map(({ id }) => id));
  before.current = ids;
  return {
    list: staying.filter((run) => run.parentId === undefined || !ids.has(run.parentId)),
    shown: ids,
    enter: () => (inside.current = true),
    leave: () => (inside.current = false),
  };
}

let lastChildren = new Map<string, readonly RunView[]>();

/** Lists that did not change stay the same objects. */
function childrenByParent(runs: ReadonlyMap<string, RunView>): ReadonlyMap<string, readonly RunView[]> {
  const found = new Map<string, RunView[]>();
  for (const run of runs.values()) {
    if (run.parentId !== undefined) {
      found.set(run.parentId, [...(found.get(run.parentId) ?? []), run]);
    }
  }
  const children = new Map<string, readonly RunView[]>();
  for (const [id, list] of found) {
    const last = lastChildren.get(id);
    children.set(id, last?.length === list.length && last.every((run, i) => run === list[i]) ? last : list);
  }
  lastChildren = children;
  return children;
}

const RecentRun = memo(({ run }: { run: RunView }) => (
  <li data-run={run.id}>
    <StatusIcon of={runMark(run)} />
    <a href={runAddress(run.id)}>{oneLine(run.name, 80) || 'Run without a name'}</a>
    <span class="how">
      {run.status === 'completed' ? 'completed' : ended(run.reason)}
      {run.error !== undefined && <span class="faint">: {oneLine(run.error, 200)}</span>}
    </span>
    <span class="source faint">{oneLine(run.source, 30)}</span>
    <span class="time">{run.durationMs === undefined ? '' : duration(run.durationMs)}</span>
    <span class="faint when">{run.endedAt === undefined ? '' : <Ago at={run.endedAt} />}</span>
  </li>
));
