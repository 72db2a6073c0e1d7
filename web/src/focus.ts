/** Brings a question before the eyes, and the keys with it. */

/** A question that is not drawn within this time is not there any more. */
const WAIT_MS = 3_000;

let promisedUntil = 0;

/** Whether a question is about to have the focus, so that the page it is on does not take it. */
export function focusIsPromised(): boolean {
  return performance.now() < promisedUntil;
}

export function focusQuestion(id: string): void {
  promisedUntil = performance.now() + WAIT_MS;
  location.hash = '#/';
  const tryNow = (): void => {
    const card = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(id)}"]`);
    if (card) {
      card.tabIndex = -1;
      card.scrollIntoView({ block: 'center' });
      card.focus({ preventScroll: true });
    } else if (focusIsPromised()) {
      setTimeout(tryNow, 50);
    }
  };
  tryNow();
}
