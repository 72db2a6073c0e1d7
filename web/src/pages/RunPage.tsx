import { jsonShown, oneLine, shown } from '@skillwire/client';
import type { Json, JsonObject, RunView, StepView } from '@skillwire/client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ended } from '../announce.ts';
import { count, duration, wholeTime } from '../format.ts';
import { view } from '../hub.ts';
import { CancelRun } from '../parts/CancelRun.tsx';
import { Copy } from '../parts/Copy.tsx';
import { EventRows } from '../parts/EventRows.tsx';
import { Fields } from '../parts/Fields.tsx';
import { StatusIcon, statusWord } from '../parts/icons.tsx';
import { Output } from '../parts/Output.tsx';
import { Questions } from '../parts/Questions.tsx';
import { ReplayBar } from '../parts/ReplayBar.tsx';
import { RunTime, childrenOf, runMark } from '../parts/RunCard.tsx';
import { stepName } from '../parts/StepStrip.tsx';
import { Waterfall, describe } from '../parts/Waterfall.tsx';
import { ALL_RUNS, queryOf } from '../historyFilter.ts';
import { Replay } from '../replay.ts';
import { historyAddress, runAddress } from '../route.ts';
import { follow, newStory } from '../story.ts';

/** One run: its steps in time, what each of them put out, and every event. */
export function RunPage({ id }: { id: string }) {
  const story = useMemo(newStory, [id]);
  useEffect(() => follow(id, story), [id]);
  const { is, run: told, events, gone } = story.value;
  const [picked, pick] = useState<number>();
  const [moment, setMoment] = useState<number>();
  // Only what has ended is replayed: it does not change meanwhile.
  const replay = useMemo(() => (told === undefined || told.status === 'running' || gone > 0 ? undefined : Replay.of(id, events)), [told, events, gone]);
  const replayed = moment === undefined ? undefined : replay?.at(moment);
  const run = replayed ?? told;
  if (run === undefined) {
    return (
      <section class="empty">
        {is === 'loading' ? 'Loading…' : <>No run with this id is known. <a href="#/">What goes on now</a></>}
      </section>
    );
  }
  // Until somebody picks one, the step at work is looked at.
  const step = run.steps[picked ?? run.currentStep];
  const waiting = [...view.value.questions.values()].some((question) => question.runId === id);
  return (
    <>
      <header class="run-head">
        <p class="crumbs">
          <a href="#/">Now</a>
          {run.parentId !== undefined && <a href={runAddress(run.parentId)}>{oneLine(view.value.runs.get(run.parentId)?.name ?? 'Parent run', 60)}</a>}
        </p>
        <h1>
          <StatusIcon of={runMark(run)} /> {oneLine(run.name, 120) || 'Run without a name'}
        </h1>
        <p class="facts">
          <b class={`word ${runMark(run)}`}>{run.status === 'failed' ? ended(run.reason) : statusWord(runMark(run))}</b>
          <span>
            {replayed === undefined || moment === undefined ? <RunTime run={run} /> : duration(run.durationMs ?? moment)}
          </span>
          <span>{count(run.totalSteps, 'step')}</span>
          <span>{oneLine(run.source, 40)}</span>
          <span>started {wholeTime(run.startedAt)}</span>
          {humanTime(run) > 0 && <span class="human">{duration(humanTime(run))} of it waiting for people</span>}
          <code class="id">{oneLine(run.id, 128)}</code>
          <Copy what="the id of the run" text={() => run.id} />
          <a href={historyAddress(queryOf({ ...ALL_RUNS, skill: run.name, with: run.id }))}>Compare…</a>
          {told?.status === 'running' && run.cancelRequestedAt === undefined && <CancelRun id={id} />}
          {told?.status === 'running' && run.cancelRequestedAt !== undefined && <span>is asked to end</span>}
        </p>
        {run.truncated && <p class="faint">The hub has cut a text of this run that was too long.</p>}
        {run.error !== undefined && <pre class="error">{shown(run.error)}</pre>}
      </header>
      <section aria-labelledby="waiting" class={waiting ? '' : 'bare'}>
        <h2 id="waiting" class="unseen">
          Questions of this run
        </h2>
        <Questions runId={id} />
      </section>
      <Children id={id} />
      {replay !== undefined && replay.events.length > 1 && <ReplayBar replay={replay} moment={moment} go={setMoment} />}
      <Waterfall run={run} chosen={step?.index ?? -1} choose={pick} then={replayed && { now: run.startedAt + (moment ?? 0), end: run.startedAt + (replay?.lengthMs ?? 0) }} />
      {step !== undefined && <StepDetails step={step} />}
      <div class="values">
        <Value title="Inputs" value={run.inputs} />
        {run.outputs !== undefined && <Value title="Outputs" value={run.outputs} />}
      </div>
      <section aria-labelledby="all-events">
        <header class="section">
          <h2 id="all-events">Events</h2>
          <span class="faint">{count(events.length + gone, 'event')}</span>
        </header>
        <EventRows events={events} gone={gone} label="Events of this run" />
      </section>
    </>
  );
}

