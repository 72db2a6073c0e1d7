import type { StepStatus } from '@skillwire/client';
import type { JSX } from 'preact';

/** A mark beside words that say the same; never alone. */
function Icon({ name, children }: { name: string; children: JSX.Element | JSX.Element[] }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

export type Mark = StepStatus | 'waiting' | 'healing';

export function StatusIcon({ of }: { of: Mark }) {
  switch (of) {
    case 'completed':
      return (
        <Icon name="completed">
          <path d="M3.5 8.5l3 3 6-7" />
        </Icon>
      );
    case 'failed':
      return (
        <Icon name="failed">
          <path d="M4.5 4.5l7 7m0-7l-7 7" />
        </Icon>
      );
    case 'running':
      return (
        <Icon name="running">
          <circle class="track" cx="8" cy="8" r="5.5" />
          <path d="M8 2.5a5.5 5.5 0 0 1 5.5 5.5" />
        </Icon>
      );
    case 'waiting':
      return (
        <Icon name="waiting">
          <path d="M6 4.5v7m4-7v7" />
        </Icon>
      );
    case 'healing':
      return (
        <Icon name="healing">
          <path d="M8 3.5v9m-4.5-4.5h9" />
        </Icon>
      );
    case 'skipped':
      return (
        <Icon name="skipped">
          <path d="M4 8h8" />
        </Icon>
      );
    case 'pending':
      return (
        <Icon name="pending">
          <circle cx="8" cy="8" r="2" />
        </Icon>
      );
  }
}

export function CopyIcon() {
  return (
    <Icon name="copy">
      <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />
    </Icon>
  );
}

export function ArrowIcon({ to }: { to: 'up' | 'down' }) {
  return <Icon name="arrow">{to === 'up' ? <path d="M3.5 10l4.5-4.5 4.5 4.5" /> : <path d="M3.5 6l4.5 4.5 4.5-4.5" />}</Icon>;
}

export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 7h8a4 4 0 0 1 0 8H9a3 3 0 0 0 0 6" transform="translate(0 -2)" />
      <circle cx="19" cy="5" r="2.4" />
      <path d="M14 19h7" />
    </svg>
  );
}

const WORDS: Record<Mark, string> = {
  pending: 'pending',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  skipped: 'skipped',
  waiting: 'waiting for a person',
  healing: 'healing',
};

export function statusWord(of: Mark): string {
  return WORDS[of];
}
