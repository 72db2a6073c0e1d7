/** Words for screen readers, few enough to be listened to, and toasts for eyes. */

import { signal } from '@preact/signals';
import { isEvent, oneLine } from '@skillwire/client';
import type { HubEvent, HubMessage, View } from '@skillwire/client';
import { count, duration } from './format.ts';
import { onMessages } from './hub.ts';
import { withToasts } from './toastList.ts';
import type { Toast } from './toastList.ts';

export const spoken = signal('');
export const toasts = signal<readonly Toast[]>([]);

/** What is said within this time is said in one piece. */
const GATHER_MS = 1_000;
const TOAST_MS = 5_000;
/** More endings of one kind at once are said as a number. */
const SAID_MAX = 2;

type Made = Pick<Toast, 'tone' | 'title' | 'text'>;

let gathered: string[] = [];
let timer = 0;
let nextId = 1;

export function announce(words: string): void {
  gathered.push(words);
  timer ||= window.setTimeout(() => {
    timer = 0;
    spoken.value = gathered.length > 3 ? `${gathered.slice(0, 2).join('. ')}. And ${gathered.length - 2} more.` : gathered.join('. ');
    gathered = [];
  }, GATHER_MS);
}

const leaving = new Map<number, number>();

function toast(made: readonly Made[], kind: string): void {
  toasts.value = withToasts(toasts.value, made.map((each) => ({ ...each, kind, stands: 1, id: nextId++ })));
  for (const { id, kind: of } of toasts.value) {
    // One that counts on stays as long again.
    if (of === kind || !leaving.has(id)) {
      clearTimeout(leaving.get(id));
      leaving.set(id, window.setTimeout(() => leave(id), TOAST_MS));
    }
  }
}

function leave(id: number): void {
  leaving.delete(id);
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

onMessages((batch, before) => {
  const live = batch.filter((message): message is HubEvent => isEvent(message) && isLive(message, before));
  const questions = live.filter(({ type }) => type === 'confirmation_required');
  if (questions.length === 1 && questions[0]?.type === 'confirmation_required') {
    announce(`${oneLine(questions[0].skill_name, 60) || 'Somebody'} asks: ${oneLine(questions[0].prompt, 200)}`);
  } else if (questions.length > 1) {
    announce(`${count(questions.length, 'new question')}`);
  }
  for (const kind of ['skill_started', 'skill_completed', 'skill_failed', 'auto_heal_triggered', 'auto_heal_completed', 'confirmation_answered']) {
    const alike = live.filter((event) => event.type === kind && (event.type !== 'confirmation_answered' || event.rule_id !== undefined));
    toast(alike.map(toastOf), kind);
    if (alike.length <= SAID_MAX) {
      alike.forEach((event) => say(event));
    } else if (kind === 'skill_completed' || kind === 'skill_failed') {
      announce(`${count(alike.length, 'run')} ${kind === 'skill_failed' ? 'failed' : 'completed'}`);
    }
  }
});

function isLive(message: HubMessage, before: View): boolean {
  const { seq } = message as { seq?: number };
  // What a connection catches up with happened while nobody listened here.
  return seq !== undefined && before.epoch !== '' && seq > Math.max(before.seq, before.head);
}

function say(event: HubEvent): void {
  if (event.type === 'skill_completed' || event.type === 'skill_failed') {
    announce(toastOf(event).title);
  }
}

function toastOf(event: HubEvent): Made {
  switch (event.type) {
    case 'skill_started':
      return { tone: 'plain', title: `${oneLine(event.skill_name, 60)} started`, text: '' };
    case 'skill_completed':
      return { tone: 'good', title: `${oneLine(event.skill_name, 60)} completed`, text: duration(event.total_duration_ms) };
    case 'skill_failed':
      return { tone: 'bad', title: `${oneLine(event.skill_name, 60)} ${ended(event.reason)}`, text: oneLine(event.error, 120) };
    case 'auto_heal_triggered':
      return { tone: 'heal', title: `Healing ${oneLine(event.step_name, 60)}`, text: oneLine(event.fix_action, 120) };
    case 'auto_heal_completed':
      return {
        tone: event.success ? 'good' : 'bad',
        title: `${event.success ? 'Healed' : 'Could not heal'} ${oneLine(event.step_name, 60)}`,
        text: oneLine(event.fix_action, 120),
      };
    case 'confirmation_answered': {
      const prompt = (event.question as { prompt?: unknown } | undefined)?.prompt;
      return {
        tone: 'plain',
        title: `${oneLine(event.rule_id ?? '', 40)} answered ${oneLine(event.response, 60)}`,
        text: typeof prompt === 'string' ? oneLine(prompt, 120) : '',
      };
    }
    default:
      return { tone: 'plain', title: event.type, text: '' };
  }
}

/** How a run that did not end well ended, as a word. */
export function ended(reason: string | undefined): string {
  return reason === undefined || reason === '' ? 'failed' : reason;
}