function humanTime(run: RunView): number {
  return run.waits.reduce((sum, wait) => sum + (wait.to === undefined ? 0 : wait.to - wait.from), 0);
}

function Children({ id }: { id: string }) {
  const children = childrenOf(id);
  if (children.length === 0) {
    return null;
  }
  return (
    <section aria-label="Runs that this one started">
      <ul class="recent">
        {children.map((child) => (
          <li key={child.id}>
            <StatusIcon of={runMark(child)} />
            <a href={runAddress(child.id)}>{oneLine(child.name, 80)}</a>
            <span class="how">{child.status}</span>
            <span class="time">
              <RunTime run={child} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StepDetails({ step }: { step: StepView }) {
  return (
    <section class="step-details" aria-labelledby="step">
      <header class="section">
        <h2 id="step">{stepName(step)}</h2>
        <span class="faint">
          {step.status}
          {step.percent !== undefined && step.status === 'running' && ` · ${Math.round(step.percent)} %`}
        </span>
      </header>
      {step.description !== '' && <p class="faint">{describe(step)}</p>}
      {step.message !== undefined && step.message !== '' && <p>{shown(step.message)}</p>}
      {step.reason !== undefined && step.reason !== '' && <p>Skipped: {shown(step.reason)}</p>}
      {step.truncated && <p class="faint">The hub has cut texts of this step that were too long.</p>}
      {step.error !== undefined && <pre class="error">{shown(step.error)}</pre>}
      {step.heals.length > 0 && (
        <ul class="heals">
          {step.heals.map((heal) => (
            <li key={heal.heal_id} class={heal.success === undefined ? 'healing' : heal.success ? 'healed' : 'unhealed'}>
              <StatusIcon of={heal.success === undefined ? 'healing' : heal.success ? 'completed' : 'failed'} />
              <span>
                {heal.success === undefined ? 'Healing' : heal.success ? 'Healed' : 'Could not heal'}
                {heal.duration_ms !== undefined && ` in ${duration(heal.duration_ms)}`}
                {heal.error_type !== '' && ` · ${oneLine(heal.error_type, 60)}`}
              </span>
              <code>{oneLine(heal.fix_action, 400)}</code>
            </li>
          ))}
        </ul>
      )}
      {step.log !== '' && <Output key={step.index} log={step.log} cut={step.logCut} of={stepName(step)} />}
      {step.output !== undefined && <Value title="Result" value={step.output} />}
    </section>
  );
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function Value({ title, value }: { title: string; value: Json }) {
  if (isObject(value) && Object.keys(value).length === 0) {
    return null;
  }
  return (
    <section class="value" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Copy what={title.toLowerCase()} text={() => JSON.stringify(value, null, 2)} />
      </header>
      {isObject(value) ? <Fields of={value} /> : <pre tabIndex={0}>{jsonShown(value)}</pre>}
    </section>
  );
}
