/** How many questions wait, in the title and the icon of a tab that is not looked at. */

import { effect } from '@preact/signals';
import { view } from './hub.ts';
import { badgeIcon, badgeTitle } from './badgeIcon.ts';

export function startBadge(): void {
  const before = document.title;
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const plain = icon?.getAttribute('href') ?? '';
  effect(() => {
    const waiting = view.value.questions.size;
    document.title = badgeTitle(before, waiting);
    const href = waiting > 0 ? badgeIcon(waiting) : plain;
    if (icon && icon.getAttribute('href') !== href) {
      icon.setAttribute('href', href);
    }
  });
}
