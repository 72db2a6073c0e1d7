/** Calls who looks elsewhere: by notifications of the browser and by a sound, each only when somebody has switched it on. */

import { effect, signal } from '@preact/signals';
import { oneLine } from '@skillwire/client';
import type { QuestionView } from '@skillwire/client';
import { focusQuestion } from './focus.ts';
import { base, view } from './hub.ts';
import { kept, keep } from './kept.ts';
import { NO_NOTICES, step } from './notices.ts';
import { ring } from './sound.ts';

const NOTIFY = 'skillwire.notify';
const SOUND = 'skillwire.sound';

/** What the browser lets this page do; `none` where it has no notifications for pages like this one. */
export const permission = signal<NotificationPermission | 'none'>('Notification' in window ? Notification.permission : 'none');
const wanted = signal(kept(NOTIFY) === 'on');
export const soundOn = signal(kept(SOUND) === 'on');

/** Whether notifications are shown; only a click of a person's makes it so. */
export function notifies(): boolean {
  return wanted.value && permission.value === 'granted';
}

export async function switchNotifications(): Promise<void> {
  if (notifies()) {
    wanted.value = false;
  } else {
    permission.value = await Notification.requestPermission();
    wanted.value = permission.value === 'granted';
  }
  keep(NOTIFY, wanted.value ? 'on' : 'off');
}

export function switchSound(): void {
  soundOn.value = !soundOn.value;
  keep(SOUND, soundOn.value ? 'on' : 'off');
  if (soundOn.value) {
    ring(); // what it is like; and browsers let a page sound only after it did so at a click
  }
}

const onScreen = new Map<string, Notification>();
const looking = signal(looks());
let notices = NO_NOTICES;

function looks(): boolean {
  return !document.hidden && document.hasFocus();
}

export function startNotices(): void {
  const look = (): void => {
    looking.value = looks();
  };
  addEventListener('focus', look);
  addEventListener('blur', look);
  document.addEventListener('visibilitychange', look);
  effect(() => {
    const { questions } = view.value;
    const next = step(notices, [...questions.keys()], looking.value);
    notices = next.notices;
    next.close.forEach(close);
    if (notifies()) {
      next.show.forEach((id) => show(questions.get(id) as QuestionView));
    }
    if (next.fresh && soundOn.value) {
      ring();
    }
  });
}

function show(question: QuestionView): void {
  try {
    const made = new Notification(oneLine(question.runName, 60) || 'Somebody asks', {
      body: oneLine(question.prompt, 200),
      tag: `skillwire-${question.id}`, // another tab of the same page shows the same one
      icon: new URL('favicon.svg', base).href,
      requireInteraction: question.deadline === null,
    });
    made.onclick = () => {
      window.focus();
      close(question.id);
      focusQuestion(question.id);
    };
    onScreen.set(question.id, made);
  } catch {
    permission.value = 'none'; // some systems show notifications of background workers only
  }
}

function close(id: string): void {
  onScreen.get(id)?.close();
  onScreen.delete(id);
}
