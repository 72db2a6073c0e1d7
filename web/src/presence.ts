/** Tells the hub whether a person is looking, so that it raises no windows and pages nobody while one is. */

import { effect } from '@preact/signals';
import { connection, tell } from './hub.ts';

/** Said again this often: what was said holds for two minutes. */
const AGAIN_MS = 60_000;
const INPUT = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let lastInput = performance.now();
let said: 'focused' | 'visible' | 'away' | undefined;

function state(): 'focused' | 'visible' | 'away' {
  return document.hidden ? 'away' : document.hasFocus() ? 'focused' : 'visible';
}

function sayNow(): void {
  said = state();
  tell({ type: 'presence', state: said, last_input: Math.round((performance.now() - lastInput) / 1_000) });
}

export function startPresence(): void {
  effect(() => {
    if (connection.value.is === 'live') {
      sayNow();
    }
  });
  const changed = (): void => {
    if (state() !== said) {
      sayNow();
    }
  };
  addEventListener('focus', changed);
  addEventListener('blur', changed);
  document.addEventListener('visibilitychange', changed);
  for (const input of INPUT) {
    addEventListener(input, came, { passive: true, capture: true });
  }
  setInterval(sayNow, AGAIN_MS);
}

/** Somebody who comes back after a while is told of at once. */
function came(): void {
  const idle = performance.now() - lastInput;
  lastInput = performance.now();
  if (idle > AGAIN_MS) {
    sayNow();
  }
}
