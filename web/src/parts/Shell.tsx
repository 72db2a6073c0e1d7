import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { spoken, toasts } from '../announce.ts';
import { eachSecond } from '../clock.ts';
import { connection, retryNow, view } from '../hub.ts';
import { route } from '../route.ts';
import { Logo, StatusIcon } from './icons.tsx';

const PLACES = [
  ['now', '#/', 'Now'],
  ['history', '#/history', 'History'],
  ['insight', '#/insight', 'Insight'],
  ['audit', '#/audit', 'Audit'],
  ['rules', '#/rules', 'Rules'],
  ['events', '#/events', 'Events'],
  ['health', '#/health', 'Health'],
] as const;

/** What surrounds every page: the bar, the state of the connection, toasts, and words for screen readers. */
export function Shell({ children }: { children: ComponentChildren }) {
  const at = route.value.at;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a small screen not all of them are seen.
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && here) {
      nav.current.scrollLeft = here.offsetLeft - nav.current.clientWidth / 2 + here.offsetWidth / 2;
    }
  }, [at]);
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        To the content
      </a>
      <header class="bar">
        <a class="brand" href="#/" aria-label="Skillwire, now">
          <Logo />
          <span>Skillwire</span>
        </a>
        <nav aria-label="Pages" ref={nav}>
          {PLACES.map(([place, href, words]) => (
            <a key={place} href={href} aria-current={at === place ? 'page' : undefined}>
              {words}
            </a>
          ))}
        </nav>
        <Link />
      </header>
      <Banner />
      <main id="main" tabIndex={-1} class={`page-${at}`}>
        {children}
      </main>
      <div class="toasts" aria-hidden="true">
        {toasts.value.map(({ id, tone, title, text }) => (
          <p key={id} class={`toast ${tone}`}>
            <StatusIcon of={tone === 'good' ? 'completed' : tone === 'bad' ? 'failed' : tone === 'heal' ? 'healing' : 'running'} />
            <span>
              <b>{title}</b>
              {text !== '' && <small>{text}</small>}
            </span>
          </p>
        ))}
      </div>
      <p class="unseen" role="status">
        {spoken.value}
      </p>
    </>
  );
}

function toMain(event: Event): void {
  event.preventDefault(); // the fragment says where on the page one is
  document.getElementById('main')?.focus();
}

function Link() {
  const state = connection.value.is;
  return (
    <p class={`link ${state}`}>
      <i aria-hidden="true" />
      {state === 'live' ? 'Live' : state === 'connecting' ? 'Connecting' : state === 'lost' ? 'Lost' : 'Ended'}
      {state === 'live' && <span class="faint"> {view.value.version}</span>}
    </p>
  );
}

function Banner() {
  const state = connection.value;
  const inSeconds = useComputed(() => {
    const now = connection.value;
    void eachSecond.value;
    return now.is === 'lost' ? Math.max(0, Math.ceil((now.retryAt - Date.now()) / 1_000)) : 0;
  });
  if (state.is === 'ended') {
    return (
      <div class="banner" role="alert">
        The hub has ended this page’s access. Open it anew with a new one-time code.
      </div>
    );
  }
  if (state.is !== 'lost') {
    return null;
  }
  return (
    <div class="banner">
      <span role="alert">
        {state.everLive
          ? 'The connection to the hub is lost. What you see is how it was then; it comes back by itself.'
          : 'The hub cannot be reached.'}
      </span>
      <span class="retry">
        {inSeconds.value > 0 ? `Next try in ${inSeconds.value} s` : 'Trying…'}
        <button type="button" class="small" onClick={retryNow}>
          Try now
        </button>
      </span>
    </div>
  );
}
