// For everybody: axe, themes, small screens, keyboards; and who is let in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { click, executablePath, launch, live, open, question, settled } from './browser.mjs';
import { Hub } from './hub.mjs';

const skip = !executablePath || Boolean(process.env.SKILLWIRE_FAST);
let hub;
let browser;

before(async () => {
  if (skip) {
    return;
  }
  hub = await Hub.started();
  browser = await launch();
  const steps = ['Check out', 'Build', 'Test', 'Ship'].map((name) => ({ name, description: `${name} it` }));
  await hub.publish(
    { type: 'skill_started', skill_id: 'gone', skill_name: 'nightly', source: 'cron', total_steps: 1 },
    { type: 'skill_failed', skill_id: 'gone', error: 'disk full' },
    { type: 'skill_started', skill_id: 'run', skill_name: 'deploy', source: 'chat', total_steps: 4, steps, inputs: { to: 'stage' } },
    { type: 'step_started', skill_id: 'run', step_index: 0, step_name: 'Check out' },
    { type: 'step_completed', skill_id: 'run', step_index: 0 },
    { type: 'step_started', skill_id: 'run', step_index: 1, step_name: 'Build' },
    { type: 'step_progress', skill_id: 'run', step_index: 1, percent: 30, message: 'layer 3', output: '\u001b[32mok\u001b[0m \u001b[33mwarn\u001b[0m \u001b[31mbad\u001b[0m \u001b[34mb\u001b[35mm\u001b[36mc\u001b[90mg\u001b[0m\n' },
    { type: 'auto_heal_triggered', skill_id: 'run', step_index: 1, fix_action: 'docker login', error: '401' },
    { type: 'skill_started', skill_id: 'child', skill_name: 'scan', parent_skill_id: 'run', total_steps: 1 },
  );
  await hub.ask({ skill_id: 'run', step_index: 1, prompt: 'Ship it?', options: ['yes', 'no'], claude_suggestion: 'yes', timeout_seconds: 900, risk: 'high', action: { command: 'ship' } });
  await hub.post('api/v1/rules', JSON.stringify({ scope: { skill_name: 'deploy', error_type: 'flaky' }, response: 'retry', enabled: false }));
  await hub.ask({ prompt: 'And that?', timeout_seconds: 900, claude_suggestion: 'think first' });
});
after(async () => {
  await browser?.close();
  await hub?.end();
});

const AXE = skip ? '' : readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page) {
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.effect?.target?.matches?.('.toast') && animation.finish()));
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`);
}

const PAGES = [
  ['now', '#/', '[data-question] >> nth=1'],
  ['a run', '#/runs/run', '.output .line'],
  ['history', '#/history?status=failed&time=between&from=2020-01-01', '.past-row'],
  ['comparison', '#/compare/gone/run', '[data-pair]'],
  ['insight', '#/insight?skill=nightly', '.chart canvas'],
  ['audit', '#/audit', '[data-audited]'],
  ['rules', '#/rules', '[data-rule]'],
  ['events', '#/events', '.event-row'],
  ['health', '#/health', '.word-line .icon'],
];
const SCREENS = [
  ['dark', { colorScheme: 'dark' }],
  ['light', { colorScheme: 'light' }],
  ['small, still', { colorScheme: 'light', viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' }],
];

for (const [screen, options] of SCREENS) {
  test(`axe finds nothing, and nothing sticks out: ${screen}`, { skip }, async () => {
    for (const [name, address, sign] of PAGES) {
      // A policy that forbids foreign scripts forbids axe, too.
      const page = await open(browser, hub.address + address, { ...options, bypassCSP: true });
      await live(page);
      await page.locator(sign).first().waitFor();
      assert.deepEqual(await violations(page), [], name);
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(inner <= outer, `${name}: ${inner} of ${outer}`);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
  });
}

test('zoomed to 200 % everything is there', { skip }, async () => {
  const page = await open(browser, hub.address, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  await live(page);
  const yes = page.locator('[data-question] [data-option="0"]').first();
  await yes.scrollIntoViewIfNeeded();
  assert.ok(await yes.isVisible());
  await page.context().close();
});

test('all of it is reached by keyboard', { skip }, async () => {
  const page = await open(browser, hub.address);
  await live(page);
  await page.locator('[data-question]').first().waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'To the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const reached = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent ?? '').trim()));
  }
  for (const name of ['Hold the clock', '+1 min', 'deploy', 'nightly', 'Copy what will run', 'Cancel run']) {
    assert.ok([...reached].some((words) => words.includes(name)), `${name} in ${[...reached].join(', ')}`);
  }
  await page.context().close();
});

test('who is not known is asked for a one-time code, by hand or in the address', { skip }, async () => {
  const closed = await Hub.started('--require-token');
  try {
    const token = readFileSync(`${closed.data}/token`, 'utf8').trim();
    const bearer = { authorization: `Bearer ${token}` };
    const code = async () => (await closed.post('api/v1/codes', '{}', 'application/json', bearer)).json.code;
    const id = (await closed.post('api/v1/confirmations', JSON.stringify({ prompt: 'Go?', options: ['yes', 'no'], timeout_seconds: 300 }), 'application/json', bearer)).json.id;

    const typed = await open(browser, closed.address);
    await typed.getByText('The hub wants to know who you are').waitFor();
    await typed.getByLabel('One-time code').fill('wrong');
    await typed.getByRole('button', { name: 'Let me in' }).click();
    await typed.getByText('unknown, used or too old').waitFor();
    await typed.getByLabel('One-time code').fill(await code());
    await typed.getByRole('button', { name: 'Let me in' }).click();
    await live(typed);
    await typed.context().close();

    const opened = await open(browser, `${closed.address}#code=${await code()}`);
    await live(opened);
    assert.equal(opened.url(), closed.address);
    await click(opened, question(opened, id).getByRole('button', { name: 'no' }));
    await settled(opened, id).getByText('Answered no by you').waitFor();
    await opened.context().close();
  } finally {
    await closed.end();
  }
});
