/** The time by the hub's clock, as signals that tick only while something watches them. */

import { signal } from '@preact/signals';
import { view } from './hub.ts';

export function hubNow(): number {
  return Date.now() + (view.peek().clockAheadMs ?? 0);
}

function ticking(ms: number) {
  let timer = 0;
  const tick = (): void => {
    time.value = hubNow();
  };
  const time = signal(hubNow(), {
    watched: () => {
      tick();
      timer = window.setInterval(tick, ms);
    },
    unwatched: () => clearInterval(timer),
  });
  return time;
}

/** For ages and durations. */
export const eachSecond = ticking(1_000);

/** For countdowns: a second must not be seen to be skipped. */
export const eachQuarter = ticking(250);
