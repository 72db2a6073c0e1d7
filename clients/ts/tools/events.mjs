// Makes src/events.ts from the event table of docs/protocol.md, which a test of the hub compares with its catalogue.
//
//   node tools/events.mjs ../../docs/protocol.md src/events.ts

import { readFileSync, writeFileSync } from 'node:fs';

const TYPES = {
  text: 'string',
  whole: 'number',
  number: 'number',
  truth: 'boolean',
  object: 'JsonObject',
  texts: 'readonly string[]',
  numbers: 'readonly number[]',
  objects: 'readonly JsonObject[]',
  actor: 'Actor',
  instant: 'string',
  any: 'Json',
};

/** The text of events.ts for the text of protocol.md. */
export function generate(protocol) {
  const rows = protocol.match(/^\| `[a-z_]+` \| (?:source|hub) \| .*\|$/gm) ?? [];
  const events = rows.map((row) => {
    const [, word, from, fields] = /^\| `([a-z_]+)` \| (source|hub) \| (.*) \|$/.exec(row) ?? [];
    return { word, from, fields: fields.split(', ').map(field) };
  });
  if (events.length === 0) throw new Error('no table of events found');
  return [
    '// Made by tools/events.mjs from docs/protocol.md. Do not edit.\n',
    "import type { Actor, Json, JsonObject, Told } from './protocol.ts';\n",
    events.map(declaration).join(''),
    `export type HubEvent =\n${lines(events.map(({ word }) => `| ${name(word)}`))};\n`,
    '/** Every word of the table, in its order; the words of sources that pass through are not among them. */',
    `export const EVENT_TYPES = [\n${lines(events.map(({ word }) => `'${word}',`))}\n] as const;\n`,
  ].join('\n');
}

/** Four to a line. */
function lines(words) {
  return words.map((word, i) => (i % 4 === 0 ? `${i === 0 ? '' : '\n'}  ` : ' ') + word).join('');
}

function field(text) {
  const found = /^`([a-z_]+)` ([a-z]+)([?~]?)$/.exec(text);
  if (!found || !TYPES[found[2]]) throw new Error(`a field that cannot be read: ${text}`);
  const [, key, type, mark] = found;
  return `  readonly ${key}${mark === '?' ? '?' : ''}: ${TYPES[type]}${mark === '~' ? ' | null' : ''};`;
}

function declaration({ word, from, fields }) {
  const who = from === 'hub' ? 'Said by the hub alone.' : 'A source may publish it.';
  return `/** \`${word}\`. ${who} */\nexport interface ${name(word)} extends Told {\n  readonly type: '${word}';\n${fields.join('\n')}\n}\n`;
}

function name(word) {
  return word.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
}

if (process.argv[3]) {
  writeFileSync(process.argv[3], generate(readFileSync(process.argv[2], 'utf8')));
}
