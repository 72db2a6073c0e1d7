// Deciding: by mouse, by keyboard, by two at once; clocks; a hub that is killed; hostile words.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { click, eventually, executablePath, launch, live, open, question, settled } from './browser.mjs';
import { Hub } from './hub.mjs';

const skip = !executablePath || Boolean(process.env.SKILLWIRE_FAST);
let hub;
let browser;
let pages = [];

before(async () => {
  if (!skip) {
    hub = await Hub.started();
    browser = await launch();
  }
});
after(async () => {
  await browser?.close();
  await hub?.end();
});
afterEach(async () => {
  const mine = pages;
  pages = [];
  for (const page of mine) {
    await page.context().close();
    assert.deepEqual(page.complaints, []);
  }
  for (const { id } of (await hub.request('GET', 'api/v1/confirmations')).json.confirmations) {
    await hub.request('DELETE', `api/v1/confirmations/${id}`);
  }
});

async function watch(options = {}) {
  const page = await open(browser, hub.address, options);
  pages.push(page);
  await live(page);
  return page;
}

const ask = (more = {}) => hub.ask({ prompt: 'Go on?', options: ['yes', 'no'], timeout_seconds: 300, on_timeout: 'no', ...more });

test('a question is answered by mouse, with a comment, and told to all', { skip }, async () => {
  const page = await watch();
  const other = await watch();
  const id = await ask({ claude_suggestion: 'yes' });
  await question(page, id).getByText('suggested').waitFor();
  assert.equal(await page.title(), '(1) Skillwire');
  await question(page, id).getByLabel('Comment on your answer').fill('looked at it');
  await click(page, question(page, id).getByRole('button', { name: 'no' }));
  await settled(page, id).getByText('Answered no by you').waitFor();
  await settled(other, id).getByText('Answered no by web page').waitFor();
  await settled(other, id).getByText('looked at it').waitFor();
  const told = await hub.question(id);
  assert.deepEqual([told.response, told.comment, told.remember], ['no', 'looked at it', 'none']);
  assert.equal(await page.title(), 'Skillwire');
});

test('a click just after a question appeared is not taken', { skip }, async () => {
  const page = await watch();
  // A click in the very frame in which it appears: no machine is too slow for that.
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const button = document.querySelector('[data-question] [data-option="0"]');
      if (button) {
        observer.disconnect();
        button.click();
      }
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
  const id = await ask();
  await question(page, id).waitFor();
  await page.waitForTimeout(800);
  assert.equal((await hub.question(id)).status, 'pending');
  await click(page, question(page, id).getByRole('button', { name: 'yes' }));
  await settled(page, id).waitFor();
});

test('a click just after a button moved is not taken, one after a person scrolled is', { skip }, async () => {
  const page = await watch();
  const id = await ask({ prompt: 'Go on?\n'.repeat(40) });
  const button = question(page, id).getByRole('button', { name: 'yes' });
  await button.waitFor();
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    document.documentElement.style.overflowAnchor = 'none';
    document.querySelector('main').style.paddingTop = '90px';
    document.querySelector('[data-option="0"]').click();
  });
  await page.waitForTimeout(300);
  assert.equal((await hub.question(id)).status, 'pending');
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    scrollBy(0, 120);
    document.querySelector('[data-option="0"]').click();
  });
  await settled(page, id).getByText('Answered yes').waitFor();
});

test('questions are answered by keys, one after the other', { skip }, async () => {
  const page = await watch();
  const first = await ask();
  const second = await ask({ prompt: 'And then?' });
  await question(page, second).waitFor();
  await page.waitForTimeout(600);
  await page.keyboard.press('2');
  await settled(page, first).getByText('Answered no by you').waitFor();
  assert.equal((await hub.question(second)).status, 'pending');
  await page.waitForTimeout(600);
  await question(page, second).getByLabel('Comment on your answer').focus();
  await page.keyboard.type('1 reason');
  assert.equal((await hub.question(second)).status, 'pending');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await settled(page, second).getByText('Answered no by you').waitFor();
  assert.equal((await hub.question(second)).comment, '1 reason');
});

test('the keys can be switched off, and that is kept', { skip }, async () => {
  const page = await watch();
  const id = await ask();
  await page.getByLabel('Keys 1–9 answer').uncheck();
  await page.reload();
  await question(page, id).waitFor();
  await page.waitForTimeout(600);
  await page.keyboard.press('1');
  assert.equal(await page.getByLabel('Keys 1–9 answer').isChecked(), false);
  await page.waitForTimeout(300);
  assert.equal((await hub.question(id)).status, 'pending');
});

