/** One run with its whole story: read from the log, then followed live. */

import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { EMPTY, fold, isEvent, runOfSnapshot } from '@skillwire/client';
import type { HubMessage, RunInSnapshot, RunView, View } from '@skillwire/client';
import { onMessages, read, readEvents, seqOf } from './hub.ts';

export interface Story {
  readonly is: 'loading' | 'there' | 'unknown' | 'failed';
  readonly run?: RunView;
  readonly events: readonly HubMessage[];
  /** Events that are not kept here any more: only so many are. */
  readonly gone: number;
}

/** As many events as the hub tells of a run in one answer. */
const STORY_EVENTS = 10_000;
const LIMITS = { endedRuns: 10, settled: 100, logChars: 4_000_000 };
const EVENTS_MAX = 20_000;

interface Told {
  readonly skill: RunInSnapshot;
  readonly events: readonly HubMessage[];
  readonly more?: boolean;
}

/** Follows a run until what is given back is called. */
export function follow(id: string, story: Signal<Story>): () => void {
  let view: View = EMPTY;
  let early: HubMessage[] | undefined = [];
  let ended = false;
  let round = 0;

  const add = (batch: readonly HubMessage[]): void => {
    const fresh = batch.filter((message) => seqOf(message) > view.seq);
    if (fresh.length === 0) {
      return;
    }
    view = fold(view, fresh, Date.now(), LIMITS);
    const all = story.peek().events.concat(fresh);
    const events = all.slice(-EVENTS_MAX);
    const run = view.runs.get(id) ?? story.peek().run;
    story.value = { is: 'there', ...(run ? { run } : {}), events, gone: story.peek().gone + all.length - events.length };
  };

  const load = async (): Promise<void> => {
    const mine = ++round;
    const told = await read<Told>(`api/v1/skills/${encodeURIComponent(id)}`);
    if (ended || mine !== round) {
      return;
    }
    if (told === undefined) {
      story.value = { ...story.value, is: story.value.run ? 'there' : 'unknown' };
      return;
    }
    const run = runOfSnapshot(told.skill);
    view = { ...EMPTY, runs: new Map([[id, run]]) };
    story.value = { is: 'there', run, events: [], gone: 0 };
    add(told.events);
    if (told.more || told.events.length >= STORY_EVENTS) {
      await readEvents(`skill_id=${encodeURIComponent(id)}`, view.seq, (page) => {
        if (ended || mine !== round) {
          return false;
        }
        add(page);
        return true;
      });
      if (ended || mine !== round) {
        return;
      }
    }
    add(early ?? []);
    early = undefined;
  };

  const stop = onMessages((batch) => {
    if (batch.some((message) => message.type === 'connected' && 'resumed' in message && !message.resumed)) {
      early = [];
      void load();
      return;
    }
    const mine = batch.filter((message) => isEvent(message) && 'skill_id' in message && message.skill_id === id);
    if (early !== undefined) {
      early.push(...mine);
    } else {
      add(mine);
    }
  });
  void load();
  return () => {
    ended = true;
    stop();
  };
}

export function newStory(): Signal<Story> {
  return signal<Story>({ is: 'loading', events: [], gone: 0 });
}
