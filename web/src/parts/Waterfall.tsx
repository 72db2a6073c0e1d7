import { oneLine } from '@skillwire/client';
import type { RunView, StepView } from '@skillwire/client';
import { eachSecond } from '../clock.ts';
import { duration } from '../format.ts';
import { mark, ticks } from '../ticks.ts';
import { StatusIcon, statusWord } from './icons.tsx';
import { Running } from './RunCard.tsx';
import { markOf, stepName } from './StepStrip.tsx';

/** How a mark of the axis stands over its place. */
const middle = (share: number): string => `translateX(${share > 0.9 ? -100 : share === 0 ? 0 : -50}%)`;

interface WaterfallProps {
  readonly run: RunView;
  readonly chosen: number;
  readonly choose: (index: number) => void;
  /** The time by which a run is looked at that is not at work now, and when it ended. */
  readonly then?: { readonly now: number; readonly end: number } | undefined;
}

/** All steps of a run, and when each was at work, healed, or waited for a person. */
export function Waterfall({ run, chosen, choose, then }: WaterfallProps) {
  const end = run.endedAt ?? then?.now ?? Math.max(eachSecond.value, run.startedAt + 1);
  const whole = Math.max(1, (then?.end ?? end) - run.startedAt);
  const at = (time: number): number => Math.min(100, Math.max(0, ((time - run.startedAt) / whole) * 100));
  return (
    <section class="waterfall" aria-label="Steps">
      <div class="axis" aria-hidden="true">
        {ticks(whole).map((tick) => (
          <span key={tick} style={{ left: `${(tick / whole) * 100}%`, transform: middle(tick / whole) }}>
            {tick === 0 ? '0' : mark(tick)}
          </span>
        ))}
      </div>
      <ol>
        {run.steps.map((step) => (
          <li key={step.index}>
            <button
              type="button"
              class={`step-row ${markOf(run, step)}`}
              aria-pressed={chosen === step.index}
              onClick={() => choose(step.index)}
              data-step={step.index}
            >
              <StatusIcon of={markOf(run, step)} />
              <span class="name">
                {stepName(step)}
                <span class="unseen">, {statusWord(markOf(run, step))}</span>
              </span>
              <span class="bars" aria-hidden="true">
                {step.startedAt !== undefined && <Bar kind="work" from={at(step.startedAt)} to={at(stepEnd(run, step, end))} />}
                {step.heals.map((heal) => (
                  <Bar
                    key={heal.heal_id}
                    kind="heal"
                    from={at(Date.parse(heal.started_at))}
                    to={at(heal.duration_ms === undefined ? end : Date.parse(heal.started_at) + heal.duration_ms)}
                  />
                ))}
                {run.waits
                  .filter((wait) => waitsIn(run, wait.stepIndex, wait.from, step))
                  .map((wait) => (
                    <Bar key={wait.id} kind="human" from={at(wait.from)} to={at(wait.to ?? end)} />
                  ))}
              </span>
              <span class="time">
                {step.durationMs !== undefined ? (
                  duration(step.durationMs)
                ) : step.status === 'running' && step.startedAt !== undefined && run.status === 'running' ? (
                  then === undefined ? <Running since={step.startedAt} /> : duration(Math.max(0, then.now - step.startedAt))
                ) : (
                  <span class="faint">{step.status === 'pending' || step.status === 'skipped' ? step.status : ''}</span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p class="legend faint" aria-hidden="true">
        <i class="work" /> at work <i class="heal" /> healing <i class="human" /> waiting for a person
      </p>
    </section>
  );
}

/** A question that names no step waits in the one that is at work. */
function waitsIn(run: RunView, stepIndex: number | null, from: number, step: StepView): boolean {
  if (stepIndex !== null) {
    return stepIndex === step.index;
  }
  const working = run.steps.findLast((each) => each.startedAt !== undefined && each.startedAt <= from);
  return working?.index === step.index;
}

function stepEnd(run: RunView, step: StepView, end: number): number {
  if (step.durationMs !== undefined && step.startedAt !== undefined) {
    return step.startedAt + step.durationMs;
  }
  return run.endedAt ?? end;
}

function Bar({ kind, from, to }: { kind: 'work' | 'heal' | 'human'; from: number; to: number }) {
  return (
    <i
      class={kind}
      ref={(element) => {
        if (element) {
          element.style.left = `${from}%`;
          element.style.width = `max(3px, ${Math.max(0, to - from)}%)`;
        }
      }}
    />
  );
}

export function describe(step: StepView): string {
  return oneLine(step.description, 400);
}
