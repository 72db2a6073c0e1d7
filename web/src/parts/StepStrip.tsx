import type { RunView, StepView } from '@skillwire/client';
import { oneLine } from '@skillwire/client';
import type { Mark } from './icons.tsx';

/** A strip shows at most this many segments; of a longer run every segment stands for several steps. */
const SEGMENTS = 60;

/** What one sees of a step at a glance. */
export function markOf(run: RunView, step: StepView): Mark {
  if (step.status !== 'running' || run.status !== 'running') {
    return step.status === 'running' ? 'failed' : step.status;
  }
  if (run.waits.some((wait) => wait.to === undefined && (wait.stepIndex ?? run.currentStep) === step.index)) {
    return 'waiting';
  }
  return step.heals.some((heal) => heal.success === undefined) ? 'healing' : 'running';
}

export function stepName(step: StepView): string {
  return oneLine(step.name, 120) || `Step ${step.index + 1}`;
}

/** All steps of a run as a strip of colours; the words beside it say the same. */
export function StepStrip({ run }: { run: RunView }) {
  const each = Math.max(1, Math.ceil(run.steps.length / SEGMENTS));
  const segments = [];
  for (let i = 0; i < run.steps.length; i += each) {
    const marks = run.steps.slice(i, i + each).map((step) => markOf(run, step));
    segments.push(<i key={i} class={`seg ${loudest(marks)}`} />);
  }
  return (
    <div class="strip" aria-hidden="true">
      {segments}
    </div>
  );
}

const LOUD: readonly Mark[] = ['waiting', 'healing', 'running', 'failed', 'completed', 'skipped', 'pending'];

function loudest(marks: readonly Mark[]): Mark {
  return LOUD.find((mark) => marks.includes(mark)) ?? 'pending';
}
