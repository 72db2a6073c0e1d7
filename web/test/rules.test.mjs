// Rules: their words, and the page that lists, tries, makes, switches, deletes and carries them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

describe('rules in words', async () => {
  const { EMPTY_DRAFT, importWords, mentions, rulesOfFile, saved, scopeWords } = await load('rules.ts');
  const rule = { rule_id: 'rule-7', scope: { skill_name: 'deploy\u202e', error_type: 'flaky' }, response: 'Retry', created_by: { name: 'Ada', kind: 'human', client_id: '' } };

  test('say what they are about, with nothing hidden', () => {
    assert.deepEqual(scopeWords(rule), [['skill', 'deploy\\u202e'], ['error', 'flaky']]);
    assert.deepEqual(scopeWords({ scope: {}, skill_id: 'r' }), [['run', 'r']]);
  });
  test('are found by any of their words', () => {
    assert.ok(mentions(rule, 'retry ADA'));
    assert.ok(!mentions(rule, 'retry bob'));
  });
  test('are made of what was filled in, as it was typed', () => {
    assert.deepEqual(saved({ ...EMPTY_DRAFT, skill: ' a', response: 'yes' }), { scope: { skill_name: ' a' }, response: 'yes' });
    assert.deepEqual(saved({ ...EMPTY_DRAFT, response: 'no', seconds: '3600', uses: '2' }), { scope: {}, response: 'no', remember_for: { seconds: 3_600, uses: 2 } });
  });
  test('come out of a file, or not', () => {
    assert.deepEqual(rulesOfFile('{"rules":[{}]}'), [{}]);
    assert.equal(rulesOfFile('{"rules":1}'), undefined);
    assert.equal(rulesOfFile('no'), undefined);
    assert.equal(importWords([{ rule_id: 'rule-1' }, { rule_id: 'rule-2' }]), '2 taken over');
    assert.equal(importWords([{ rule_id: 'rule-1' }, { code: 'invalid_message', message: 'Too long.' }]), '1 taken over, 1 refused: Too long.');
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
  const go = async () => {
    page = await open(browser, `${hub.address}#/rules`);
    await live(page);
    await page.getByRole('heading', { name: 'Rules' }).waitFor();
  };
  const ask = (prompt) => hub.post('api/v1/confirmations', JSON.stringify({ prompt, options: ['yes', 'no'], timeout_seconds: 300 }));
  const rules = async () => (await hub.request('GET', 'api/v1/rules')).json.rules;

  test('makes a rule after it was tried on the past', async () => {
    const { id } = (await ask('Delete 3 branches?')).json;
    await hub.post(`api/v1/confirmations/${id}/answer`, JSON.stringify({ response: 'no' }));
    await go();
    await page.getByText('No rules.').waitFor();
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByText('Nothing is filled in: this is about every question.').waitFor();
    await page.getByLabel('Prompt, * for any text').fill('Delete * branches?');
    await page.getByLabel('Answer').fill('yes');
    await page.getByRole('button', { name: 'Try on past questions' }).click();
    await page.getByText(/Of 1 past question it would have answered 1: 1 of them otherwise/).waitFor();
    await page.locator('.decisions', { hasText: 'Delete 3 branches?' }).waitFor();
    await page.getByLabel('Uses at most').fill('5');
    await page.getByRole('button', { name: 'Make the rule' }).click();
    const row = page.locator('[data-rule]');
    await row.getByText('5 uses left').waitFor();
    assert.equal(await page.getByRole('form', { name: 'New rule' }).count(), 0);
    assert.deepEqual((await rules()).map(({ scope, response }) => [scope.prompt_pattern, response]), [['Delete * branches?', 'yes']]);

    assert.equal((await ask('Delete 4 branches?')).json.status, 'answered');
    await row.getByText('used 1 ×').waitFor();
    await row.getByRole('button', { name: /^Look at rule-/ }).click();
    await row.locator('.decisions', { hasText: 'Delete 4 branches?' }).waitFor();
  });

  test('switches a rule off and on, and deletes it when that is said twice', async () => {
    await go();
    const row = page.locator('[data-rule]');
    await row.getByRole('button', { name: /decides$/ }).click();
    await row.getByText('Off').waitFor();
    assert.equal((await rules())[0].enabled, false);
    const { status } = (await ask('Delete 5 branches?')).json;
    assert.equal(status, 'pending');
    await row.getByRole('button', { name: /decides$/ }).click();
    await row.getByText('On', { exact: true }).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const file = await (await download).path();
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).rules.length, 1);

    await page.waitForTimeout(600);
    await row.getByRole('button', { name: /^Delete rule-/ }).click();
    await page.waitForTimeout(600);
    await row.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('No rules.').waitFor();
    assert.deepEqual(await rules(), []);

    await page.getByLabel('Import').setInputFiles(file);
    await page.getByRole('alert').filter({ hasText: '1 taken over' }).waitFor();
    await row.waitFor();
    assert.equal((await rules()).length, 1);
    await page.getByLabel('Import').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.getByText('This is not a file of rules.').waitFor();
    await page.getByLabel('Containing').fill('nothing like it');
    await page.getByText('No rule is like that.').waitFor();
  });

  test('hears of rules that others make', async () => {
    await go();
    await page.locator('[data-rule]').waitFor();
    await hub.post('api/v1/rules', JSON.stringify({ scope: { skill_name: 'deploy' }, response: 'stop' }));
    await eventually(async () => (await page.locator('[data-rule]').count()) === 2, 'another rule');
    await hub.post('api/v1/rules', JSON.stringify({ scope: {}, response: 'x' }));
    await page.getByText('Every question').waitFor();
  });
});
