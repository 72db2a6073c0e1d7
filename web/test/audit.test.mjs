// Questions with all that came of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { click, executablePath, launch, live, open, question } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

describe('the audit', async () => {
  const { auditFilterOf, auditQueryOf, befellWords, decision, requestOf } = await load('audit.ts');

  test('is asked for as the address says', () => {
    const filter = auditFilterOf('skill=deploy&by=Ada&outcome=no&from=2026-01-01&to=2026-01-31&other=1');
    assert.equal(auditQueryOf(filter), 'skill=deploy&by=Ada&outcome=no&from=2026-01-01&to=2026-01-31');
    const asked = new URLSearchParams(requestOf(filter));
    assert.deepEqual([asked.get('skill_name'), asked.get('by'), asked.get('outcome')], ['deploy', 'Ada', 'no']);
    assert.equal(Date.parse(asked.get('since')), new Date(2026, 0, 1).getTime());
    assert.equal(Date.parse(asked.get('until')), new Date(2026, 1, 1).getTime(), 'the last day counts whole');
    assert.equal(new URLSearchParams(requestOf(filter, 17)).get('until'), '17');
    assert.equal(requestOf(auditFilterOf('')), 'limit=100');
  });
  test('says who or what decided', () => {
    const by = { client_id: '', name: 'Ada', kind: 'human' };
    assert.deepEqual(decision({ status: 'answered', response: 'yes', answered_by: by }), { what: 'yes', who: 'Ada', good: true });
    assert.equal(decision({ status: 'answered', response: 'yes', answered_by: by, rule_id: 'rule-1' }).who, 'rule rule-1');
    assert.equal(decision({ status: 'answered', response: 'yes', answered_by: { name: '', kind: 'desktop' } }).who, 'desktop');
    assert.deepEqual(decision({ status: 'expired', response: 'abort', reason: 'timeout' }), { what: 'abort', who: 'nobody answered in time', good: false });
    assert.equal(decision({ status: 'pending' }).what, 'waits');
  });
  test('says what came next', () => {
    assert.equal(befellWords({ type: 'step_failed', step_name: 'Build', error: 'no\nspace' }), 'step failed · Build · no space');
    assert.equal(befellWords({ type: 'confirmation_extended', seconds: 60, by: { name: 'Ada', kind: 'human' } }), 'extended · by 1 min 0 s · by Ada');
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

  test('tells of each question who decided and what came next, by filters, and as a table', async () => {
    await hub.publish(
      { type: 'skill_started', skill_id: 'r', skill_name: 'deploy', total_steps: 1 },
      { type: 'step_started', skill_id: 'r', step_index: 0, step_name: 'Build' },
    );
    const page = await open(browser, hub.address);
    await live(page);
    const ship = await hub.ask({ skill_id: 'r', step_index: 0, prompt: 'Ship it?', options: ['yes', 'no'], timeout_seconds: 300, action: { command: 'ship --all' } });
    await question(page, ship).getByLabel('Comment on your answer').fill('looked at it');
    await click(page, question(page, ship).getByRole('button', { name: 'no' }));
    await page.locator(`[data-settled="${ship}"]`).waitFor();
    await hub.publish({ type: 'step_failed', skill_id: 'r', step_index: 0, step_name: 'Build', error: 'not shipped' });
    const gone = await hub.ask({ prompt: 'And that?', options: ['yes', 'no'], timeout_seconds: 300 });
    await hub.request('DELETE', `api/v1/confirmations/${gone}`);

    await page.getByRole('link', { name: 'Audit' }).click();
    const first = page.locator(`[data-audited="${ship}"]`);
    await first.getByText('“looked at it”').waitFor();
    await first.getByText('by web page').waitFor();
    assert.deepEqual(await page.locator('[data-audited]').evaluateAll((rows) => rows.map((row) => row.dataset.audited)), [gone, ship]);
    await first.getByRole('button', { name: /^Look at/ }).click();
    await first.getByText('ship --all').waitFor();
    await first.getByText('step failed · Build · not shipped').waitFor();

    await page.getByLabel('Outcome').fill('cancelled');
    await first.waitFor({ state: 'detached' });
    await page.locator(`[data-audited="${gone}"]`).getByText('taken back').waitFor();
    assert.match(page.url(), /#\/audit\?outcome=cancelled$/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const table = readFileSync(await (await download).path(), 'utf8');
    assert.match(table, /And that\?/);
    assert.doesNotMatch(table, /Ship it\?/);

    await hub.ask({ prompt: 'Something new?', options: ['yes', 'no'], timeout_seconds: 300 });
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('button', { name: 'Look again' }).waitFor({ state: 'detached' });
    await page.getByLabel('Outcome').fill('');
    await page.getByText('3 questions').waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test('goes back page by page', async () => {
    for (let i = 0; i < 110; i++) {
      const id = await hub.ask({ prompt: `Number ${i}?`, options: ['yes', 'no'], timeout_seconds: 300 });
      await hub.request('DELETE', `api/v1/confirmations/${id}`);
    }
    const page = await open(browser, `${hub.address}#/audit?by=cancelled`);
    await live(page);
    await page.getByText('100 questions and earlier ones').waitFor();
    await page.getByRole('button', { name: 'Earlier questions' }).click();
    await page.getByText('Number 0?').waitFor();
    await page.getByText('And that?').waitFor();
    await page.context().close();
  });
});
