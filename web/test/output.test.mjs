// Output of a step: finding words in it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

describe('words in an output', async () => {
  const { FOUND_MAX, further, pieces, placeFrom, search } = await load('outputSearch.ts');
  const { plainLine } = await load('output.ts');

  test('are found wherever they stand, as they are written', () => {
    assert.deepEqual(search(['an error, an Error', '', 'a.b'], 'error'), [{ line: 0, from: 3, to: 8 }, { line: 0, from: 13, to: 18 }]);
    assert.deepEqual(search(['an error, an Error'], 'Error').map(({ from }) => from), [13]);
    assert.deepEqual(search(['axb', 'a.b'], 'a.b').map(({ line }) => line), [1]);
    assert.deepEqual(search(['anything'], ''), []);
  });
  test('are counted up to a bound', () => {
    assert.equal(search(['a'.repeat(FOUND_MAX + 1)], 'a').length, FOUND_MAX);
  });
  test('are gone through in a round', () => {
    assert.deepEqual([further(0, 1, 3), further(2, 1, 3), further(0, -1, 3), further(0, 1, 0)], [1, 0, 2, 0]);
    const found = search(['x', '', 'x'], 'x');
    assert.deepEqual([placeFrom(found, 0), placeFrom(found, 1), placeFrom(found, 3)], [0, 1, 0]);
  });
  test('are marked over the borders of colours', () => {
    const ranges = [{ from: 2, to: 6 }];
    assert.deepEqual(pieces('abcd', 0, ranges), [{ text: 'ab' }, { text: 'cd', range: 0 }]);
    assert.deepEqual(pieces('efgh', 4, ranges), [{ text: 'ef', range: 0 }, { text: 'gh' }]);
    assert.deepEqual(pieces('ij', 8, ranges), [{ text: 'ij' }]);
  });
  test('are looked for in what is read, not in what makes its colours', () => {
    assert.equal(plainLine('\u001b[31mbad\u001b[0m\u001b]8;;http://x\u0007 w\u202eord'), 'bad word');
    assert.equal(plainLine('10 %\r20 %'), '20 %');
  });
});

describe('the page', { skip: !executablePath || Boolean(process.env.SKILLWIRE_FAST) }, () => {
  let hub;
  let browser;
  before(async () => {
    hub = await Hub.started();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await hub?.end();
  });

  test('finds, counts, marks, and goes from one place to the next', async () => {
    const output = [...Array(900).keys()].map((i) => `line ${i} ${i % 300 === 7 ? `needs ${'.'.repeat(900)} \u001b[31mcare\u001b[0mful reading` : 'fine'}`).join('\n');
    await hub.publish(
      { type: 'skill_started', skill_id: 'found', skill_name: 'report', total_steps: 1 },
      { type: 'step_started', skill_id: 'found', step_index: 0, step_name: 'Gather' },
      { type: 'step_progress', skill_id: 'found', step_index: 0, step_name: 'Gather', output },
    );
    const page = await open(browser, `${hub.address}#/runs/found`);
    await live(page);
    await page.locator('.output .line', { hasText: 'line 899' }).waitFor();
    const find = page.getByLabel('Find in the output', { exact: true });
    await find.fill('Careful');
    await page.getByText('not there').waitFor();
    await find.fill('careful');
    await page.getByText('1 of 3').waitFor();
    await eventually(async () => (await page.locator('mark.here').allInnerTexts()).join('') === 'careful', 'the mark over a colour’s end');
    assert.ok(await page.locator('.line', { hasText: /^\s*8\s*line 7 / }).isVisible());
    const inside = await page.locator('mark.here').first().evaluate((mark) => {
      const box = mark.closest('.rows').getBoundingClientRect();
      const { left, right } = mark.getBoundingClientRect();
      return left >= box.left && right <= box.right;
    });
    assert.ok(inside, 'the place in a long line is seen');
    await find.press('Enter');
    await page.getByText('2 of 3').waitFor();
    await page.locator('.line', { hasText: /^\s*308\s*line 307 / }).waitFor();
    await find.press('Shift+Enter');
    await find.press('Shift+Enter');
    await page.getByText('3 of 3').waitFor();
    await page.getByRole('button', { name: 'Next place' }).click();
    await page.getByText('1 of 3').waitFor();
    await hub.publish({ type: 'step_progress', skill_id: 'found', step_index: 0, step_name: 'Gather', output: '\nmore careful words\n' });
    await page.getByText('1 of 4').waitFor();
    await find.press('Escape');
    await eventually(async () => (await page.locator('mark').count()) === 0, 'no marks');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});
