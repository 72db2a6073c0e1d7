/** The keys 1 to 9 answer the question that is marked as the active one; they can be switched off. */

import { effect, signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { keep, kept } from './kept.ts';

const KEPT = 'skillwire.number-keys';

export const numberKeysOn = signal(kept(KEPT) !== 'off');

effect(() => {
  keep(KEPT, numberKeysOn.value ? 'on' : 'off');
});

/** Listens for the keys of question `active` in `list`; what is given back ends that. */
export function numberKeys(list: RefObject<HTMLElement | null>, active: string | undefined): () => void {
  const pressed = (event: KeyboardEvent): void => {
    const digit = Number(event.key);
    if (!(digit >= 1 && digit <= 9) || event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (active === undefined || !numberKeysOn.value || writes(event.target)) {
      return;
    }
    const card = list.current?.querySelector<HTMLElement>(`[data-question="${CSS.escape(active)}"]`);
    const button = card?.querySelector<HTMLButtonElement>(`[data-option="${digit - 1}"]`);
    if (!card || !button) {
      return;
    }
    event.preventDefault();
    if (card.classList.contains('risk-high')) {
      button.focus(); // one key is too little for what may do harm: Enter takes it
    } else {
      button.click();
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), select, textarea') !== null;
}
