import type { Ack, ClientMessage, Connected, HubMessage, Refusal, Resync } from './protocol.ts';
import { FINAL_CLOSE } from './protocol.ts';

/** What is needed of a WebSocket: the browser's own, Node's, or that of the package `ws`. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export type ConnectionState =
  /** The first attempt is under way. */
  | { readonly is: 'connecting' }
  /** `connected` was heard. */
  | { readonly is: 'live' }
  /** It broke, or could not be made; tried again at `retryAt` (milliseconds of the receiver's clock). */
  | { readonly is: 'lost'; readonly since: number; readonly retryAt: number; readonly everLive: boolean }
  /** The hub said for good that this client is not to come back, or `stop` was called. */
  | { readonly is: 'ended'; readonly code: number };

/** Something that was sent came to nothing that is known: the connection broke before the hub's word. */
export class Unheard extends Error {
  override readonly name = 'Unheard';
}

export interface ConnectionSettings {
  /** The hub's address; `epoch`, `since` and `name` are added. */
  readonly url: string;
  /** What this client is called where its decisions are shown. */
  readonly name: string;
  readonly open: (url: string) => Socket;
  /** Every message but replies to `say`, in order. */
  readonly hear: (message: HubMessage) => void;
  readonly changed: (state: ConnectionState) => void;
  readonly surroundings?: Surroundings;
}

/** The clock and the chance a connection lives by; the tests bring their own. */
export interface Surroundings {
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Calls back after so many milliseconds; what is given back takes that back. */
  later(ms: number, call: () => void): () => void;
}

/** A lost connection is tried again after at most this, doubled each time … */
export const RETRY_FIRST_MS = 500;
/** … up to this. */
export const RETRY_MAX_MS = 15_000;
/** A hub from which nothing was heard for this long is asked for a sign … */
export const QUIET_MS = 15_000;
/** … and given up when none comes in this time. An opening that takes as long is given up too. */
export const SIGN_MS = 10_000;
/** Messages that may wait for the hub's word at one time. */
export const UNANSWERED_MAX = 1_000;

interface Unanswered {
  readonly resolve: (ack: Ack) => void;
  readonly reject: (problem: Refused | Unheard) => void;
}

/** The hub refused what was said. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A connection that comes back by itself and resumes where it broke. */
export class Connection {
  private readonly settings: ConnectionSettings;
  private readonly around: Surroundings;
  private readonly unanswered = new Map<number, Unanswered>();
  private socket: Socket | undefined;
  private state: ConnectionState = { is: 'connecting' };
  private epoch = '';
  private seq = 0;
  private nextId = 1;
  private failures = 0;
  private everLive = false;
  private cancelTimer = (): void => {};

  constructor(settings: ConnectionSettings) {
    this.settings = settings;
    this.around = settings.surroundings ?? surroundings();
  }

  start(): void {
    this.open();
  }

  /** Ends for good. */
  stop(): void {
    this.drop(1000);
    this.become({ is: 'ended', code: 1000 });
  }

  /** Tries again at once if the connection is lost: the network is back, somebody looks. */
  wake(): void {
    if (this.state.is === 'lost') {
      this.open();
    }
  }

