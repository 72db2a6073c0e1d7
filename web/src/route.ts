/** Where on the page one is: in the fragment, so that every address of the page is the same file. */

import { signal } from '@preact/signals';

export type Route =
  | { readonly at: 'now' }
  | { readonly at: 'run'; readonly id: string }
  | { readonly at: 'events' };

export const route = signal<Route>(parse(location.hash));

export function parse(fragment: string): Route {
  const [, first, second] = fragment.replace(/^#/, '').split('/');
  if (first === 'runs' && second) {
    try {
      return { at: 'run', id: decodeURIComponent(second) };
    } catch {
      return { at: 'now' };
    }
  }
  return first === 'events' ? { at: 'events' } : { at: 'now' };
}

export function runAddress(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`;
}

addEventListener('hashchange', () => {
  route.value = parse(location.hash);
});
