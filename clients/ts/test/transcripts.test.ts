/** Every golden transcript, played with a real hub: what each client heard folds to what a snapshot says. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import WebSocket from 'ws';
import type { HubMessage } from '../src/protocol.ts';
import { EMPTY, fold } from '../src/view.ts';
import type { View } from '../src/view.ts';
import { Expected, read } from './transcript.ts';
import type { Step, Values } from './transcript.ts';

const TRANSCRIPTS = '../../src/test/resources/transcripts';
const WAIT_MS = 30_000;
/** A wait of a whole second may end at its last millisecond on the other clock. */
const CLOCK_GRACE_MS = 50;

interface Hub {
  readonly port: number;
  readonly data: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  end(): Promise<void>;
}

const player = existsSync('../../skillwire') && !process.env['SKILLWIRE_FAST'];

for (const name of readdirSync(TRANSCRIPTS).filter((each) => each.endsWith('.txt'))) {
  const { title, options, steps } = read(readFileSync(`${TRANSCRIPTS}/${name}`, 'utf8'));
  test(title, { skip: !player }, async () => {
    const { Hub } = (await import(pathToFileURL('../../web/test/hub.mjs').href)) as { Hub: { started(...o: readonly string[]): Promise<Hub> } };
    const hub = await Hub.started(...options);
    const stage = new Stage(hub);
    try {
      for (const step of steps) {
        await stage.play(step);
      }
      await stage.compare();
    } finally {
      stage.leave();
      await hub.end();
    }
  });
}

/** One connection: what it heard, in the two queues of the transcripts and as a view. */
class Client {
  view: View = EMPTY;
  connected: Values | undefined;
  code: number | undefined;
  readonly replies: Values[] = [];
  readonly events: Values[] = [];
  readonly socket: WebSocket;
  readonly folds: boolean;

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers });
    // The view knows the words of the first vocabulary, and everything it is to show.
    this.folds = !/\/events|types=|skill_ids=|sources=|vocabulary=|since=/.test(url);
    this.socket.on('message', (data: Buffer) => this.hears(JSON.parse(data.toString('utf8')) as Values));
    this.socket.on('close', (code) => (this.code = code));
    this.socket.on('error', () => {});
  }

  private hears(message: Values): void {
    this.view = fold(this.view, [message as unknown as HubMessage], Date.now());
    if (message['type'] === 'connected') {
      this.connected = message;
    } else if (isReply(message)) {
      this.replies.push(message);
    } else {
      this.events.push(message);
    }
  }
}

function isReply(message: Values): boolean {
  return ['ack', 'error', 'heartbeat_ack', 'rules', 'rule_preview'].includes(String(message['type'])) || message['replayed'] === true;
}

class Stage {
  private readonly clients = new Map<string, Client>();
  private readonly expected = new Expected();
  private readonly hub: Hub;
  private filtered = new Set<string>();

  constructor(hub: Hub) {
    this.hub = hub;
  }

  async play(step: Step): Promise<void> {
    switch (step.does) {
      case 'open':
        await this.open(step.who, step.credential, this.expected.path(step.path));
        break;
      case 'say':
        if (step.message['type'] === 'subscribe') {
          this.filtered.add(step.who);
        }
        this.client(step.who).socket.send(JSON.stringify(this.expected.filled(step.message)));
        break;
      case 'utter':
        this.client(step.who).socket.send(step.text);
        break;
      case 'hear':
        for (const who of step.who === '*' ? [...this.clients.keys()].sort() : [step.who]) {
          await this.hear(who, step.pattern);
        }
        break;
      case 'hear close': {
        const client = this.client(step.who);
        await until(() => client.code !== undefined);
        assert.equal(client.code, step.code);
        this.clients.delete(step.who);
        break;
      }
      case 'leave': {
        const { socket } = this.client(step.who);
        this.clients.delete(step.who);
        if (step.cut) {
          socket.terminate();
        } else {
          socket.close();
        }
        break;
      }
      case 'restart':
        await (step.killed ? this.hub.kill() : this.hub.stop());
        this.clients.clear();
        this.filtered.clear();
        await this.hub.start();
        break;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, step.seconds * 1000 + CLOCK_GRACE_MS));
    }
  }

  /** The views of all that are still open, and what a fresh snapshot holds. */
  async compare(): Promise<void> {
    const fresh = await this.open('fresh', 'peer', '/?since=0');
    const now = comparable(fresh.view);
    for (const [who, client] of this.clients) {
      if (client.folds && !this.filtered.has(who)) {
        await until(() => client.view.seq >= (fresh.connected?.['seq'] as number));
        assert.deepEqual(comparable(client.view), now, `what ${who} made of it`);
      }
    }
  }

  leave(): void {
    this.clients.forEach(({ socket }) => socket.terminate());
  }

  private async open(who: string, credential: string, path: string): Promise<Client> {
    const headers: Record<string, string> = {};
    if (credential === 'page') {
      headers['origin'] = `http://127.0.0.1:${this.hub.port}`;
    } else if (credential === 'token') {
      headers['authorization'] = `Bearer ${readFileSync(`${this.hub.data}/token`, 'utf8').trim()}`;
    }
    const client = new Client(`ws://127.0.0.1:${this.hub.port}${path}`, headers);
    if (who !== 'fresh') {
      this.clients.set(who, client);
    }
    await until(() => client.connected !== undefined);
    if (who === 'fresh') {
      client.socket.terminate();
    }
    return client;
  }

  private async hear(who: string, pattern: Values): Promise<void> {
    const client = this.client(who);
    if (pattern['type'] === 'connected') {
      assert.equal(this.expected.difference(pattern, client.connected), '', `${who} ${JSON.stringify(pattern)}`);
      return;
    }
    const queue = isReply(pattern) ? client.replies : client.events;
    await until(() => queue.length > 0);
    const message = queue.shift();
    assert.equal(this.expected.difference(pattern, message), '', `${who} heard ${JSON.stringify(message)}`);
  }

  private client(who: string): Client {
    const client = this.clients.get(who);
    assert.ok(client, `${who} is open`);
    return client;
  }
}

/** What snapshot and fold must agree on: runs at work and open questions; live output and old waits are no part of a snapshot. */
function comparable(view: View): unknown {
  return {
    runs: [...view.runs.values()]
      .filter((run) => run.status === 'running')
      .map(({ waits, steps, ...run }) => ({
        ...run,
        waits: waits.filter((wait) => wait.to === undefined),
        steps: steps.map(({ log: _log, logCut: _cut, ...step }) => step),
      })),
    questions: [...view.questions.values()].map(({ remainingMs: _left, totalMs: _total, resumesAt: _resumes, ...question }) => question),
  };
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!condition()) {
    assert.ok(Date.now() < end, 'waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
