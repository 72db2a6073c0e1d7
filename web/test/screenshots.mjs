// Makes the pictures of docs/images again: node test/screenshots.mjs [directory]. The font Inter makes them look as they do there.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';

const target = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'images');
/** Toasts are gone, ended runs are among the recent ones. */
const CALM_MS = 11_000;

/** Other pages, and what is there when they are. */
const OTHERS = [
  ['history', '.past-row'],
  ['compare/past-3/past-27', '[data-pair]'],
  ['insight?time=1h', '.chart canvas'],
  ['audit', '[data-audited]'],
  ['rules', '[data-rule]'],
];

const STEPS = ['Check out', 'Install dependencies', 'Unit tests', 'Build image', 'Push image', 'Migrate database', 'Roll out', 'Smoke test'];
const OUTPUT = `#12 [build 4/9] RUN npm ci
#12 8.412 added 812 packages in 8s
#14 [build 6/9] RUN npm run build
#14 3.201 \u001b[33mwarning\u001b[0m: 2 unused exports
#14 9.877 \u001b[1mdist/app.js\u001b[0m   \u001b[32m214 kB\u001b[0m
#15 [build 7/9] COPY --from=assets /srv /srv
`;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const hub = await Hub.started();
const browser = await launch();
mkdirSync(target, { recursive: true });

await hub.publish(
  { type: 'skill_started', skill_id: 'backup', skill_name: 'nightly-backup', source: 'cron', total_steps: 1 },
  { type: 'step_started', skill_id: 'backup', step_index: 0, step_name: 'Copy' },
  { type: 'skill_started', skill_id: 'triage', skill_name: 'triage-inbox', source: 'slack', total_steps: 1 },
  { type: 'step_failed', skill_id: 'triage', step_index: 0, error: 'HTTP 502 from upstream' },
);
await pause(1_800);
await hub.publish(
  { type: 'step_completed', skill_id: 'backup', step_index: 0 },
  { type: 'skill_completed', skill_id: 'backup' },
  { type: 'skill_failed', skill_id: 'triage', error: 'HTTP 502 from upstream while reading the inbox' },
);

// The past: runs that took different times, repairs, and what was decided of them.
const SKILLS = ['deploy-shop', 'repo-health', 'index-docs'];
for (let i = 0; i < 60; i++) {
  const past = { skill_id: `past-${i}`, step_index: 0, step_name: 'Build' };
  const name = SKILLS[i % SKILLS.length];
  await hub.publish(
    { type: 'skill_started', skill_id: past.skill_id, skill_name: name, source: ['chat', 'cron', 'manual'][i % 3], total_steps: 1, inputs: { version: `4.11.${i}` } },
    { ...past, type: 'step_started' },
  );
  await pause(60 + 90 * Math.abs(Math.sin(i / 7)) + (i % 3) * 45);
  const failed = i % 11 === 5;
  if (i % 6 === 2) {
    const heal = { ...past, error_type: i % 4 ? 'auth' : 'disk', fix_action: i % 4 ? 'docker login registry.internal' : 'docker system prune', tool_name: 'docker' };
    await hub.publish({ ...heal, type: 'auto_heal_triggered', error: '401' });
    await hub.publish({ ...heal, type: 'auto_heal_completed', success: !failed });
  }
  if (i % 8 === 3) {
    const asked = await hub.ask({ ...past, prompt: `Version 4.11.${i} has no release notes. Go on?`, options: ['Go on', 'Stop'], timeout_seconds: 300 });
    await pause(120 + i * 5);
    await hub.post(`api/v1/confirmations/${asked}/answer`, JSON.stringify({ response: i % 3 ? 'Go on' : 'Stop', comment: i % 3 ? '' : 'Write them first' }));
  }
  await hub.publish(
    { ...past, ...(failed ? { type: 'step_failed', error: 'no space left on device' } : { type: 'step_completed' }) },
    failed ? { type: 'skill_failed', skill_id: past.skill_id, error: 'Build: no space left on device' } : { type: 'skill_completed', skill_id: past.skill_id },
  );
}
const rule = (scope, response, more = {}) => hub.post('api/v1/rules', JSON.stringify({ scope, response, ...more }));
await rule({ skill_name: 'index-docs', step_name: 'Build', error_type: 'disk' }, 'Go on', { remember_for: { seconds: 604_800, uses: 20 } });
await rule({ prompt_pattern: 'Delete * stale branches?' }, 'Keep them', { enabled: false });

