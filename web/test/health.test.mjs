// How the hub and the page are.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

describe('events a second', async () => {
  const { rate, sampled } = await load('rate.ts');
  const all = (...pairs) => pairs.reduce((samples, [at, seq]) => sampled(samples, { at, seq }), []);

  test('are counted between what was seen', () => {
    const samples = all([0, 100], [2_000, 120], [4_000, 180]);
    assert.equal(rate(samples, 2_000), 30);
    assert.equal(rate(samples, 60_000), 20);
    assert.equal(rate(all([0, 1]), 1_000), undefined);
  });
  test('are forgotten after a while, and with another log', () => {
    assert.equal(all([0, 1], [30_000, 2], [61_000, 3]).length, 2);
    assert.deepEqual(all([0, 500], [1_000, 3]), [{ at: 1_000, seq: 3 }]);
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

  test('says that the hub works, and that it does not', async () => {
    await hub.publish({ type: 'skill_started', skill_id: 'a', skill_name: 'a', total_steps: 1 });
    const page = await open(browser, `${hub.address}#/health`);
    await live(page);
    await page.getByText('The hub works').waitFor();
    await page.locator('.fields > div', { hasText: /At work\s*1 run/ }).waitFor();
    await page.locator('.fields > div', { hasText: /May.*answerer/ }).waitFor();
    await hub.kill();
    await page.getByText('The hub does not answer').waitFor();
    await hub.start();
    await page.getByText('The hub works').waitFor();
    await live(page);
    await page.context().close();
  });
});
