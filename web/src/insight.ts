/** What can be learned from the past, as pure functions of facts. */

import type { Fact } from './facts.ts';

/** The value that so many of a hundred are not above: the nearest rank. Values are sorted; undefined of none. */
export function percentile(sorted: readonly number[], percent: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

export interface Timed {
  readonly at: number;
  readonly ms: number;
}

export interface Spread {
  readonly name: string;
  readonly count: number;
  readonly failed: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** Durations by skill, or of one skill by step; the most frequent first. */
export function spreads(facts: readonly Fact[], skill: string): readonly Spread[] {
  const groups = new Map<string, { values: number[]; failed: number }>();
  for (const fact of facts) {
    const name = skill === '' ? (fact.is === 'ended' ? fact.skill : undefined) : fact.is === 'step' && fact.skill === skill ? fact.step : undefined;
    if (name !== undefined && (fact.is === 'ended' || fact.is === 'step')) {
      const group = groups.get(name) ?? { values: [], failed: 0 };
      groups.set(name, group);
      group.values.push(fact.ms);
      group.failed += fact.well ? 0 : 1;
    }
  }
  return [...groups].map(([name, { values, failed }]) => ({ name, count: values.length, failed, ...three(values) })).sort((a, b) => b.count - a.count);
}

function three(values: number[]): { p50: number; p90: number; p99: number } {
  values.sort((a, b) => a - b);
  return { p50: percentile(values, 50) ?? 0, p90: percentile(values, 90) ?? 0, p99: percentile(values, 99) ?? 0 };
}

/** When runs ended and how long they took: of all skills, or of one; or of one step of it. */
export function durations(facts: readonly Fact[], skill: string, step: string): readonly Timed[] {
  return facts.flatMap((fact): readonly Timed[] => {
    const counts =
      step === '' ? fact.is === 'ended' && (skill === '' || fact.skill === skill) : fact.is === 'step' && fact.skill === skill && fact.step === step;
    return counts && 'ms' in fact ? [fact] : [];
  });
}

export interface Curve {
  /** The middles of the spans, in seconds since 1970, as charts want them. */
  readonly x: readonly number[];
  readonly p50: readonly (number | null)[];
  readonly p90: readonly (number | null)[];
}

/** Percentiles over time: the time is cut into equal spans, and where a span has nothing there is a gap. */
export function curve(values: readonly Timed[], from: number, to: number, spans: number): Curve {
  const width = Math.max(1, (to - from) / spans);
  const cut: number[][] = Array.from({ length: spans }, () => []);
  for (const { at, ms } of values) {
    if (at >= from && at <= to) {
      cut[Math.min(spans - 1, Math.floor((at - from) / width))]?.push(ms);
    }
  }
  cut.forEach((span) => span.sort((a, b) => a - b));
  return {
    x: cut.map((_, i) => (from + (i + 0.5) * width) / 1_000),
    p50: cut.map((span) => percentile(span, 50) ?? null),
    p90: cut.map((span) => percentile(span, 90) ?? null),
  };
}

export interface Healing {
  readonly error: string;
  readonly fix: string;
  readonly tried: number;
  readonly healed: number;
  readonly p50: number;
}

/** Repairs by what was wrong and what was done; the most frequent first. */
export function healings(facts: readonly Fact[], skill: string): readonly Healing[] {
  const groups = new Map<string, { error: string; fix: string; values: number[]; healed: number }>();
  for (const fact of facts) {
    if (fact.is === 'heal' && (skill === '' || fact.skill === skill)) {
      const key = JSON.stringify([fact.error, fact.fix]);
      const group = groups.get(key) ?? { error: fact.error, fix: fact.fix, values: [], healed: 0 };
      groups.set(key, group);
      group.values.push(fact.ms);
      group.healed += fact.well ? 1 : 0;
    }
  }
  return [...groups.values()]
    .map(({ error, fix, values, healed }) => ({ error, fix, tried: values.length, healed, p50: three(values).p50 }))
    .sort((a, b) => b.tried - a.tried);
}

export interface Decider {
  readonly name: string;
  readonly rule: boolean;
  readonly count: number;
  /** How long questions waited for these answers; undefined of a rule, which is not waited for. */
  readonly p50?: number;
  readonly p90?: number;
  /** The answers, the most frequent first. */
  readonly responses: readonly (readonly [string, number])[];
}

export interface Waiting {
  readonly deciders: readonly Decider[];
  /** Each time somebody was waited for until an answer came or the time was over. */
  readonly waits: readonly Timed[];
  readonly totalMs: number;
  readonly unanswered: number;
}

interface Group {
  readonly name: string;
  readonly rule: boolean;
  count: number;
  readonly waits: number[];
  readonly responses: Map<string, number>;
}

function newGroup(name: string, rule: boolean): Group {
  return { name, rule, count: 0, waits: [], responses: new Map() };
}

/** Who decided what, and how long people were waited for. Of a question that was asked before the facts begin the wait is not known. */
export function waiting(facts: readonly Fact[], skill: string): Waiting {
  const asked = new Map<string, { at: number; skill: string }>();
  const groups = new Map<string, Group>();
  const waits: Timed[] = [];
  let unanswered = 0;
  for (const fact of facts) {
    if (fact.is === 'asked') {
      asked.set(fact.id, { at: fact.at, skill: fact.skill });
    } else if (fact.is === 'answered' || fact.is === 'expired') {
      const question = asked.get(fact.id);
      asked.delete(fact.id);
      const of = question?.skill ?? (fact.is === 'answered' ? fact.skill : '');
      if (skill !== '' && of !== skill) {
        continue;
      }
      const waited = question === undefined ? undefined : fact.at - question.at;
      if (waited !== undefined) {
        waits.push({ at: fact.at, ms: waited });
      }
      if (fact.is === 'expired') {
        unanswered += fact.reason === 'timeout' ? 1 : 0;
        continue;
      }
      const key = `${fact.rule} ${fact.by}`;
      const group = groups.get(key) ?? newGroup(fact.by, fact.rule);
      groups.set(key, group);
      group.count++;
      group.responses.set(fact.response, (group.responses.get(fact.response) ?? 0) + 1);
      if (waited !== undefined && !fact.rule) {
        group.waits.push(waited);
      }
    }
  }
  const deciders = [...groups.values()].map(({ name, rule, count, waits: times, responses }) => {
    const { p50, p90 } = three(times);
    return { name, rule, count, responses: [...responses].sort((a, b) => b[1] - a[1]), ...(times.length === 0 ? {} : { p50, p90 }) };
  });
  deciders.sort((a, b) => b.count - a.count);
  return { deciders, waits, totalMs: waits.reduce((sum, { ms }) => sum + ms, 0), unanswered };
}
