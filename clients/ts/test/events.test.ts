import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { EVENT_TYPES } from '../src/events.ts';

test('the types of events are those of the table in docs/protocol.md', async () => {
  const { generate } = (await import(pathToFileURL('tools/events.mjs').href)) as { generate: (protocol: string) => string };
  const made = generate(readFileSync('../../docs/protocol.md', 'utf8'));
  assert.equal(readFileSync('src/events.ts', 'utf8'), made, 'run: npm run generate');
});

test('every event of the hub’s machine-readable contract is known', () => {
  const contract = readFileSync('../../src/main/resources/dev/skillwire/net/asyncapi.yaml', 'utf8');
  const messages = [...contract.matchAll(/#\/components\/messages\/([a-z_]+)/g)].map(([, word]) => word);
  for (const word of EVENT_TYPES) {
    assert.ok(messages.includes(word), word);
  }
});
