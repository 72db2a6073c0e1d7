import { remaining } from '@skillwire/client';
import type { QuestionView } from '@skillwire/client';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { eachQuarter, hubNow } from '../clock.ts';
import { countdown } from '../format.ts';
import { view } from '../hub.ts';

/** The last part of a countdown is told apart. */
const SOON_MS = 10_000;

/** The time a question has left: a ring that runs by itself, and figures within. */
export function Ring({ question }: { question: QuestionView }) {
  const arc = useRef<SVGCircleElement>(null);
  const { deadline, totalMs, remainingMs, paused } = question;
  const ahead = view.value.clockAheadMs ?? 0;
  useLayoutEffect(() => {
    const left = remaining(question, hubNow());
    if (!arc.current || left === null || totalMs === null || totalMs === 0) {
      return;
    }
    const from = { strokeDashoffset: String(1 - Math.min(1, left / totalMs)) };
    const running = arc.current.animate([from, paused ? from : { strokeDashoffset: '1' }], {
      duration: Math.max(1, left),
      fill: 'forwards',
    });
    if (paused) {
      running.pause();
    }
    return () => running.cancel();
    // The lead of the hub's clock settles within a few messages; less than this nobody sees.
  }, [deadline, totalMs, remainingMs, paused, Math.round(ahead / 200)]);

  const left = remaining(question, eachQuarter.value);
  const soon = left !== null && left <= SOON_MS && !paused;
  return (
    <div class={`ring${paused ? ' paused' : ''}${soon ? ' soon' : ''}`} role="timer" aria-label={label(left, paused)}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle class="track" cx="24" cy="24" r="21" />
        {left !== null && <circle class="arc" ref={arc} cx="24" cy="24" r="21" pathLength="1" />}
      </svg>
      <span aria-hidden="true">{left === null ? '∞' : countdown(left)}</span>
    </div>
  );
}

function label(left: number | null, paused: boolean): string {
  if (left === null) {
    return 'No time limit';
  }
  return `${paused ? 'Paused, ' : ''}${countdown(left)} left`;
}
