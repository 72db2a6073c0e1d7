/** Which questions call for somebody who looks elsewhere, as a pure function of what is open and whether somebody looks. */

export interface Notices {
  /** Open questions that somebody has had before the eyes, or was called for. */
  readonly seen: ReadonlySet<string>;
  /** Those with a notification of their own on the screen. */
  readonly shown: ReadonlySet<string>;
}

export const NO_NOTICES: Notices = { seen: new Set(), shown: new Set() };

/** Notifications on the screen at once; of further questions the sound and the title tell. */
export const SHOWN_MAX = 3;

export interface Step {
  readonly notices: Notices;
  readonly show: readonly string[];
  readonly close: readonly string[];
  /** Whether something is new that nobody sees here. */
  readonly fresh: boolean;
}

/**
 * What to do now.
 *
 * @param open the ids of the questions that wait, the oldest first
 * @param looking whether this page is before somebody's eyes
 */
export function step(before: Notices, open: readonly string[], looking: boolean): Step {
  const still = new Set(open);
  const close = [...before.shown].filter((id) => looking || !still.has(id));
  const shown = new Set([...before.shown].filter((id) => !close.includes(id)));
  const fresh = looking ? [] : open.filter((id) => !before.seen.has(id));
  const show = fresh.slice(0, Math.max(0, SHOWN_MAX - shown.size));
  show.forEach((id) => shown.add(id));
  return { notices: { seen: still, shown }, show, close, fresh: fresh.length > 0 };
}
