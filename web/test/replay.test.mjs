// A run that ended, looked at as it was.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

const STARTED = Date.parse('2026-01-01T00:00:00Z');
let seq = 0;
const told = (ms, type, more = {}) => ({ type, seq: ++seq, timestamp: new Date(STARTED + ms).toISOString(), skill_id: 'r', skill_name: 'deploy', total_steps: 2, step_name: '', description: '', ...more });
const EVENTS = [
  told(0, 'skill_started', { inputs: {}, source: 'chat', session_id: '' }),
  told(100, 'step_started', { step_index: 0, step_name: 'Build' }),
  told(300, 'step_progress', { step_index: 0, step_name: 'Build', output: 'one\n' }),
  told(500, 'step_progress', { step_index: 0, step_name: 'Build', output: 'two\n' }),
  told(500, 'step_completed', { step_index: 0, step_name: 'Build', duration_ms: 400, result: 'success' }),
  told(900, 'skill_failed', { error: 'no', reason: 'failed', total_duration_ms: 900 }),
];

describe('a replay', async () => {
  const { Replay } = await load('replay.ts');

  test('shows the run as it was, forwards and back', () => {
    const replay = Replay.of('r', EVENTS);
    assert.equal(replay.lengthMs, 900);
    const looks = (ms) => {
      const run = replay.at(ms);
      return [run.status, run.steps[0].status, run.steps[0].log];
    };
    assert.deepEqual(looks(0), ['running', 'pending', '']);
    assert.deepEqual(looks(299), ['running', 'running', '']);
    assert.deepEqual(looks(300), ['running', 'running', 'one\n']);
    assert.deepEqual(looks(900), ['failed', 'completed', 'one\ntwo\n']);
    assert.deepEqual(looks(350), ['running', 'running', 'one\n']);
    assert.deepEqual(looks(500), ['running', 'completed', 'one\ntwo\n']);
  });
  test('goes from event to event, those of one moment together', () => {
    const replay = Replay.of('r', EVENTS);
    assert.deepEqual([0, 100, 300, 500, 900].map((ms) => replay.step(ms, 1)), [100, 300, 500, 900, 900]);
    assert.deepEqual([0, 50, 100, 500, 700, 900].map((ms) => replay.step(ms, -1)), [0, 0, 0, 300, 500, 500]);
  });
  test('of a long run goes faster than it went', () => {
    assert.equal(Replay.of('r', EVENTS).speed, 1);
    assert.equal(Replay.of('r', [EVENTS[0], told(200_000, 'skill_completed', { total_duration_ms: 200_000 })]).speed, 10);
  });
  test('begins where the id began last, and needs a beginning', () => {
    assert.equal(Replay.of('r', EVENTS.slice(1)), undefined);
    const again = Replay.of('r', [...EVENTS, told(5_000, 'skill_started', { inputs: {}, source: 'chat', session_id: '' })]);
    assert.equal(again.events.length, 1);
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

  test('replays a run by slider, by event and by itself', async () => {
    const run = { skill_id: 'again', step_index: 0, step_name: 'Build' };
    const pause = () => new Promise((resolve) => setTimeout(resolve, 150)); // so that there are moments between
    await hub.publish({ type: 'skill_started', skill_id: 'again', skill_name: 'deploy', total_steps: 2 });
    await pause();
    await hub.publish({ ...run, type: 'step_started' }, { ...run, type: 'step_progress', output: 'first words\n' });
    const page = await open(browser, `${hub.address}#/runs/again`);
    await live(page);
    await page.locator('.output .line', { hasText: 'first words' }).waitFor();
    assert.equal(await page.getByRole('region', { name: 'Replay' }).count(), 0, 'what is at work is not replayed');
    await pause();
    await hub.publish({ ...run, type: 'step_progress', output: 'last words\n' });
    await pause();
    await hub.publish({ ...run, type: 'step_failed', error: 'broken' }, { type: 'skill_failed', skill_id: 'again', error: 'broken' });
    const slider = page.getByRole('slider', { name: 'Moment of the run' });
    await slider.waitFor();
    const word = page.locator('.facts .word');
    assert.equal(await word.innerText(), 'failed');
    await page.getByRole('button', { name: 'Event before' }).click();
    await eventually(async () => (await word.innerText()) === 'running', 'the run at work');
    await page.locator('.output .line', { hasText: 'last words' }).waitFor();
    await eventually(async () => {
      await page.getByRole('button', { name: 'Event before' }).click(); // events of one batch need not have one time
      return (await page.locator('.output .line', { hasText: 'last words' }).count()) === 0;
    }, 'the output as it was');
    await page.locator('.output .line', { hasText: 'first words' }).waitFor();
    await slider.focus();
    await page.keyboard.press('Home');
    await eventually(async () => (await page.locator('[data-step="0"]').getAttribute('class')).includes('pending'), 'the beginning');
    assert.match(await slider.getAttribute('aria-valuetext'), /^0 ms of .*: skill_started$/);
    await page.getByRole('button', { name: 'Replay' }).click();
    await eventually(async () => (await word.innerText()) === 'failed', 'the end');
    await page.getByRole('button', { name: 'Replay' }).waitFor();
    await page.getByRole('button', { name: 'Event before' }).click();
    await page.getByRole('button', { name: 'To the end' }).click();
    await eventually(async () => (await word.innerText()) === 'failed', 'the end');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});
