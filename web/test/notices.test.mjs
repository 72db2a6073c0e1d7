// When nobody looks: notifications, sound, the number in title and icon; and toasts that do not flood.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { click, eventually, executablePath, launch, live, open, question, settled } from './browser.mjs';
import { Hub } from './hub.mjs';
import { load } from './module.mjs';

describe('what calls for somebody', async () => {
  const { NO_NOTICES, SHOWN_MAX, step } = await load('notices.ts');

  test('is what is new while nobody looks, once', () => {
    const first = step(NO_NOTICES, ['a'], false);
    assert.deepEqual([first.show, first.fresh], [['a'], true]);
    const again = step(first.notices, ['a'], false);
    assert.deepEqual([again.show, again.close, again.fresh], [[], [], false]);
  });
  test('is nothing that was seen', () => {
    const seen = step(NO_NOTICES, ['a'], true);
    assert.deepEqual([seen.show, seen.fresh], [[], false]);
    assert.deepEqual(step(seen.notices, ['a'], false).show, []);
  });
  test('goes when it is settled, or when somebody looks', () => {
    const { notices } = step(NO_NOTICES, ['a', 'b'], false);
    const settledOne = step(notices, ['b'], false);
    assert.deepEqual(settledOne.close, ['a']);
    assert.deepEqual(step(settledOne.notices, ['b'], true).close, ['b']);
  });
  test('is shown for a few only', () => {
    const many = step(NO_NOTICES, ['a', 'b', 'c', 'd', 'e'], false);
    assert.equal(many.show.length, SHOWN_MAX);
    assert.deepEqual(step(many.notices, ['b', 'c', 'd', 'e', 'f'], false).show, ['f']);
  });
  test('is asked anew when it is asked again', () => {
    const gone = step(step(NO_NOTICES, ['a'], true).notices, [], true);
    assert.deepEqual(step(gone.notices, ['a'], false).show, ['a']);
  });
});

describe('toasts', async () => {
  const { TOASTS_MAX, withToasts } = await load('toastList.ts');
  let next = 0;
  const made = (kind, title = kind) => ({ id: next++, kind, title, text: '', tone: 'plain', stands: 1 });

  test('are few', () => {
    let now = [];
    for (const kind of ['skill_started', 'skill_completed', 'skill_failed', 'auto_heal_triggered']) {
      now = withToasts(now, [made(kind)]);
    }
    assert.deepEqual(now.map(({ kind }) => kind), ['skill_completed', 'skill_failed', 'auto_heal_triggered']);
    assert.equal(now.length, TOASTS_MAX);
  });
  test('of one kind become one that counts on in its place', () => {
    let now = withToasts([], [made('skill_started', 'a started')]);
    now = withToasts(now, [made('skill_failed', 'a failed')]);
    now = withToasts(now, [made('skill_started', 'b started'), made('skill_started', 'c started')]);
    const { id } = now[0];
    assert.deepEqual(now.map(({ title }) => title), ['3 runs started', 'a failed']);
    now = withToasts(now, [made('skill_started', 'd started')]);
    assert.deepEqual([now[0].title, now[0].id, now.length], ['4 runs started', id, 2]);
  });
});

describe('the number of waiting questions', async () => {
  const { badgeIcon, badgeTitle } = await load('badgeIcon.ts');
  test('is in title and icon', () => {
    assert.equal(badgeTitle('Skillwire', 0), 'Skillwire');
    assert.equal(badgeTitle('Skillwire', 2), '(2) Skillwire');
    assert.match(decodeURIComponent(badgeIcon(2)), />2<\/text>/);
    assert.match(decodeURIComponent(badgeIcon(12)), />9\+<\/text>/);
  });
});

