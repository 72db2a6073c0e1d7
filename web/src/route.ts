/** Where on the page one is: in the fragment, so that every address of the page is the same file. */

import { signal } from '@preact/signals';

/** Pages without anything of their own in the address. */
const PLAIN = ['events', 'rules', 'health'] as const;

export type Route =
  | { readonly at: 'now' | (typeof PLAIN)[number] }
  | { readonly at: 'run'; readonly id: string }
  | { readonly at: 'compare'; readonly left: string; readonly right: string }
  | { readonly at: 'history' | 'insight' | 'audit'; readonly query: string };

export const route = signal<Route>(parse(location.hash));

export function parse(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  const [, first, second, third] = path.split('/').map(decoded);
  if (first === 'runs' && second) {
    return { at: 'run', id: second };
  }
  if (first === 'compare' && second && third) {
    return { at: 'compare', left: second, right: third };
  }
  if (first === 'history' || first === 'insight' || first === 'audit') {
    return { at: first, query };
  }
  return { at: PLAIN.find((place) => place === first) ?? 'now' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** Another address of the page one is on, without a step back to the one before. */
export function replaceAddress(fragment: string): void {
  history.replaceState(null, '', fragment);
  route.value = parse(fragment);
}

export function compareAddress(left: string, right: string): string {
  return `#/compare/${encodeURIComponent(left)}/${encodeURIComponent(right)}`;
}

export function historyAddress(query: string): string {
  return query === '' ? '#/history' : `#/history?${query}`;
}

export function auditAddress(query: string): string {
  return query === '' ? '#/audit' : `#/audit?${query}`;
}

/** What is empty is left out, but for a time that is not the usual one. */
export function insightAddress({ skill, step, time }: { skill: string; step: string; time: string }): string {
  const query = new URLSearchParams({ ...(skill === '' ? {} : { skill }), ...(step === '' ? {} : { step }), ...(time === '7d' ? {} : { time }) });
  return query.size === 0 ? '#/insight' : `#/insight?${query}`;
}

export function runAddress(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`;
}

addEventListener('hashchange', () => {
  route.value = parse(location.hash);
});
