/** Golden conversations, read from text and compared: the grammar is in src/test/resources/transcripts/README.md. */

export type Step =
  | { readonly does: 'open'; readonly who: string; readonly credential: string; readonly path: string }
  | { readonly does: 'say'; readonly who: string; readonly message: Values }
  | { readonly does: 'utter'; readonly who: string; readonly text: string }
  | { readonly does: 'hear'; readonly who: string; readonly pattern: Values }
  | { readonly does: 'hear close'; readonly who: string; readonly code: number }
  | { readonly does: 'leave'; readonly who: string; readonly cut: boolean }
  | { readonly does: 'restart'; readonly killed: boolean }
  | { readonly does: 'wait'; readonly seconds: number };

export type Values = Record<string, unknown>;

export interface Transcript {
  readonly title: string;
  readonly options: readonly string[];
  readonly steps: readonly Step[];
}

const SPOKEN = /^([A-Z]|\*)(?:\(([a-z]+)(?:,(\/\S*))?\))?(>>|>|<)(?: (.*))?$/;

export function read(text: string): Transcript {
  const steps: Step[] = [];
  const options: string[] = [];
  const open = new Set<string>();
  const openings = new Map<string, { credential: string; path: string }>();
  let title = '';
  const enter = (who: string, credential?: string, path?: string): void => {
    if (who === '*' || open.has(who)) {
      return;
    }
    open.add(who);
    const how = credential === undefined ? (openings.get(who) ?? { credential: 'peer', path: '/' }) : { credential, path: path ?? '/' };
    openings.set(who, how);
    steps.push({ does: 'open', who, ...how });
  };
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    if (line.startsWith('#')) {
      title ||= line.slice(1).trim();
      continue;
    }
    const [, word, rest = ''] = /^! (\w+)(?: (.*))?$/.exec(line) ?? [];
    if (word !== undefined) {
      switch (word) {
        case 'hub':
          options.push(...rest.split(' '));
          break;
        case 'open': {
          const [, who = '', credential, path] = SPOKEN.exec(`${rest}<`) ?? [];
          enter(who, credential, path);
          break;
        }
        case 'leave':
        case 'cut':
          open.delete(rest);
          steps.push({ does: 'leave', who: rest, cut: word === 'cut' });
          break;
        case 'restart':
        case 'kill':
          open.clear();
          steps.push({ does: 'restart', killed: word === 'kill' });
          break;
        case 'wait':
          steps.push({ does: 'wait', seconds: Number.parseInt(rest, 10) });
          break;
        default:
          throw new Error(`no such directive: ${line}`);
      }
      continue;
    }
    const spoken = SPOKEN.exec(line);
    if (!spoken) {
      throw new Error(`cannot be read: ${line}`);
    }
    const [, who = '', credential, path, way, what = ''] = spoken;
    enter(who, credential, path);
    const close = /^close (\d{4})$/.exec(what);
    if (way === '>') {
      steps.push({ does: 'say', who, message: JSON.parse(what) as Values });
    } else if (way === '>>') {
      steps.push({ does: 'utter', who, text: what });
    } else if (close) {
      steps.push({ does: 'hear close', who, code: Number(close[1]) });
      open.delete(who);
    } else {
      steps.push({ does: 'hear', who, pattern: JSON.parse(what) as Values });
    }
  }
  return { title, options, steps };
}

/** The values that a transcript has met so far. */
export class Expected {
  private values = new Map<string, unknown>();

  /** How `actual` differs from `pattern`; empty when it fits, and only then values are kept. */
  difference(pattern: unknown, actual: unknown): string {
    const found = new Map(this.values);
    const difference = differs('', pattern, actual, found);
    if (difference === '') {
      this.values = found;
    }
    return difference;
  }

  filled<T>(value: T): T {
    if (typeof value === 'string') {
      const name = nameOf(value);
      return name === undefined ? value : (this.values.get(name) as T);
    }
    if (value === null || typeof value !== 'object') {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map((each: unknown) => this.filled(each)) as T;
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.filled(each as unknown)])) as T;
  }

  path(path: string): string {
    return path.replace(/\$([a-z][a-z0-9_]*)/g, (_, name: string) => String(this.values.get(name)));
  }
}

function differs(place: string, pattern: unknown, actual: unknown, values: Map<string, unknown>): string {
  if (typeof pattern === 'string') {
    if (pattern === '…') {
      return '';
    }
    const name = nameOf(pattern);
    if (name !== undefined) {
      if (!values.has(name)) {
        values.set(name, actual);
      }
      return same(values.get(name), actual) ? '' : `${place} is not $${name}`;
    }
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(actual)) {
      return `${place} is no array`;
    }
    const open = pattern.at(-1) === '…';
    const given: readonly unknown[] = open ? pattern.slice(0, -1) : pattern;
    if (open ? actual.length < given.length : actual.length !== given.length) {
      return `${place} has ${actual.length} elements`;
    }
    return given.map((each, i) => differs(`${place}[${i}]`, each, actual[i], values)).find((each) => each !== '') ?? '';
  }
  if (pattern !== null && typeof pattern === 'object') {
    if (actual === null || typeof actual !== 'object') {
      return `${place} is no object`;
    }
    const fields = actual as Values;
    for (const [key, value] of Object.entries(pattern)) {
      if (key.startsWith('!')) {
        if (key.slice(1) in fields) {
          return `${place}.${key.slice(1)} must not be there`;
        }
      } else if (!(key in fields)) {
        return `${place}.${key} is missing`;
      } else {
        const difference = differs(`${place}.${key}`, value, fields[key], values);
        if (difference !== '') {
          return difference;
        }
      }
    }
    return '';
  }
  return same(pattern, actual) ? '' : `${place} is ${JSON.stringify(actual)}, not ${JSON.stringify(pattern)}`;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(text: string): string | undefined {
  return /^\$([a-z][a-z0-9_]*)$/.exec(text)?.[1];
}
