/**
 * Keeps a click from being taken that was meant for what was there a moment ago.
 *
 * An element is watched from when it appears. It counts as moved when its place changed both in the window and in the
 * document: a person who scrolls changes only the first, a browser that keeps the view in place only the second.
 */

/** A click this soon after an element appeared or moved is not taken. */
export const SHIELD_MS = 500;
const LOOK_MS = 100;
const STILL_PX = 2;

interface Watched {
  since: number;
  x: number;
  y: number;
  pageX: number;
  pageY: number;
}

const watched = new Map<Element, Watched>();
let timer = 0;

export function watch(element: Element): () => void {
  watched.set(element, { ...place(element), since: performance.now() });
  timer ||= window.setInterval(() => watched.forEach((_, each) => look(each)), LOOK_MS);
  return () => {
    watched.delete(element);
    if (watched.size === 0) {
      clearInterval(timer);
      timer = 0;
    }
  };
}

/** Whether a click on something in this watched element is to be taken now. */
export function settledPlace(element: Element): boolean {
  look(element);
  const known = watched.get(element);
  return known !== undefined && performance.now() - known.since >= SHIELD_MS;
}

/** What the element's buttons mean changed: as good as new. */
export function renewed(element: Element): void {
  const known = watched.get(element);
  if (known) {
    known.since = performance.now();
  }
}

function look(element: Element): void {
  const known = watched.get(element);
  if (known === undefined) {
    return;
  }
  const now = place(element);
  const inWindow = differ(now.x, known.x) || differ(now.y, known.y);
  const inDocument = differ(now.pageX, known.pageX) || differ(now.pageY, known.pageY);
  Object.assign(known, now);
  if (inWindow && inDocument) {
    known.since = performance.now();
  }
}

function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > STILL_PX;
}

function place(element: Element): Omit<Watched, 'since'> {
  const { x, y } = element.getBoundingClientRect();
  return { x, y, pageX: x + scrollX, pageY: y + scrollY };
}