test('what may do harm is shown whole and takes more than one key', { skip }, async () => {
  const page = await watch();
  const command = `rm -rf /srv/\u202etxt.gpj ${'x'.repeat(5_000)}\nend of it`;
  const id = await ask({ risk: 'high', action: { tool: 'shell', command } });
  const card = question(page, id);
  await card.getByText('high risk').waitFor();
  const shown = await card.locator('dd').nth(1).innerText();
  assert.ok(shown.includes('rm -rf /srv/\\u202etxt.gpj') && shown.endsWith('end of it') && shown.length > 5_000);
  await page.waitForTimeout(600);
  await page.keyboard.press('1');
  assert.equal((await hub.question(id)).status, 'pending');
  await page.keyboard.press('Enter');
  await settled(page, id).getByText('Answered yes by you').waitFor();
});

test('of two who answer at once one is first, and the other is told who', { skip }, async () => {
  const [left, right] = [await watch(), await watch()];
  const id = await ask();
  await Promise.all([question(left, id).waitFor(), question(right, id).waitFor()]);
  await left.waitForTimeout(600);
  await Promise.all([left.keyboard.press('1'), right.keyboard.press('2')]);
  const told = await eventually(async () => {
    const now = await hub.question(id);
    return now.status === 'answered' ? now : undefined;
  }, 'an answer');
  for (const page of [left, right]) {
    await settled(page, id).getByText(`Answered ${told.response} by`).waitFor();
  }
  const mine = await Promise.all([left, right].map((page) => settled(page, id).getByText('by you').count()));
  assert.deepEqual(mine.sort(), [0, 1]);
});

test('a clock is held, let run and given more time, for everybody', { skip }, async () => {
  const [page, other] = [await watch(), await watch()];
  const id = await ask({ timeout_seconds: 60 });
  await click(page, question(page, id).getByRole('button', { name: 'Hold the clock' }));
  await question(other, id).getByText('held by web page').waitFor();
  const frozen = await question(other, id).getByRole('timer').getAttribute('aria-label');
  await other.waitForTimeout(2_200);
  assert.equal(await question(other, id).getByRole('timer').getAttribute('aria-label'), frozen);
  await click(other, question(other, id).getByRole('button', { name: 'Let it run' }));
  await question(page, id).getByRole('button', { name: 'Hold the clock' }).waitFor();
  await click(page, question(page, id).getByRole('button', { name: '+1 min' }));
  await eventually(async () => /^1:/.test(await question(other, id).getByRole('timer').innerText()), 'more than a minute');
});

test('an answer holds for questions to come, until it is forgotten', { skip }, async () => {
  const page = await watch();
  const prompt = 'Again and again?';
  const id = await ask({ prompt });
  await question(page, id).getByLabel('For what your answer holds').selectOption('always');
  await question(page, id).getByLabel('How long your answer holds').selectOption('for a day');
  await click(page, question(page, id).getByRole('button', { name: 'no' }));
  await settled(page, id).getByText('Remembered as rule-').waitFor();
  const { rules } = (await hub.request('GET', 'api/v1/rules')).json;
  assert.deepEqual([rules.length, rules[0].response, typeof rules[0].expires_at], [1, 'no', 'string']);

  const decided = await hub.post('api/v1/confirmations', JSON.stringify({ prompt, options: ['yes', 'no'] }));
  assert.equal(decided.json.rule_id, rules[0].rule_id);
  await page.locator('.toast', { hasText: `${rules[0].rule_id} answered no` }).waitFor();

  await settled(page, id).hover();
  await settled(page, id).getByRole('button', { name: 'Forget it' }).click();
  await settled(page, id).getByText('Forgotten').waitFor();
  await question(page, await ask({ prompt })).waitFor();
});

test('the hub is told whether somebody looks', { skip }, async () => {
  const page = await watch();
  const said = [];
  const heard = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => said.push(JSON.parse(payload)));
    socket.on('framereceived', ({ payload }) => heard.push(JSON.parse(payload)));
  });
  await page.reload();
  await live(page);
  const presence = (state) => said.find((message) => message.type === 'presence' && message.state === state);
  await eventually(() => presence('focused'), 'word of somebody who looks');
  await page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  const away = await eventually(() => presence('visible'), 'word of somebody who looks elsewhere');
  await eventually(() => heard.some((message) => message.type === 'ack' && message.request_id === away.request_id), 'the word of the hub');
});

