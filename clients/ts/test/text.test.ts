import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escaped, jsonShown, oneLine, shown } from '../src/text.ts';

test('nothing that hides, turns or moves is shown', () => {
  const hostile = 'a\u202eb\u200bc\u2066d\u0007e\u001bf\ufeffg\u00adh\ud800i\u{e0041}j\u3164k\ufe0fl\u2028m';
  assert.equal(shown(hostile), 'abcdefghijklm');
});

test('lines, tabs and letters of every script stay', () => {
  assert.equal(shown('a\n\tb\r\nc é 漢字 😀 עברית'), 'a\n\tb\nc é 漢字 😀 עברית');
});

test('one line is one line, and cut between characters', () => {
  assert.equal(oneLine('  a\n\n b\t c  '), 'a b c');
  assert.equal(oneLine('😀😀😀', 2), '😀😀…');
});

test('an escape tells what would be invisible', () => {
  assert.equal(escaped('rm \u202e/\u{e0041}'), 'rm \\u202e/\\udb40\\udc41');
  assert.equal(jsonShown({ a: 'x\u200b' }), '{\n  "a": "x\\u200b"\n}');
});
