// Debian's Chromium, a page of the hub in it, and what a person would do there.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));

/** The page does not take a click so soon after something appeared or moved; a person is slower. */
export const SHIELD_MS = 600;
export const WAIT_MS = 60_000;

export function launch() {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of a browser profile of its own; what it complains about is kept in `complaints`. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    // A connection that cannot be made is told by the browser, not by the page.
    if (message.type() === 'error' && !/WebSocket connection|net::ERR_/.test(message.text())) {
      page.complaints.push(message.text());
    }
  });
  await page.goto(address);
  return page;
}

export async function live(page) {
  await page.locator('.link.live').waitFor();
}

export function question(page, id) {
  return page.locator(`[data-question="${id}"]`);
}

export function settled(page, id) {
  return page.locator(`[data-settled="${id}"]`);
}

/** Clicks as a person does: after having seen that it lies still, and again when the page shows that it did not take the click. */
export async function click(page, locator) {
  await locator.waitFor();
  do {
    await page.waitForTimeout(SHIELD_MS);
    await locator.click();
  } while ((await page.locator('.question.soft').count()) > 0);
}

/** Waits until the condition is true, and gives what it gave. */
export async function eventually(condition, what) {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
