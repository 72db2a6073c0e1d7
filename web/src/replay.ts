/** A run as it was at some moment: its own events folded up to then. */

import { EMPTY, fold } from '@skillwire/client';
import type { HubMessage, RunView, View } from '@skillwire/client';

const LIMITS = { endedRuns: 1, settled: 1, logChars: 4_000_000 };

/** Milliseconds that a replay takes at most at its normal speed. */
const WHOLE_MS = 20_000;

export class Replay {
  /** The events of the run, from its beginning. */
  readonly events: readonly HubMessage[];
  /** Of each event, in milliseconds since the run began; never falling. */
  readonly moments: readonly number[];
  private readonly id: string;
  private readonly beganAt: number;
  private folded = 0;
  private view: View = EMPTY;

  private constructor(id: string, events: readonly HubMessage[]) {
    this.id = id;
    this.events = events;
    this.beganAt = timeOf(events[0] as HubMessage);
    this.moments = events.map((event) => timeOf(event) - this.beganAt);
  }

  /** Undefined where the beginning of the run is not among its events. An id that was used before counts from its last beginning. */
  static of(id: string, events: readonly HubMessage[]): Replay | undefined {
    const from = events.findLastIndex((event) => event.type === 'skill_started');
    return from < 0 ? undefined : new Replay(id, events.slice(from));
  }

  get lengthMs(): number {
    return Math.max(1, this.moments.at(-1) ?? 1);
  }

  /** How much faster than it went a replay goes. */
  get speed(): number {
    return Math.max(1, this.lengthMs / WHOLE_MS);
  }

  /** How many events had come by this moment. */
  countAt(ms: number): number {
    let low = 0;
    let high = this.moments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.moments[middle] as number) <= ms) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The run at this moment. Going on is cheap, going back begins anew. */
  at(ms: number): RunView | undefined {
    const until = Math.max(1, this.countAt(ms));
    if (until < this.folded) {
      this.folded = 0;
      this.view = EMPTY;
    }
    this.view = fold(this.view, this.events.slice(this.folded, until), 0, LIMITS);
    this.folded = until;
    return this.view.runs.get(this.id);
  }

  /** The moment of the event after (or before) this moment; the same where there is none. */
  step(ms: number, by: 1 | -1): number {
    const reached = this.countAt(ms);
    if (by > 0) {
      return this.moments[reached] ?? ms;
    }
    // Events of the same moment are one step.
    const here = this.moments[reached - 1] ?? 0;
    return here < ms ? here : (this.moments[this.countAt(here - 1) - 1] ?? 0);
  }
}

function timeOf(event: HubMessage): number {
  return Date.parse((event as { timestamp?: string }).timestamp ?? '');
}
