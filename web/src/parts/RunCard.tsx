import type { RunView, StepView } from '@skillwire/client';
import { oneLine } from '@skillwire/client';
import { useComputed } from '@preact/signals';
import { ended } from '../announce.ts';
import { eachSecond } from '../clock.ts';
import { count, duration, elapsed } from '../format.ts';
import { view } from '../hub.ts';
import { plainLines } from '../output.ts';
import { runAddress } from '../route.ts';
import { CancelRun } from './CancelRun.tsx';
import { StatusIcon, statusWord } from './icons.tsx';
import type { Mark } from './icons.tsx';
import { memo } from './memo.ts';
import { StepStrip, markOf, stepName } from './StepStrip.tsx';

/** Lines of live output on a card; the whole is on the run's page. */
const LINES = 6;
const HEALS = 3;

export function runMark(run: RunView): Mark {
  if (run.status !== 'running') {
    return run.status;
  }
  return run.waits.some((wait) => wait.to === undefined) ? 'waiting' : 'running';
}

/** A run at a glance, with its children. */
export const RunCard = memo(({ run, children }: { run: RunView; children: readonly RunView[] }) => {
  const step = run.steps[run.currentStep];
  const title = `run-${run.id}`;
  return (
    <article class={`run ${runMark(run)}`} aria-labelledby={title} data-run={run.id}>
      <header>
        <StatusIcon of={runMark(run)} />
        <h3 id={title}>
          <a href={runAddress(run.id)}>{oneLine(run.name, 80) || 'Run without a name'}</a>
        </h3>
        <span class="time">
          <RunTime run={run} />
        </span>
      </header>
      <StepStrip run={run} />
      <p class="at">
        {step !== undefined && run.status === 'running' && (
          <>
            <b>{stepName(step)}</b>
            <span class="faint">
              {run.currentStep + 1} of {run.totalSteps} · {statusWord(markOf(run, step))}
            </span>
          </>
        )}
        {run.status !== 'running' && (
          <span class="faint">
            {run.status === 'completed' ? 'completed' : ended(run.reason)} after {count(run.totalSteps, 'step')}
          </span>
        )}
      </p>
      {run.status === 'running' && step !== undefined && <Progress step={step} />}
      {run.error !== undefined && <p class="error">{oneLine(run.error, 240)}</p>}
      <Heals run={run} />
      {run.status === 'running' && step !== undefined && step.log !== '' && <Tail log={step.log} />}
      {children.length > 0 && (
        <ul class="children" aria-label="Runs that this one started">
          {children.map((child) => (
            <li key={child.id}>
              <StatusIcon of={runMark(child)} />
              <a href={runAddress(child.id)}>{oneLine(child.name, 80)}</a>
              <span class="faint">{childStep(child)}</span>
              <span class="time">
                <RunTime run={child} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <footer>
        <span class="faint">
          {oneLine(run.source, 40)}
          {run.cancelRequestedAt !== undefined && run.status === 'running' && ' · is asked to end'}
        </span>
        {run.status === 'running' && run.cancelRequestedAt === undefined && <CancelRun id={run.id} />}
      </footer>
    </article>
  );
});

function childStep(run: RunView): string {
  const step = run.steps[run.currentStep];
  return step === undefined || run.status !== 'running' ? run.status : `${stepName(step)} · ${run.currentStep + 1} of ${run.totalSteps}`;
}

export function RunTime({ run }: { run: RunView }) {
  if (run.durationMs !== undefined) {
    return <>{duration(run.durationMs)}</>;
  }
  return <Running since={run.startedAt} />;
}

export function Running({ since }: { since: number }) {
  const words = useComputed(() => elapsed(Math.max(0, eachSecond.value - since)));
  return <>{words.value}</>;
}

function Progress({ step }: { step: StepView }) {
  const message = step.message === undefined ? '' : oneLine(step.message, 160);
  if (step.percent === undefined) {
    return message === '' ? null : <p class="message">{message}</p>;
  }
  const percent = Math.round(step.percent);
  return (
    <div class="progress">
      <progress value={percent} max={100} aria-label={`Progress of ${stepName(step)}`} />
      <span class="figure">{percent} %</span>
      {message !== '' && <p class="message">{message}</p>}
    </div>
  );
}

function Heals({ run }: { run: RunView }) {
  const heals = run.steps.flatMap((step) => step.heals.map((heal) => ({ step, heal }))).slice(-HEALS);
  if (heals.length === 0) {
    return null;
  }
  return (
    <ul class="heals" aria-label="Repairs">
      {heals.map(({ step, heal }) => (
        <li key={heal.heal_id} class={heal.success === undefined ? 'healing' : heal.success ? 'healed' : 'unhealed'}>
          <StatusIcon of={heal.success === undefined ? 'healing' : heal.success ? 'completed' : 'failed'} />
          <span>
            {heal.success === undefined ? 'Healing' : heal.success ? 'Healed' : 'Could not heal'} {stepName(step)}
          </span>
          <code>{oneLine(heal.fix_action, 120)}</code>
        </li>
      ))}
    </ul>
  );
}

/** The newest lines of live output; screen readers find the whole on the run's page. */
function Tail({ log }: { log: string }) {
  return (
    <pre class="tail" aria-hidden="true">
      {plainLines(log, LINES).join('\n')}
    </pre>
  );
}

export function childrenOf(id: string): readonly RunView[] {
  return [...view.value.runs.values()].filter((run) => run.parentId === id);
}
