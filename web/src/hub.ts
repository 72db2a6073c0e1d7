/** The page's one connection, and what is known through it, as signals. */

import { Connection, EMPTY, Refused, fold, withEnded, withOutput } from '@skillwire/client';
import type { ClientMessage, ConnectionState, HubMessage, RunInSnapshot, StepProgress, View } from '@skillwire/client';
import { computed, signal } from '@preact/signals';

export const view = signal<View>(EMPTY);
export const connection = signal<ConnectionState>({ is: 'connecting' });

/** Whether the hub let this page's files load, but asks for more before it tells anything. */
export const locked = signal<'no' | 'needs-code' | 'forbidden'>('no');

export const mayAnswer = computed(() => view.value.roles.includes('answerer'));

/** Addresses are relative to the page, so that it works below a path of somebody else's server. */
export const base = new URL('.', location.href.split('#')[0]);

/** A batch of messages, told after the view has them. `before` is the view without them. */
export type Listener = (batch: readonly HubMessage[], before: View) => void;

const listeners = new Set<Listener>();

export function onMessages(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Progress of steps before a snapshot that is read again for its live output. */
const EARLIER_EVENTS = 1_000;
/** A hidden tab has no frames. */
const HIDDEN_FLUSH_MS = 250;

let waiting: HubMessage[] = [];
let flushing = false;

function hear(message: HubMessage): void {
  waiting.push(message);
  if (!flushing) {
    flushing = true;
    if (document.hidden) {
      setTimeout(flush, HIDDEN_FLUSH_MS);
    } else {
      // A tab that is hidden meanwhile gets no frame either.
      const timer = setTimeout(flush, HIDDEN_FLUSH_MS);
      requestAnimationFrame(() => {
        clearTimeout(timer);
        flush();
      });
    }
  }
}

function flush(): void {
  const batch = waiting;
  waiting = [];
  flushing = false;
  if (batch.length === 0) {
    return;
  }
  const before = view.value;
  view.value = fold(before, batch, Date.now());
  listeners.forEach((listener) => listener(batch, before));
  const state = batch.findLast((message) => message.type === 'connected' || message.type === 'resync');
  if (state !== undefined && 'resumed' in state && !state.resumed) {
    void catchUp(view.value.seq);
  }
}

/** What no snapshot holds: recent ended runs, and live output of steps at work. */
async function catchUp(seq: number): Promise<void> {
  const progress: StepProgress[] = [];
  const [recent] = await Promise.all([
    read<{ skills: RunInSnapshot[] }>('api/v1/skills'),
    readEvents('type=step_progress', Math.max(0, seq - EARLIER_EVENTS), (page) => {
      progress.push(...(page as StepProgress[]));
      return true;
    }),
  ]);
  if (recent !== undefined) {
    view.value = withEnded(view.value, recent.skills);
  }
  view.value = withOutput(view.value, progress, seq);
}

/** Reads a document of the hub; undefined when that did not work. */
export async function read<T>(path: string): Promise<T | undefined> {
  try {
    const reply = await fetch(new URL(path, base), { headers: { accept: 'application/json' } });
    return reply.ok ? ((await reply.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the hub over HTTP to do something; in `problem` are words for a person when it did not. */
export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<{ readonly told?: T; readonly problem?: string }> {
  try {
    const content = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const reply = await fetch(new URL(path, base), { method, ...content });
    const told = (await reply.json().catch(() => ({}))) as T & { detail?: string };
    return reply.ok ? { told } : { problem: told.detail ?? `The hub refused it (${reply.status}).` };
  } catch {
    return { problem: 'The connection broke before the hub answered. It is not known whether it arrived.' };
  }
}

interface Page {
  readonly events: readonly HubMessage[];
  readonly more?: boolean;
}

/** Pages of history that are read at most for one purpose. */
const PAGES_MAX = 100;
const PAGE_EVENTS = 1_000;

/** Reads events after `since`, page by page, as long as there are more and `take` wants them. */
export async function readEvents(query: string, since: number, take: (page: readonly HubMessage[]) => boolean): Promise<void> {
  let after = since;
  for (let i = 0; i < PAGES_MAX; i++) {
    const page: Page | undefined = await read<Page>(`api/v1/events?${query}&since=${after}&limit=${PAGE_EVENTS}`);
    if (page === undefined || !take(page.events) || (page.more !== true && page.events.length < PAGE_EVENTS)) {
      return;
    }
    after = seqOf(page.events.at(-1));
  }
}

export function seqOf(message: HubMessage | undefined): number {
  return (message as { seq?: number } | undefined)?.seq ?? 0;
}

const address = new URL(base);
address.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';

const link = new Connection({
  url: address.href,
  name: 'web page',
  open: (url) => new WebSocket(url),
  hear,
  changed: (state) => {
    connection.value = state;
    if (state.is === 'live') {
      locked.value = 'no';
    } else if (state.is === 'lost' && !state.everLive) {
      void probe();
    }
  },
});

/** A browser does not say why a WebSocket was refused; an ordinary request is told. */
async function probe(): Promise<void> {
  try {
    const { status } = await fetch(new URL('healthz', base));
    locked.value = status === 401 ? 'needs-code' : status === 403 ? 'forbidden' : 'no';
  } catch {
    locked.value = 'no'; // nobody is there
  }
}

export function start(): void {
  link.start();
  addEventListener('online', () => link.wake());
  document.addEventListener('visibilitychange', () => document.hidden || link.wake());
}

export function retryNow(): void {
  link.wake();
}

/** Says something of which nobody waits to hear what came of it. */
export function tell(message: ClientMessage): void {
  link.say(message).catch(() => {});
}

/** Says something; undefined when the hub took it, else words for the person. */
export async function say(message: ClientMessage): Promise<string | undefined> {
  try {
    await link.say(message);
    return undefined;
  } catch (problem) {
    if (problem instanceof Refused) {
      return refusal(problem);
    }
    return 'The connection broke before the hub answered. It is not known whether it arrived.';
  }
}

function refusal({ refusal: { code, message, answered_by, response } }: Refused): string {
  switch (code) {
    case 'already_answered':
      return `${answered_by?.name || 'Somebody else'} was first: ${response ?? ''}`;
    case 'already_closed':
      return 'This question is closed already.';
    default:
      return message;
  }
}

/** Exchanges a one-time code for a cookie; undefined when it worked, else words for the person. */
export async function exchange(code: string): Promise<string | undefined> {
  try {
    const reply = await fetch(new URL('api/v1/session', base), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (reply.ok) {
      return undefined;
    }
    const problem = (await reply.json().catch(() => ({}))) as { detail?: string };
    return problem.detail ?? `The hub refused it (${reply.status}).`;
  } catch {
    return 'The hub cannot be reached.';
  }
}
