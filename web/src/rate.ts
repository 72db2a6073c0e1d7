/** How many events a second there were lately, as a pure function of the sequences that were seen. */

export interface Sample {
  /** Milliseconds. */
  readonly at: number;
  readonly seq: number;
}

/** As far back as one looks. */
export const WINDOW_MS = 60_000;

/** The samples with a new one, without those that nobody needs any more. A sequence that fell is another log: it begins anew. */
export function sampled(samples: readonly Sample[], fresh: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && fresh.seq < last.seq) {
    return [fresh];
  }
  const recent = samples.filter(({ at }) => fresh.at - at <= WINDOW_MS);
  return [...recent, fresh];
}

/** Events a second between the newest sample and the first that is not older than so many milliseconds; undefined without two. */
export function rate(samples: readonly Sample[], ms: number): number | undefined {
  const last = samples.at(-1);
  const first = last === undefined ? undefined : samples.find(({ at }) => last.at - at <= ms);
  if (last === undefined || first === undefined || last.at <= first.at) {
    return undefined;
  }
  return ((last.seq - first.seq) * 1_000) / (last.at - first.at);
}