const run = { skill_id: 'deploy-42' };
const steps = STEPS.map((name) => ({ name, description: '' }));
await hub.publish({ ...run, type: 'skill_started', skill_name: 'deploy-shop', source: 'chat', total_steps: 8, steps, inputs: { environment: 'production', version: '4.12.0' } });
for (const [index, ms] of [900, 1_700, 1_300].entries()) {
  await hub.publish({ ...run, type: 'step_started', step_index: index, step_name: STEPS[index] });
  await pause(ms);
  await hub.publish({ ...run, type: 'step_completed', step_index: index });
}
await hub.publish(
  { ...run, type: 'step_started', step_index: 3, step_name: 'Build image' },
  { ...run, type: 'step_progress', step_index: 3, percent: 62, message: 'layer 8 of 13', output: OUTPUT },
  { type: 'skill_started', skill_id: 'scan', skill_name: 'scan-image', parent_skill_id: 'deploy-42', total_steps: 3 },
  { type: 'step_started', skill_id: 'scan', step_index: 1, step_name: 'Look up advisories' },
);
const heal = { ...run, step_index: 3, error_type: 'auth', fix_action: 'docker login registry.internal', tool_name: 'docker' };
await hub.publish({ ...heal, type: 'auto_heal_triggered', error: '401' });
await pause(1_200);
await hub.publish({ ...heal, type: 'auto_heal_completed', success: true });
await hub.publish(
  { type: 'skill_started', skill_id: 'health', skill_name: 'repo-health', source: 'manual', total_steps: 6 },
  { type: 'step_started', skill_id: 'health', step_index: 2, step_name: 'Find stale branches' },
  { type: 'step_progress', skill_id: 'health', step_index: 2, percent: 35, output: 'feature/checkout-v2      last commit 214 days ago\nfix/flaky-cart-test       last commit 131 days ago\n' },
);
await hub.ask({
  ...run,
  step_index: 3,
  step_name: 'Build image',
  prompt: 'The migration drops column orders.legacy_ref, which 214 rows still use. Go on with the roll-out?',
  options: ['Go on', 'Go on and keep a copy', 'Stop'],
  claude_suggestion: 'Go on and keep a copy',
  timeout_seconds: 600,
  on_timeout: 'Stop',
  risk: 'high',
  action: { tool: 'psql', command: 'ALTER TABLE orders\n  DROP COLUMN legacy_ref;', database: 'shop-production' },
});
await pause(CALM_MS);

for (const colorScheme of ['dark', 'light']) {
  const page = await open(browser, hub.address, { colorScheme, viewport: { width: 1200, height: 820 } });
  await live(page);
  await page.locator('.tail').first().waitFor();
  await page.screenshot({ path: join(target, `now-${colorScheme}.png`) });
  await page.goto(`${hub.address}#/runs/deploy-42`);
  await page.locator('.output .line').first().waitFor();
  await page.locator('.waterfall').evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 70));
  await page.screenshot({ path: join(target, `run-${colorScheme}.png`) });
  for (const [place, sign] of OTHERS) {
    await page.goto(`${hub.address}#/${place}`);
    await page.locator(sign).first().waitFor();
    await page.screenshot({ path: join(target, `${place.split('?')[0].split('/')[0]}-${colorScheme}.png`) });
  }
  await page.context().close();
}
const small = await open(browser, hub.address, { colorScheme: 'dark', viewport: { width: 375, height: 760 } });
await live(small);
await small.locator('.tail').first().waitFor();
await small.screenshot({ path: join(target, 'small-dark.png') });
await browser.close();
await hub.end();