  /**
   * Says something and waits for the hub's word: an `ack` means durable.
   *
   * @throws Refused the hub said no
   * @throws Unheard the connection is lost, or broke before the word came: it may or may not have arrived
   */
  say(message: ClientMessage): Promise<Ack> {
    const socket = this.socket;
    if (this.state.is !== 'live' || socket === undefined || this.unanswered.size >= UNANSWERED_MAX) {
      return Promise.reject(new Unheard('There is no connection to the hub.'));
    }
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.unanswered.set(id, { resolve, reject });
      socket.send(JSON.stringify({ ...message, request_id: id }));
    });
  }

  private open(): void {
    this.cancelTimer();
    const position = this.epoch === '' ? { since: '0' } : { epoch: this.epoch, since: String(this.seq) };
    const query = Object.entries({ ...position, name: this.settings.name });
    const asked = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
    const socket = this.settings.open(this.settings.url + (this.settings.url.includes('?') ? '&' : '?') + asked);
    this.socket = socket;
    const mine = (): boolean => this.socket === socket;
    socket.onmessage = (event: { readonly data: unknown }) => {
      if (mine()) {
        this.heard(String(event.data));
      }
    };
    socket.onclose = (event: { readonly code: number }) => {
      if (mine()) {
        this.closed(event.code);
      }
    };
    socket.onerror = () => {}; // a close follows
    socket.onopen = () => {};
    this.cancelTimer = this.around.later(SIGN_MS, () => this.lost());
  }

  private heard(text: string): void {
    let message: HubMessage;
    try {
      message = JSON.parse(text) as HubMessage;
    } catch {
      return; // no hub says that
    }
    this.expectSign();
    switch (message.type) {
      case 'connected':
      case 'resync':
        this.arrived(message as Connected | Resync);
        break;
      case 'ack':
        this.unanswered.get(replyTo(message as Ack))?.resolve(message as Ack);
        this.unanswered.delete(replyTo(message as Ack));
        return;
      case 'error': {
        const waiting = this.unanswered.get(replyTo(message as Refusal));
        if (waiting !== undefined) {
          this.unanswered.delete(replyTo(message as Refusal));
          waiting.reject(new Refused(message as Refusal));
          return;
        }
        break;
      }
      default: {
        const { seq } = message as { seq?: number };
        this.seq = seq ?? this.seq;
      }
    }
    this.settings.hear(message);
  }

  private arrived(told: Connected | Resync): void {
    this.epoch = told.epoch;
    this.seq = told.seq;
    this.failures = 0;
    this.everLive = true;
    if (this.state.is !== 'live') {
      this.become({ is: 'live' });
    }
  }

  /** A dead hub or a cut cable says nothing: ask after a while, give up after another. */
  private expectSign(): void {
    this.cancelTimer();
    this.cancelTimer = this.around.later(QUIET_MS, () => {
      this.socket?.send('{"type":"heartbeat"}');
      this.cancelTimer = this.around.later(SIGN_MS, () => this.lost());
    });
  }

  private closed(code: number): void {
    if (code >= FINAL_CLOSE && code < 5000) {
      this.drop(0);
      this.become({ is: 'ended', code });
    } else {
      this.lost();
    }
  }

  private lost(): void {
    this.drop(4000);
    const longest = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(this.failures, 20));
    this.failures++;
    // Half of it is chance: thousands of pages must not come back to a restarted hub in the same instant.
    const wait = longest / 2 + (this.around.random() * longest) / 2;
    const now = this.around.now();
    const since = this.state.is === 'lost' ? this.state.since : now;
    this.cancelTimer = this.around.later(wait, () => this.open());
    this.become({ is: 'lost', since, retryAt: now + wait, everLive: this.everLive });
  }

  private drop(code: number): void {
    this.cancelTimer();
    const socket = this.socket;
    this.socket = undefined;
    if (code !== 0) {
      socket?.close(code);
    }
    const waiting = [...this.unanswered.values()];
    this.unanswered.clear();
    waiting.forEach(({ reject }) => reject(new Unheard('The connection broke before the hub had answered.')));
  }

  private become(state: ConnectionState): void {
    this.state = state;
    this.settings.changed(state);
  }
}

function replyTo(reply: Ack | Refusal): number {
  return typeof reply.request_id === 'number' ? reply.request_id : -1;
}

/** The real clock, timers and chance, where the language has no names for them but every platform does. */
function surroundings(): Surroundings {
  const platform = globalThis as unknown as {
    setTimeout(call: () => void, ms: number): unknown;
    clearTimeout(timer: unknown): void;
  };
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    later: (ms, call) => {
      const timer = platform.setTimeout(call, ms);
      return () => platform.clearTimeout(timer);
    },
  };
}
