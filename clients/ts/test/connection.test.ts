import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Connection, QUIET_MS, Refused, RETRY_FIRST_MS, RETRY_MAX_MS, SIGN_MS, Unheard } from '../src/connection.ts';
import type { ConnectionState, Socket } from '../src/connection.ts';
import type { HubMessage } from '../src/protocol.ts';

class FakeSocket implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  hears(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) } as never);
  }

  ends(code: number): void {
    this.onclose?.({ code } as never);
  }
}

class Stage {
  readonly sockets: FakeSocket[] = [];
  readonly heard: HubMessage[] = [];
  readonly states: ConnectionState[] = [];
  random = 0.5;
  private now = 0;
  private timers: { due: number; call: () => void }[] = [];

  readonly connection = new Connection({
    url: 'ws://hub/',
    name: 'a page',
    open: (url) => {
      const socket = new FakeSocket(url);
      this.sockets.push(socket);
      return socket;
    },
    hear: (message) => this.heard.push(message),
    changed: (state) => this.states.push(state),
    surroundings: {
      now: () => this.now,
      random: () => this.random,
      later: (ms, call) => {
        const timer = { due: this.now + ms, call };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((each) => each !== timer));
      },
    },
  });

  static live(): Stage {
    const stage = new Stage();
    stage.connection.start();
    stage.socket.hears({ type: 'connected', epoch: 'e', seq: 4, head: 4, resumed: false });
    return stage;
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  get state(): string {
    return this.states.at(-1)?.is ?? 'connecting';
  }

  passes(ms: number): void {
    this.now += ms;
    for (;;) {
      const due = this.timers.filter((timer) => timer.due <= this.now).sort((a, b) => a.due - b.due)[0];
      if (due === undefined) {
        return;
      }
      this.timers = this.timers.filter((timer) => timer !== due);
      due.call();
    }
  }
}

describe('a connection', () => {
  test('asks at first for no particular history, and says that it understands resync', () => {
    const stage = new Stage();
    stage.connection.start();
    assert.equal(stage.socket.url, 'ws://hub/?since=0&name=a%20page');
  });

  test('comes back by itself and resumes behind the last event it heard', () => {
    const stage = Stage.live();
    stage.socket.hears({ type: 'word', seq: 5, timestamp: 't' });
    stage.socket.ends(1006);
    assert.equal(stage.state, 'lost');
    stage.passes(RETRY_MAX_MS);
    assert.equal(stage.socket.url, 'ws://hub/?epoch=e&since=5&name=a%20page');
  });

  test('waits longer each time, never beyond the bound, and a part of it is chance', () => {
    const waits = (random: number): number[] => {
      const stage = Stage.live();
      stage.random = random;
      return [...Array(9).keys()].map(() => {
        stage.socket.ends(1006);
        const state = stage.states.at(-1);
        const wait = state?.is === 'lost' ? state.retryAt - (stage as unknown as { now: number }).now : -1;
        stage.passes(wait);
        return wait;
      });
    };
    assert.equal(waits(0)[0], RETRY_FIRST_MS / 2);
    assert.deepEqual([waits(0.999)[1]! > waits(0.999)[0]!, Math.max(...waits(0.999)) <= RETRY_MAX_MS], [true, true]);
    assert.notDeepEqual(waits(0), waits(0.9));
  });

  test('gives up a hub that says nothing any more, though no close came', () => {
    const stage = Stage.live();
    const silent = stage.socket;
    stage.passes(QUIET_MS);
    assert.deepEqual(silent.sent, [{ type: 'heartbeat' }]);
    stage.passes(SIGN_MS);
    assert.equal(stage.state, 'lost');
    assert.ok(silent.closed);
  });

  test('is kept by any sign', () => {
    const stage = Stage.live();
    stage.passes(QUIET_MS);
    stage.socket.hears({ type: 'heartbeat_ack' });
    stage.passes(SIGN_MS);
    assert.equal(stage.state, 'live');
  });

  test('stays away when the hub says so for good', () => {
    const stage = Stage.live();
    stage.socket.ends(4500);
    assert.deepEqual(stage.states.at(-1), { is: 'ended', code: 4500 });
    stage.passes(10 * RETRY_MAX_MS);
    assert.equal(stage.sockets.length, 1);
  });

  test('tries at once when woken, and only when lost', () => {
    const stage = Stage.live();
    stage.connection.wake();
    assert.equal(stage.sockets.length, 1);
    stage.socket.ends(4000);
    stage.connection.wake();
    assert.equal(stage.sockets.length, 2);
    stage.passes(RETRY_MAX_MS / 2);
    assert.equal(stage.sockets.length, 2);
  });

  test('hears nothing of a socket it has left', () => {
    const stage = Stage.live();
    const old = stage.socket;
    old.ends(1006);
    const before = stage.heard.length;
    old.hears({ type: 'word', seq: 9, timestamp: 't' });
    assert.equal(stage.heard.length, before);
  });
});

describe('what is said', () => {
  test('is taken when the hub says so', async () => {
    const stage = Stage.live();
    const said = stage.connection.say({ type: 'pause_timer', id: 'q' });
    assert.deepEqual(stage.socket.sent, [{ type: 'pause_timer', id: 'q', request_id: 1 }]);
    stage.socket.hears({ type: 'ack', request_id: 1, seq: 7 });
    assert.equal((await said).seq, 7);
  });

  test('is refused with the hub’s words', async () => {
    const stage = Stage.live();
    const said = stage.connection.say({ type: 'pause_timer', id: 'q' });
    stage.socket.hears({ type: 'error', request_id: 1, code: 'already_answered', message: 'm' });
    await assert.rejects(said, (problem) => problem instanceof Refused && problem.refusal.code === 'already_answered');
  });

  test('is told to be unheard when the connection breaks first', async () => {
    const stage = Stage.live();
    const said = stage.connection.say({ type: 'pause_timer', id: 'q' });
    stage.socket.ends(1006);
    await assert.rejects(said, Unheard);
    await assert.rejects(stage.connection.say({ type: 'pause_timer', id: 'q' }), Unheard);
  });
});
