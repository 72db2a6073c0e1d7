/** Words for screen readers, few enough to be listened to, and toasts for eyes. */

import { signal } from '@preact/signals';
import { isEvent, oneLine } from '@skillwire/client';
import type { HubEvent, HubMessage, View } from '@skillwire/client';
import { count, duration } from './format.ts';
import { onMessages } from './hub.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'good' | 'bad' | 'heal';
  readonly title: string;
  readonly text: string;
}

export const spoken = signal('');
export const toasts = signal<readonly Toast[]>([]);

/** What is said within this time is said in one piece. */
const GATHER_MS = 1_000;
const TOAST_MS = 5_000;
const TOASTS_MAX = 3;
/** More of one kind at once become one toast. */
const ALIKE_MAX = 2;

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

function toast(made: Omit<Toast, 'id'>): void {
  const id = nextId++;
  toasts.value = [...toasts.value, { ...made, id }].slice(-TOASTS_MAX);
  setTimeout(() => {
    toasts.value = toasts.value.filter((each) => each.id !== id);
  }, TOAST_MS);
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
    if (alike.length > ALIKE_MAX) {
      const many = MANY[kind] as Omit<Toast, 'id' | 'title'> & { readonly title: string };
      toast({ ...many, title: `${alike.length} ${many.title}` });
    } else {
      alike.forEach((event) => tell(event));
    }
  }
});

const MANY: Record<string, Omit<Toast, 'id'>> = {
  skill_started: { tone: 'plain', title: 'runs started', text: '' },
  skill_completed: { tone: 'good', title: 'runs completed', text: '' },
  skill_failed: { tone: 'bad', title: 'runs failed', text: '' },
  auto_heal_triggered: { tone: 'heal', title: 'repairs began', text: '' },
  auto_heal_completed: { tone: 'heal', title: 'repairs ended', text: '' },
  confirmation_answered: { tone: 'plain', title: 'questions answered by rules', text: '' },
};

function isLive(message: HubMessage, before: View): boolean {
  const { seq } = message as { seq?: number };
  // What a connection catches up with happened while nobody listened here.
  return seq !== undefined && before.epoch !== '' && seq > Math.max(before.seq, before.head);
}

function tell(event: HubEvent): void {
  switch (event.type) {
    case 'skill_started':
      toast({ tone: 'plain', title: `${oneLine(event.skill_name, 60)} started`, text: '' });
      break;
    case 'skill_completed':
      toast({ tone: 'good', title: `${oneLine(event.skill_name, 60)} completed`, text: duration(event.total_duration_ms) });
      announce(`${oneLine(event.skill_name, 60)} completed`);
      break;
    case 'skill_failed':
      toast({ tone: 'bad', title: `${oneLine(event.skill_name, 60)} ${ended(event.reason)}`, text: oneLine(event.error, 120) });
      announce(`${oneLine(event.skill_name, 60)} ${ended(event.reason)}`);
      break;
    case 'auto_heal_triggered':
      toast({ tone: 'heal', title: `Healing ${oneLine(event.step_name, 60)}`, text: oneLine(event.fix_action, 120) });
      break;
    case 'auto_heal_completed':
      toast({
        tone: event.success ? 'good' : 'bad',
        title: `${event.success ? 'Healed' : 'Could not heal'} ${oneLine(event.step_name, 60)}`,
        text: oneLine(event.fix_action, 120),
      });
      break;
    case 'confirmation_answered':
      if (event.rule_id !== undefined) {
        const prompt = (event.question as { prompt?: unknown } | undefined)?.prompt;
        toast({
          tone: 'plain',
          title: `${oneLine(event.rule_id, 40)} answered ${oneLine(event.response, 60)}`,
          text: typeof prompt === 'string' ? oneLine(prompt, 120) : '',
        });
      }
      break;
    default:
  }
}

/** How a run that did not end well ended, as a word. */
export function ended(reason: string | undefined): string {
  return reason === undefined || reason === '' ? 'failed' : reason;
}