describe('in a browser', { skip: !executablePath || Boolean(process.env.SKILLWIRE_FAST) }, () => {
  let hub;
  let browser;
  let pages = [];
  before(async () => {
    hub = await Hub.started();
    browser = await launch();
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
  });

  /** A page that tells which notifications it showed; they are the browser's own. */
  async function watch(permissions) {
    const context = await browser.newContext({ permissions });
    await context.addInitScript(() => {
      globalThis.shown = [];
      globalThis.asked = 0;
      globalThis.sounded = 0;
      const Real = globalThis.Notification;
      globalThis.Notification = class extends Real {
        constructor(title, options) {
          super(title, options);
          globalThis.shown.push(this);
        }
        static requestPermission() {
          globalThis.asked++;
          return Real.requestPermission();
        }
        close() {
          this.closed = true;
          super.close();
        }
      };
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...when) {
        globalThis.sounded++;
        return start.apply(this, when);
      };
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    await page.goto(hub.address);
    pages.push(page);
    await live(page);
    return page;
  }
  const lookAway = (page, away) =>
    page.evaluate((gone) => {
      document.hasFocus = () => !gone;
      dispatchEvent(new Event(gone ? 'blur' : 'focus'));
    }, away);
  const ask = (more = {}) => hub.ask({ prompt: 'Go on?', options: ['yes', 'no'], timeout_seconds: 300, ...more });
  const shown = (page) => page.evaluate(() => globalThis.shown.map(({ title, body, closed }) => ({ title, body, closed: Boolean(closed) })));

  test('nobody is asked for a permission, or called, unasked', async () => {
    const page = await watch(['notifications']);
    await lookAway(page, true);
    const id = await ask();
    await question(page, id).waitFor();
    assert.deepEqual(await shown(page), []);
    assert.deepEqual(await page.evaluate(() => [globalThis.asked, globalThis.sounded]), [0, 0]);
    await hub.request('DELETE', `api/v1/confirmations/${id}`);
  });

  test('who asked for it is called while looking elsewhere, and led to the question', async () => {
    const page = await watch(['notifications']);
    await page.getByRole('button', { name: 'Notify me' }).click();
    await page.getByRole('button', { name: 'Notifications on' }).waitFor();
    const before = await ask({ prompt: 'Seen?' });
    await question(page, before).waitFor();
    await page.goto(`${hub.address}#/events`);
    await lookAway(page, true);
    const id = await ask({ prompt: 'Ship\u202e it?' });
    await eventually(async () => (await shown(page)).length > 0, 'a notification');
    assert.deepEqual(await shown(page), [{ title: 'Somebody asks', body: 'Ship it?', closed: false }]);
    assert.equal(await page.title(), '(2) Skillwire');
    assert.match(await page.locator('link[rel=icon]').getAttribute('href'), /^data:image\/svg\+xml,.*2%3C%2Ftext/);
    await page.evaluate(() => globalThis.shown[0].onclick());
    await eventually(() => page.evaluate((of) => document.activeElement.dataset.question === of, id), 'the focus on the question');
    assert.equal((await shown(page))[0].closed, true);
    for (const each of [before, id]) {
      await hub.request('DELETE', `api/v1/confirmations/${each}`);
    }
    await eventually(async () => (await page.title()) === 'Skillwire', 'the plain title');
    assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), 'favicon.svg');
  });

  test('a notification goes when the question is settled elsewhere; off is off', async () => {
    const page = await watch(['notifications']);
    const other = await watch([]);
    await page.getByRole('button', { name: 'Notify me' }).click();
    await page.getByRole('button', { name: 'Notifications on' }).waitFor();
    await lookAway(page, true);
    const id = await ask();
    await eventually(async () => (await shown(page)).length === 1, 'a notification');
    await click(other, question(other, id).getByRole('button', { name: 'yes' }));
    await settled(other, id).waitFor();
    await eventually(async () => (await shown(page))[0].closed, 'its end');
    await page.getByRole('button', { name: 'Notifications on' }).click();
    await page.getByRole('button', { name: 'Notify me' }).waitFor();
    const next = await ask();
    await question(page, next).waitFor();
    assert.equal((await shown(page)).length, 1);
    await hub.request('DELETE', `api/v1/confirmations/${next}`);
  });

  test('the sound is off until it is switched on, and stays as it was set', async () => {
    const page = await watch([]);
    await page.getByRole('button', { name: 'Sound off' }).click();
    await page.getByRole('button', { name: 'Sound on' }).waitFor();
    assert.equal(await page.evaluate(() => globalThis.sounded), 2, 'what it is like');
    await page.reload();
    await page.getByRole('button', { name: 'Sound on' }).waitFor();
    await live(page);
    await lookAway(page, true);
    const id = await ask();
    await eventually(() => page.evaluate(() => globalThis.sounded === 2), 'two tones');
    await hub.request('DELETE', `api/v1/confirmations/${id}`);
  });

  test('many starts at once are one toast', async () => {
    const page = await watch([]);
    await hub.publish(...[...Array(20).keys()].map((i) => ({ type: 'skill_started', skill_id: `many-${i}`, skill_name: `n${i}`, total_steps: 1 })));
    await page.locator('.toast', { hasText: /^\s*\d+ runs started/ }).waitFor();
    await hub.publish(...[...Array(20).keys()].map((i) => ({ type: 'skill_completed', skill_id: `many-${i}` })));
    await page.locator('.toast', { hasText: /^\s*20 runs completed/ }).waitFor();
  });
});
