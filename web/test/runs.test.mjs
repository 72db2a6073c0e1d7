// Watching: a run from start to end, what is told of it, and what is served.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { eventually, executablePath, launch, live, open } from './browser.mjs';
import { Hub } from './hub.mjs';

const FIRST_LOAD_MAX = 100 * 1024;
const HTML = { accept: 'text/html' };

let hub;
let browser;
let pages = [];

before(async () => {
  hub = await Hub.started();
  browser = executablePath && !process.env.SKILLWIRE_FAST ? await launch() : undefined;
});
after(async () => {
  await browser?.close();
  await hub.end();
});
afterEach(async () => {
  const mine = pages;
  pages = [];
  for (const page of mine) {
    await page.context().close();
    assert.deepEqual(page.complaints, []);
  }
});

async function watch(address = hub.address, options = {}) {
  const page = await open(browser, address, options);
  pages.push(page);
  await live(page);
  return page;
}

const step = (run, index, name) => ({ skill_id: run, step_index: index, step_name: name });

describe('what is served', () => {
  test('is the page, compressed, under a strict policy', async () => {
    const page = await hub.request('GET', '', '', { ...HTML, 'accept-encoding': 'gzip, br' });
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-encoding'], 'br');
    assert.match(brotliDecompressSync(page.bytes).toString(), /<div id="page">/);
    const policy = page.headers['content-security-policy'];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    const again = await hub.request('GET', '', '', { ...HTML, 'accept-encoding': 'gzip, br', 'if-none-match': page.headers.etag });
    assert.deepEqual([again.status, again.text, again.headers['content-length']], [304, '', undefined]);
  });

  test('takes little to load, and that is kept', async () => {
    const document = await hub.request('GET', '', '', { ...HTML, 'accept-encoding': 'gzip' });
    let bytes = document.bytes.length;
    const names = [...gunzipSync(document.bytes).toString().matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].map(([, name]) => name);
    assert.ok(names.length >= 2);
    for (const name of names) {
      const file = await hub.request('GET', name, '', { 'accept-encoding': 'gzip' });
      assert.match(file.headers['cache-control'], /immutable/);
      bytes += file.bytes.length;
    }
    assert.ok(bytes <= FIRST_LOAD_MAX, `${bytes} bytes`);
  });

  test('is not only the page', async () => {
    assert.match((await hub.request('GET', '')).text, /^Skillwire .* is running/);
    assert.equal((await hub.request('GET', 'assets/none.js')).status, 404);
  });
});