test('a question that nobody answers is told to have expired', { skip }, async () => {
  const page = await watch();
  const id = await ask({ timeout_seconds: 2 });
  await settled(page, id).getByText('Nobody answered in time: no').waitFor();
});

test('what was settled keeps its place while the pointer is among the questions', { skip }, async () => {
  const page = await watch();
  const first = await ask();
  const second = await ask({ prompt: 'And then?' });
  const button = question(page, second).getByRole('button', { name: 'yes' });
  await button.hover();
  await page.waitForTimeout(600);
  const before = await button.boundingBox();
  await hub.post(`api/v1/confirmations/${first}/answer`, '{"response":"yes"}');
  await settled(page, first).waitFor();
  assert.deepEqual(await button.boundingBox(), before);
  await page.waitForTimeout(9_000);
  assert.deepEqual(await button.boundingBox(), before, 'as long as the pointer is there');
  await page.mouse.move(5, 5);
  await settled(page, first).waitFor({ state: 'detached' });
});

test('a killed hub comes back, and everything is as it was', { skip }, async () => {
  const page = await watch();
  await hub.publish({ type: 'skill_started', skill_id: 'kept', skill_name: 'patient', total_steps: 2 });
  const id = await ask({ skill_id: 'kept' });
  await question(page, id).waitFor();
  await hub.kill();
  await page.getByText('The connection to the hub is lost').waitFor();
  await question(page, id).waitFor();
  await hub.start();
  await live(page);
  await hub.publish({ type: 'step_started', skill_id: 'kept', step_index: 0, step_name: 'Afterwards' });
  await page.locator('[data-run="kept"]').getByText('Afterwards').waitFor();
  await page.getByText('The connection to the hub is lost').waitFor({ state: 'detached' });
  await click(page, question(page, id).getByRole('button', { name: 'yes' }));
  await settled(page, id).getByText('Answered yes by you').waitFor();
});

test('who comes back is told what happened meanwhile, until they close it', { skip }, async () => {
  const page = await watch();
  const id = await ask({ timeout_seconds: 10, on_timeout: 'no' });
  const deadline = Date.now() + 11_000;
  await question(page, id).waitFor();
  await hub.kill();
  await page.getByText('The connection to the hub is lost').waitFor();
  await eventually(() => Date.now() > deadline, 'its time is over');
  await hub.start();
  const told = page.getByText('While this page had no connection: 1 question closed (nobody answered in time).');
  await told.waitFor();
  await click(page, page.getByRole('button', { name: 'Close' }));
  await told.waitFor({ state: 'detached' });
});

test('hostile words are words', { skip }, async () => {
  const page = await watch();
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script> \u202egnp.exe\u2066 \u0007bell {{7*7}} javascript:alert(1)';
  const visible = '<img src=x onerror="document.title=1"><script>document.title=1</script> gnp.exe bell {{7*7}} javascript:alert(1)';
  await hub.publish(
    { type: 'skill_started', skill_id: 'bad"><b>', skill_name: hostile, source: hostile, total_steps: 1, inputs: { [hostile]: hostile } },
    { type: 'step_started', skill_id: 'bad"><b>', step_index: 0, step_name: hostile, description: hostile },
    { type: 'step_progress', skill_id: 'bad"><b>', step_index: 0, output: `${hostile}\u001b]8;;http://evil/\u0007link\u001b]8;;\u0007\u001b[2J\n`, message: hostile },
  );
  const id = await ask({ skill_id: 'bad"><b>', prompt: hostile, options: [hostile, 'no'], claude_suggestion: hostile.slice(0, 60), action: { [hostile]: hostile } });
  const card = question(page, id);
  assert.equal(await card.locator('.prompt').innerText(), visible);
  assert.equal(await card.locator('[data-option="0"] span').innerText(), visible);
  await page.locator('[data-run] h3 a').last().click();
  await page.locator('.output .line').first().waitFor();
  assert.match(await page.locator('.output .line code').first().innerText(), /gnp\.exe bell .*link$/);
  for (const part of ['main img', 'main script', 'main b b', 'main a[href^="javascript"]', 'main a[href*="evil"]']) {
    assert.equal(await page.locator(part).count(), 0, part);
  }
  await hub.publish({ type: 'skill_failed', skill_id: 'bad"><b>', error: hostile });
  await page.locator('pre.error', { hasText: 'gnp.exe' }).waitFor();
  await page.goto(`${hub.address}#/events`);
  await page.locator('.event-row', { hasText: 'skill_failed' }).last().click();
  await page.getByText('\\u202egnp').first().waitFor();
  assert.match(await page.title(), /^(\(\d+\) )?Skillwire$/);
});
