// What can be learned from the past.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

let seq = 0;
const told = (at, type, more) => ({ type, seq: ++seq, timestamp: new Date(at).toISOString(), ...more });

describe('insight', async () => {
  const { factOf } = await load('facts.ts');
  const { curve, durations, healings, percentile, spreads, waiting } = await load('insight.ts');
  const facts = (...events) => events.flatMap((event) => factOf(event) ?? []);
  const ended = (at, name, ms, well = true) => told(at, well ? 'skill_completed' : 'skill_failed', { skill_id: 'r', skill_name: name, total_duration_ms: ms });

  test('takes the nearest rank for a percentile', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    assert.deepEqual([0, 50, 90, 99, 100].map((each) => percentile(values, each)), [1, 5, 9, 10, 10]);
    assert.equal(percentile([], 50), undefined);
  });
  test('tells durations by skill, and of one by step', () => {
    const all = facts(
      ended(1, 'deploy', 300),
      ended(2, 'deploy', 100, false),
      ended(3, 'backup', 9),
      told(4, 'step_completed', { skill_name: 'deploy', step_name: 'Build', duration_ms: 70 }),
      told(5, 'step_failed', { skill_name: 'backup', step_name: 'Copy', duration_ms: 1 }),
    );
    assert.deepEqual(spreads(all, ''), [
      { name: 'deploy', count: 2, failed: 1, p50: 100, p90: 300, p99: 300 },
      { name: 'backup', count: 1, failed: 0, p50: 9, p90: 9, p99: 9 },
    ]);
    assert.deepEqual(spreads(all, 'deploy').map(({ name, count }) => [name, count]), [['Build', 1]]);
    assert.deepEqual([durations(all, '', ''), durations(all, 'deploy', ''), durations(all, 'deploy', 'Build')].map(({ length }) => length), [3, 2, 1]);
  });
  test('cuts time into spans, with gaps where nothing was', () => {
    const { x, p50, p90 } = curve([{ at: 0, ms: 5 }, { at: 400, ms: 1 }, { at: 1_000, ms: 7 }], 0, 1_000, 2);
    assert.deepEqual([x, p50, p90], [[0.25, 0.75], [1, 7], [5, 7]]);
    assert.deepEqual(curve([{ at: 0, ms: 5 }], 0, 1_000, 2).p50, [5, null]);
    assert.deepEqual(curve([{ at: 7, ms: 5 }], 7, 7, 1).p50, [5]);
  });
  test('tells which repairs helped', () => {
    const heal = (success, ms) => told(1, 'auto_heal_completed', { skill_name: 'deploy', step_name: 'Build', error_type: 'auth', fix_action: 'log in', success, duration_ms: ms });
    assert.deepEqual(healings(facts(heal(true, 5), heal(false, 9), heal(true, 1)), ''), [{ error: 'auth', fix: 'log in', tried: 3, healed: 2, p50: 5 }]);
    assert.deepEqual(healings(facts(heal(true, 5)), 'other'), []);
  });
  test('tells who decides, and how long people were waited for', () => {
    const by = (name, kind = 'human') => ({ answered_by: { client_id: '', name, kind } });
    const all = facts(
      told(1_000, 'confirmation_required', { id: 'a', skill_name: 'deploy' }),
      told(1_000, 'confirmation_required', { id: 'b', skill_name: 'deploy' }),
      told(1_000, 'confirmation_required', { id: 'c', skill_name: 'backup' }),
      told(3_000, 'confirmation_answered', { id: 'a', response: 'yes', ...by('Ada') }),
      told(5_000, 'confirmation_answered', { id: 'b', response: 'no', ...by('Ada') }),
      told(9_000, 'confirmation_expired', { id: 'c', reason: 'timeout' }),
      told(9_000, 'confirmation_answered', { id: 'd', response: 'yes', rule_id: 'rule-1', question: { skill_name: 'deploy' }, ...by('rule-1', 'rule') }),
      told(9_500, 'confirmation_answered', { id: 'before', response: 'yes', ...by('', 'desktop') }),
    );
    const { deciders, totalMs, unanswered, waits } = waiting(all, '');
    assert.deepEqual([totalMs, unanswered, waits.length], [14_000, 1, 3]);
    assert.deepEqual(deciders.map(({ name, rule, count, p50, p90 }) => [name, rule, count, p50, p90]), [
      ['Ada', false, 2, 2_000, 4_000],
      ['rule-1', true, 1, undefined, undefined],
      ['desktop', false, 1, undefined, undefined],
    ]);
    assert.deepEqual(deciders[0].responses, [['yes', 1], ['no', 1]]);
    assert.deepEqual(waiting(all, 'deploy').deciders.map(({ name }) => name), ['Ada', 'rule-1']);
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

  test('shows figures and curves, by skill and by step, and is a link to them', async () => {
    for (const [id, name, well] of [['a', 'deploy', true], ['b', 'deploy', false], ['c', 'backup', true]]) {
      const at = { skill_id: id, step_index: 0, step_name: `Build ${name}` };
      await hub.publish(
        { type: 'skill_started', skill_id: id, skill_name: name, total_steps: 1 },
        { ...at, type: 'step_started' },
        { ...at, type: 'auto_heal_triggered', error_type: 'auth', fix_action: 'log in', error: '401' },
        { ...at, type: 'auto_heal_completed', error_type: 'auth', fix_action: 'log in', success: well },
        { ...at, type: well ? 'step_completed' : 'step_failed', ...(well ? {} : { error: 'no' }) },
        well ? { type: 'skill_completed', skill_id: id } : { type: 'skill_failed', skill_id: id, error: 'no' },
      );
    }
    const id = await hub.ask({ prompt: 'Go?', options: ['yes', 'no'], timeout_seconds: 300 });
    await hub.post(`api/v1/confirmations/${id}/answer`, JSON.stringify({ response: 'no' }));
    const page = await open(browser, `${hub.address}#/insight`);
    await live(page);
    await page.getByText('3 runs').waitFor();
    await page.locator('[data-spread="deploy"]', { hasText: '50 %' }).waitFor();
    await page.locator('[data-healing="auth"]', { hasText: '67 %' }).waitFor();
    await page.locator('[data-decider]', { hasText: 'no 1 ×' }).waitFor();
    const drawn = () =>
      page.locator('.chart canvas').first().evaluate((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value !== 0);
      });
    assert.ok(await drawn(), 'a curve');
    await page.getByRole('img', { name: /^All runs over time: half below/ }).waitFor();

    await page.getByRole('button', { name: 'deploy' }).click();
    await page.getByText('2 runs').waitFor();
    await page.getByRole('button', { name: 'Build deploy' }).click();
    await page.getByText('2 steps').waitFor();
    await eventually(async () => /#\/insight\?skill=deploy&step=Build\+deploy$/.test(page.url()), 'the address');
    await page.reload();
    await page.getByRole('heading', { name: 'How long it takes: Build deploy' }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.ok(await drawn(), 'a curve in the dark');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('is loaded only where somebody goes there', async () => {
    const document = await hub.request('GET', '', '', { accept: 'text/html', 'accept-encoding': 'gzip' });
    const names = [...gunzipSync(document.bytes).toString().matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, name]) => name);
    for (const name of names) {
      const { text } = await hub.request('GET', name);
      assert.ok(!text.includes('u-over') || name.endsWith('.css'), name);
    }
  });
});
