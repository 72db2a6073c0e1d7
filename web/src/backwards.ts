/** Events of the log, read backwards from its end and kept up to date, from the first time somebody looks. */

import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { HubMessage } from '@skillwire/client';
import { onMessages, readEvents, seqOf, view } from './hub.ts';

export interface PastOf<T> {
  /** In the order of their sequence. */
  readonly facts: readonly T[];
  readonly is: 'reading' | 'whole' | 'cut';
}

/** Sequences that are looked through at a time; more where little was found. */
const WINDOW = 20_000;
const FEW = 200;

export class Past<T extends { readonly seq: number }> {
  readonly told: Signal<PastOf<T>> = signal<PastOf<T>>({ facts: [], is: 'reading' });
  private readonly types: string;
  private readonly pick: (message: HubMessage) => T | undefined;
  private readonly factsMax: number;
  private epoch = '';

  /**
   * @param types the words of the events, with commas
   * @param pick what is kept of an event
   * @param factsMax what is kept at most, the newest
   */
  constructor(types: string, pick: (message: HubMessage) => T | undefined, factsMax: number) {
    this.types = types;
    this.pick = pick;
    this.factsMax = factsMax;
  }

  start(): void {
    const { epoch } = view.peek();
    if (this.epoch === epoch) {
      return;
    }
    const first = this.epoch === '';
    this.epoch = epoch;
    this.told.value = { facts: [], is: 'reading' };
    if (first) {
      onMessages((batch) => this.hear(batch));
    }
    void this.readBack(epoch);
  }

  private hear(batch: readonly HubMessage[]): void {
    if (view.peek().epoch !== this.epoch) {
      this.start(); // another log
      return;
    }
    const { facts, is } = this.told.peek();
    const until = facts.at(-1)?.seq ?? 0;
    const later = this.picked(batch).filter(({ seq }) => seq > until);
    if (later.length > 0) {
      this.told.value = { facts: [...facts, ...later].slice(-this.factsMax), is };
    }
  }

  private async readBack(of: string): Promise<void> {
    let to = view.peek().seq;
    let window = WINDOW;
    while (to > 0 && this.told.peek().facts.length < this.factsMax) {
      const from = Math.max(0, to - window);
      const end = to;
      const found: T[] = [];
      await readEvents(`type=${this.types}`, from, (page) => {
        found.push(...this.picked(page).filter(({ seq }) => seq <= end));
        return this.epoch === of && seqOf(page.at(-1)) < end;
      });
      if (this.epoch !== of) {
        return;
      }
      // Everything that is known by now is later: older windows come after newer ones, and live events are newer than all.
      this.told.value = { facts: [...found, ...this.told.peek().facts], is: 'reading' };
      window = found.length < FEW ? window * 2 : WINDOW;
      to = from;
    }
    this.told.value = { ...this.told.peek(), is: to > 0 ? 'cut' : 'whole' };
  }

  private picked(messages: readonly HubMessage[]): readonly T[] {
    return messages.flatMap((message) => this.pick(message) ?? []);
  }
}