describe('a run', { skip: !executablePath || Boolean(process.env.SKILLWIRE_FAST) }, () => {
  test('is seen live from its start to its end', async () => {
    const page = await watch();
    await hub.publish(
      { type: 'skill_started', skill_id: 'live-1', skill_name: 'deploy', source: 'chat', total_steps: 2 },
      { ...step('live-1', 0, 'Build'), type: 'step_started' },
      { ...step('live-1', 0, 'Build'), type: 'step_progress', percent: 40, message: 'layer 2', output: '\u001b[31mred\u001b[0m words\n' },
    );
    const card = page.locator('[data-run="live-1"]');
    await card.getByText('Build').waitFor();
    await card.getByText('layer 2').waitFor();
    assert.equal(await card.locator('.tail').innerText(), 'red words');
    assert.equal(await card.getByRole('progressbar').getAttribute('value'), '40');
    await page.locator('.toast', { hasText: 'deploy started' }).waitFor();

    const heal = { ...step('live-1', 0, 'Build'), error_type: 'auth', fix_action: 'log in' };
    await hub.publish({ ...heal, type: 'auto_heal_triggered', error: '401' });
    await card.getByText('Healing Build').waitFor();
    await hub.publish({ ...heal, type: 'auto_heal_completed', success: true });
    await card.getByText('Healed Build').waitFor();

    await hub.publish(
      { type: 'skill_started', skill_id: 'live-1a', skill_name: 'scan', parent_skill_id: 'live-1', total_steps: 1 },
      { ...step('live-1a', 0, 'Look up'), type: 'step_started' },
    );
    await card.getByRole('link', { name: 'scan' }).waitFor();

    await hub.publish(
      { type: 'skill_completed', skill_id: 'live-1a' },
      { ...step('live-1', 0, 'Build'), type: 'step_completed' },
      { type: 'skill_failed', skill_id: 'live-1', error: 'no space left' },
    );
    await card.getByText('no space left').waitFor();
    await page.locator('.toast', { hasText: 'deploy failed' }).waitFor();
    await eventually(() => page.getByRole('status').innerText().then((words) => words.includes('deploy failed')), 'words for screen readers');
  });

  test('goes on where it was after a reload', async () => {
    await hub.publish(
      { type: 'skill_started', skill_id: 'live-2', skill_name: 'index', total_steps: 3 },
      { ...step('live-2', 1, 'Read'), type: 'step_started' },
      { ...step('live-2', 1, 'Read'), type: 'step_progress', output: 'before\n' },
    );
    const page = await watch();
    await page.reload();
    await live(page);
    const card = page.locator('[data-run="live-2"]');
    await card.locator('.tail', { hasText: 'before' }).waitFor();
    await hub.publish({ ...step('live-2', 1, 'Read'), type: 'step_progress', output: 'behind\n' });
    await card.locator('.tail', { hasText: 'behind' }).waitFor();
    assert.equal(await card.locator('.tail').innerText(), 'before\nbehind');
  });

  test('has a page of its own, with all its output and events', async () => {
    // More than the hub tells in one answer.
    const lines = [...Array(20_000).keys()].map((i) => `line ${i} ${'.'.repeat(i % 2 === 0 ? 0 : 240)}`).join('\n');
    await hub.publish(
      { type: 'skill_started', skill_id: 'live/3 é', skill_name: 'report', total_steps: 2, inputs: { month: 'May' } },
      { ...step('live/3 é', 0, 'Gather'), type: 'step_started' },
    );
    for (const output of lines.match(/[^]{1,60000}/g)) {
      await hub.publish({ ...step('live/3 é', 0, 'Gather'), type: 'step_progress', output });
    }
    await hub.publish(
      { ...step('live/3 é', 0, 'Gather'), type: 'step_completed', output: { rows: 7 } },
      { ...step('live/3 é', 1, 'Write'), type: 'step_started' },
    );
    const page = await watch();
    await page.getByRole('link', { name: 'report' }).first().click();
    await page.getByRole('heading', { name: 'report' }).waitFor();
    assert.match(page.url(), /#\/runs\/live%2F3%20%C3%A9$/);
    await page.locator('[data-step="0"]').click();
    await page.getByText('20,000 lines').waitFor();
    await page.locator('.output .line', { hasText: 'line 19999' }).waitFor();
    assert.ok((await page.locator('.output .line').count()) < 100, 'only what one sees is drawn');
    await page.locator('.output .rows').focus();
    await page.keyboard.press('Home');
    await page.locator('.output .line', { hasText: /^\s*1\s*line 0\s*$/ }).waitFor();
    await page.getByRole('region', { name: 'Inputs' }).getByText('May').waitFor();
    await page.getByRole('region', { name: 'Result' }).getByText('7').waitFor();

    await hub.publish({ ...step('live/3 é', 1, 'Write'), type: 'step_progress', output: 'written\n' });
    await page.locator('[data-step="1"]').click();
    await page.locator('.output .line', { hasText: 'written' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'report' }).waitFor();
    const events = page.getByRole('region', { name: 'Events of this run' });
    await events.locator('.event-row', { hasText: 'output=written' }).click(); // the story comes in several pages
    await page.getByText('"output": "written\\n"').waitFor();
    await page.goto(`${hub.address}#/runs/never`);
    await page.getByText('No run with this id is known.').waitFor();
    page.complaints = page.complaints.filter((words) => !words.includes('404')); // the browser tells that there is none
  });

  test('is ended when a person says so twice', async () => {
    await hub.publish({ type: 'skill_started', skill_id: 'live-4', skill_name: 'endless', total_steps: 1 });
    const page = await watch();
    const card = page.locator('[data-run="live-4"]');
    await card.waitFor();
    // The second half of a double click, in the very frame in which other buttons come to lie there.
    await card.evaluate((element) => {
      new MutationObserver((_, observer) => {
        const buttons = element.querySelectorAll('.cancel button');
        if (buttons.length === 2) {
          observer.disconnect();
          buttons.forEach((button) => button.click());
        }
      }).observe(element, { subtree: true, childList: true });
    });
    // Cards of runs that ended leave, which moves this one: then a click is not taken, and a person clicks again.
    await eventually(async () => {
      await page.waitForTimeout(600);
      await card.getByRole('button', { name: 'Cancel run' }).click({ timeout: 1_000 }).catch(() => {});
      return card.getByRole('button', { name: 'End it' }).isVisible();
    }, 'the second question');
    assert.equal(await card.getByText('is asked to end').count(), 0, 'a double click is one click');
    await eventually(async () => {
      await page.waitForTimeout(600);
      await card.getByRole('button', { name: 'End it' }).click({ timeout: 1_000 }).catch(() => {});
      return card.getByText('is asked to end').isVisible();
    }, 'the wish to end it');
    await card.getByText('is asked to end').waitFor();
  });

  test('is in the console of events, which can be filtered and held', async () => {
    const page = await watch();
    await page.getByRole('link', { name: 'Events' }).click();
    await hub.publish({ type: 'first_word', text: 'hello there' }, { type: 'second_word', text: 'bye' });
    await page.locator('.event-row', { hasText: 'second_word' }).waitFor();
    await page.getByLabel('Containing').fill('hello');
    await eventually(async () => (await page.locator('.event-row').count()) === 1, 'one event');
    await page.getByLabel('Containing').fill('');
    await page.getByRole('button', { name: 'Hold' }).click();
    await hub.publish({ type: 'third_word' });
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.event-row', { hasText: 'third_word' }).waitFor();
  });
});
