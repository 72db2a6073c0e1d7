// Runs of the past: what events make of them, what is looked for, and the page.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

const at = (seconds) => new Date(1_700_000_000_000 + seconds * 1_000).toISOString();
const began = (seq, id, name = 'deploy', more = {}) => ({ type: 'skill_started', seq, timestamp: at(seq), skill_id: id, skill_name: name, source: 'chat', total_steps: 2, inputs: { to: 'stage' }, ...more });
const failed = (seq, id, more = {}) => ({ type: 'skill_failed', seq, timestamp: at(seq), skill_id: id, error: 'disk full', reason: 'failed', total_duration_ms: 1_000, ...more });
const completed = (seq, id) => ({ type: 'skill_completed', seq, timestamp: at(seq), skill_id: id, total_duration_ms: 2_000 });

describe('past runs', async () => {
  const { markOf, pastRuns } = await load('pastRuns.ts');
  const runs = (...events) => pastRuns(events.flatMap((event) => markOf(event) ?? []));

  test('are told by their first and last events, the newest first', () => {
    const [second, first] = runs(began(1, 'a'), began(2, 'b', 'backup'), completed(3, 'a'), failed(4, 'b', { reason: 'aborted' }));
    assert.deepEqual([first.id, first.status, first.durationMs, first.source], ['a', 'completed', 2_000, 'chat']);
    assert.deepEqual([second.id, second.status, second.reason, second.error], ['b', 'failed', 'aborted', 'disk full']);
  });
  test('whose beginning is not known are left out', () => {
    assert.deepEqual(runs(completed(3, 'a')), []);
  });
  test('with the same id are two', () => {
    const [later, earlier] = runs(began(1, 'a'), failed(2, 'a'), began(3, 'a'));
    assert.deepEqual([earlier.status, earlier.again, later.status, later.again], ['failed', true, 'running', false]);
  });
  test('are made of nothing else', () => {
    assert.equal(markOf({ type: 'step_started', seq: 1, timestamp: at(1), skill_id: 'a' }), undefined);
    assert.equal(markOf({ type: 'skill_failed', timestamp: at(1), skill_id: 'a', replayed: true }), undefined);
  });

  test('are found by skill, end, words and time', async () => {
    const { ALL_RUNS, filtered } = await load('historyFilter.ts');
    const all = runs(began(1, 'a'), completed(2, 'a'), began(3, 'b', 'backup', { inputs: { disk: 'sda' } }), failed(4, 'b', { reason: 'stale' }), began(7_300, 'c'));
    const now = Date.parse(at(7_301));
    const found = (filter) => filtered(all, { ...ALL_RUNS, ...filter }, now).map(({ id }) => id);
    assert.deepEqual(found({}), ['c', 'b', 'a']);
    assert.deepEqual(found({ skill: 'deploy' }), ['c', 'a']);
    assert.deepEqual(found({ status: 'failed' }), ['b']);
    assert.deepEqual(found({ status: 'stale' }), ['b']);
    assert.deepEqual(found({ status: 'running' }), ['c']);
    assert.deepEqual(found({ text: 'SDA full' }), ['b']);
    assert.deepEqual(found({ text: 'sda nothing' }), []);
    assert.deepEqual(found({ time: '1h' }), ['c']);
    const day = new Date(Date.parse(at(1)));
    const words = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
    assert.ok(found({ time: 'between', from: words, to: words }).includes('a'), 'the last day counts whole');
    assert.deepEqual(found({ time: 'between', to: '2001-01-01' }), []);
  });
  test('are looked for as the address says, and back', async () => {
    const { filterOf, queryOf } = await load('historyFilter.ts');
    const query = 'skill=a+b&status=failed&text=x%26y&time=7d';
    assert.equal(queryOf(filterOf(query)), query);
    assert.equal(queryOf(filterOf('from=2026-01-01&other=1')), '');
  });
});

describe('the page', { skip: !executablePath || Boolean(process.env.SKILLWIRE_FAST) }, () => {
  let hub;
  let browser;
  let page;
  before(async () => {
    hub = await Hub.started();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await hub?.end();
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(page.complaints, []);
  });
  const rows = () => page.locator('[data-past]');

  test('lists all runs, few of them drawn, and leads to each', async () => {
    for (let i = 0; i < 1_200; i += 300) {
      await hub.publish(
        ...[...Array(300).keys()].flatMap((k) => [
          { type: 'skill_started', skill_id: `old-${i + k}`, skill_name: k % 2 ? 'backup' : 'deploy', source: 'cron', total_steps: 1 },
          k % 10 === 0 ? { type: 'skill_failed', skill_id: `old-${i + k}`, error: `no space on disk ${i + k}` } : { type: 'skill_completed', skill_id: `old-${i + k}` },
        ]),
      );
    }
    page = await open(browser, hub.address);
    await live(page);
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('1,200 runs').waitFor();
    assert.equal(await rows().first().getAttribute('data-past'), 'old-1199');
    assert.ok((await rows().count()) < 100, 'only what one sees is drawn');
    await page.getByRole('region', { name: 'Runs, the newest first' }).focus();
    await page.keyboard.press('End');
    await page.locator('[data-past="old-0"]').waitFor();

    await hub.publish({ type: 'skill_started', skill_id: 'fresh', skill_name: 'fresh', total_steps: 1 });
    await page.getByText('1,201 runs').waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await page.getByLabel('Containing').fill('disk 330');
    await page.getByText('1 of 1,201 runs').waitFor();
    assert.match(page.url(), /#\/history\?status=failed&text=disk\+330$/);
    await rows().first().click();
    await page.getByRole('heading', { name: 'deploy' }).waitFor();
    await page.getByText('no space on disk 330').first().waitFor();
    await page.goBack();
    await page.getByText('1 of 1,201 runs').waitFor();
    assert.equal(await page.getByLabel('Containing').inputValue(), 'disk 330');
  });

  test('reads the log back to its beginning', async () => {
    for (let i = 0; i < 5; i++) {
      await hub.publish(...Array.from({ length: 9_000 }, () => ({ type: 'filler' })));
    }
    await hub.publish({ type: 'skill_started', skill_id: 'behind', skill_name: 'behind', total_steps: 1 });
    page = await open(browser, `${hub.address}#/history`);
    await live(page);
    await page.getByText('1,202 runs').waitFor();
    await eventually(async () => (await page.getByRole('status').allInnerTexts()).includes('1,202 runs'), 'the end of reading');
    assert.equal(await rows().first().getAttribute('data-past'), 'behind');
    await page.getByRole('region', { name: 'Runs, the newest first' }).focus();
    await page.keyboard.press('End');
    await page.locator('[data-past="old-0"]').waitFor();
    await hub.publish({ type: 'skill_completed', skill_id: 'behind' });
  });

  test('is a link to what was looked for', async () => {
    page = await open(browser, `${hub.address}#/history?skill=fresh&status=completed`);
    await live(page);
    await page.getByText('0 of 1,202 runs').waitFor();
    await hub.publish({ type: 'skill_completed', skill_id: 'fresh' });
    await page.getByText('1 of 1,202 runs').waitFor();
    await page.getByRole('combobox', { name: 'Skill' }).selectOption('');
    await eventually(async () => /history\?status=completed$/.test(page.url()), 'the address');
    await page.getByLabel('Status').selectOption('aborted');
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByText('1,202 runs').waitFor();
  });
});
