// Two runs beside each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

const step = (index, name, more = {}) => ({ index, name, description: '', status: 'completed', heals: [], log: '', logCut: false, ...more });

describe('a comparison', async () => {
  const { aligned, compared, firstOtherLine } = await load('compare.ts');
  const names = (pairs) => pairs.map(({ left, right }) => `${left?.name ?? '-'}|${right?.name ?? '-'}`);
  const steps = (text) => text.split('').map((name, i) => step(i, name));

  test('lays steps of one name beside each other', () => {
    assert.deepEqual(names(aligned(steps('abcd'), steps('axcd'))), ['a|a', 'b|-', '-|x', 'c|c', 'd|d']);
    assert.deepEqual(names(aligned(steps('abc'), steps('bc'))), ['a|-', 'b|b', 'c|c']);
    assert.deepEqual(names(aligned([], steps('a'))), ['-|a']);
  });
  test('knows steps without a name by their place', () => {
    assert.equal(aligned([step(0, ''), step(1, '')], [step(0, ''), step(1, '')]).length, 2);
  });
  test('names what differs, and the first that does', () => {
    const left = { inputs: { to: 'stage', n: 1 }, steps: [step(0, 'a'), step(1, 'b', { log: 'x\n\u001b[31my\u001b[0m\n' }), step(2, 'c')] };
    const right = { inputs: { to: 'prod', n: 1 }, steps: [step(0, 'a', { durationMs: 9 }), step(1, 'b', { log: 'x\nz\n' }), step(2, 'c', { status: 'failed', error: 'no' })] };
    const { first, inputs, pairs } = compared(left, right);
    assert.equal(first, 1);
    assert.deepEqual(pairs.map(({ differs }) => differs), [[], ['output from line 2'], ['completed, then failed', 'another error']]);
    assert.deepEqual(inputs, [{ name: 'to', left: 'stage', right: 'prod' }]);
    assert.equal(compared(left, left).first, -1);
  });
  test('takes outputs that read the same for the same', () => {
    assert.equal(firstOtherLine('\u001b[31my\u001b[0m', 'y'), -1);
    assert.equal(firstOtherLine('a\nb', 'a'), 1);
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

  test('picks another run of the skill, and shows both', async () => {
    for (const [id, name, broken] of [['one/a', 'deploy', false], ['two', 'deploy', true], ['other', 'backup', false]]) {
      const at = { skill_id: id, step_index: 0, step_name: 'Build' };
      await hub.publish(
        { type: 'skill_started', skill_id: id, skill_name: name, total_steps: 2, inputs: { to: id } },
        { ...at, type: 'step_started' },
        { ...at, type: 'step_progress', output: `same\n${broken ? 'worse' : 'better'}\n` },
        { ...at, type: 'step_completed' },
        { ...at, step_index: 1, step_name: 'Ship', type: 'step_started' },
        { ...at, step_index: 1, step_name: 'Ship', ...(broken ? { type: 'step_failed', error: 'no space' } : { type: 'step_completed' }) },
        broken ? { type: 'skill_failed', skill_id: id, error: 'no space' } : { type: 'skill_completed', skill_id: id },
      );
    }
    const page = await open(browser, `${hub.address}#/runs/${encodeURIComponent('one/a')}`);
    await live(page);
    await page.getByRole('link', { name: 'Compare…' }).click();
    await page.getByText('Pick the run to compare with').waitFor();
    await page.getByText('1 of 3 runs').waitFor();
    await page.locator('[data-past="two"]').click();
    await page.getByRole('heading', { name: 'First difference: Build, output from line 2' }).waitFor();
    assert.match(page.url(), /#\/compare\/one%2Fa\/two$/);
    const difference = page.getByRole('region', { name: 'First difference' });
    assert.deepEqual(await difference.locator('pre').allInnerTexts(), ['better', 'worse']);
    await page.locator('[data-pair="1"]', { hasText: 'completed, then failed, another error' }).waitFor();
    await page.getByRole('region', { name: 'Inputs that differ' }).getByText('one/a').waitFor();
    await page.getByRole('link', { name: 'Swap' }).click();
    await page.locator('[data-pair="1"]', { hasText: 'failed, then completed' }).waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});
