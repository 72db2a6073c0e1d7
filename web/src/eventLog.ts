/** The newest events, as the console shows them; kept from the first time somebody looks. */

import { signal } from '@preact/signals';
import type { HubMessage } from '@skillwire/client';
import { onMessages, readEvents, seqOf, view } from './hub.ts';

export interface EventLog {
  readonly events: readonly HubMessage[];
  /** Events that were here and are not any more. */
  readonly gone: number;
}

/** Events, and characters of all of them together, that are kept. */
const EVENTS_MAX = 5_000;
const CHARS_MAX = 16_000_000;
const EARLIER = 500;

export const eventLog = signal<EventLog>({ events: [], gone: 0 });
const sizes = new WeakMap<HubMessage, number>();
let chars = 0;
let started = false;

export async function startEventLog(): Promise<void> {
  if (started) {
    return;
  }
  started = true;
  let early: HubMessage[] | undefined = [];
  let { epoch } = view.peek();
  onMessages((batch) => {
    if (epoch !== view.peek().epoch) {
      if (epoch !== '') {
        chars = 0; // another log, which counts anew
        eventLog.value = { events: [], gone: 0 };
      }
      epoch = view.peek().epoch;
    }
    const events = batch.filter((message) => 'seq' in message && 'timestamp' in message);
    if (early === undefined) {
      add(events);
    } else {
      early.push(...events);
    }
  });
  const since = Math.max(0, view.peek().seq - EARLIER);
  const earlier: HubMessage[] = [];
  await readEvents('', since, (page) => {
    earlier.push(...page);
    return true;
  });
  add(earlier);
  add(early);
  early = undefined;
}

function add(told: readonly HubMessage[]): void {
  // What was read from the log may be told by the connection a moment later.
  const until = seqOf(eventLog.peek().events.at(-1));
  const fresh = told.filter((event) => seqOf(event) > until);
  if (fresh.length === 0) {
    return;
  }
  const all = eventLog.peek().events.concat(fresh);
  for (const event of fresh) {
    const size = JSON.stringify(event).length;
    sizes.set(event, size);
    chars += size;
  }
  let gone = 0;
  while (all.length - gone > EVENTS_MAX || (chars > CHARS_MAX && gone < all.length)) {
    chars -= sizes.get(all[gone] as HubMessage) ?? 0;
    gone++;
  }
  eventLog.value = { events: all.slice(gone), gone: eventLog.peek().gone + gone };
}
