import { oneLine } from '@skillwire/client';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { count, duration } from '../format.ts';
import { base, connection, view } from '../hub.ts';
import { StatusIcon } from '../parts/icons.tsx';
import { rate, sampled } from '../rate.ts';
import type { Sample } from '../rate.ts';

const LOOK_MS = 2_000;

interface Health {
  readonly status: string;
  readonly head?: number;
  readonly tookMs: number;
}

/** How the hub and this page are. */
export function HealthPage() {
  const { health, samples } = useHealth();
  const { version, epoch, seq, clientId, roles, runs, questions, clockAheadMs } = view.value;
  const well = health?.status === 'ok';
  const lag = health?.head === undefined ? undefined : Math.max(0, health.head - seq);
  const running = [...runs.values()].filter(({ status }) => status === 'running').length;
  return (
    <section class="health" aria-labelledby="health">
      <header class="section">
        <h1 id="health">Health</h1>
        <span class="word-line" role="status">
          {health !== undefined && (
            <>
              <StatusIcon of={well ? 'completed' : 'failed'} />
              {well ? 'The hub works' : health.status === 'stopped' ? 'The hub has stopped' : 'The hub does not answer'}
            </>
          )}
        </span>
      </header>
      <div class="values">
        <Facts title="The hub">
          <Fact name="Version">{version}</Fact>
          <Fact name="Address">
            <code>{base.href}</code>
          </Fact>
          <Fact name="Answers in">{well ? duration(health.tookMs) : '–'}</Fact>
          <Fact name="Newest event">{(health?.head ?? seq).toLocaleString()}</Fact>
          <Fact name="Log">
            <code>{epoch}</code>
          </Fact>
          <Fact name="Events a second">
            {perSecond(rate(samples, 10_000))} <span class="faint">· {perSecond(rate(samples, 60_000))} over a minute</span>
          </Fact>
          <Fact name="At work">{count(running, 'run')}</Fact>
          <Fact name="Waiting">{count(questions.size, 'question')}</Fact>
        </Facts>
        <Facts title="This page">
          <Fact name="Connection">{connection.value.is}</Fact>
          <Fact name="Known as">
            <code>{oneLine(clientId, 128)}</code>
          </Fact>
          <Fact name="May">{roles.length === 0 ? '–' : roles.join(', ')}</Fact>
          <Fact name="Has events up to">
            {seq.toLocaleString()}
            {lag !== undefined && lag > 0 && <span class="faint"> · {count(lag, 'event')} behind a moment ago</span>}
          </Fact>
          <Fact name="The hub’s clock">{clockWords(clockAheadMs)}</Fact>
        </Facts>
      </div>
      <p class="faint contracts">
        For programs: <a href={new URL('asyncapi.yaml', base).href}>asyncapi.yaml</a> · <a href={new URL('openapi.yaml', base).href}>openapi.yaml</a> ·{' '}
        <a href={new URL('healthz', base).href}>healthz</a>
      </p>
    </section>
  );
}

/** Looked at again and again while the page is before somebody's eyes. */
function useHealth() {
  const [health, set] = useState<Health>();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    let ended = false;
    const look = async (): Promise<void> => {
      if (document.hidden) {
        return;
      }
      const from = performance.now();
      const told = await healthz();
      const now = performance.now();
      if (!ended) {
        set({ ...told, tookMs: now - from });
        const { head } = told;
        if (head !== undefined) {
          setSamples((before) => sampled(before, { at: now, seq: head }));
        }
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, []);
  return { health, samples };
}

/** A hub that has stopped says so with 503. */
async function healthz(): Promise<{ readonly status: string; readonly head?: number }> {
  try {
    return (await (await fetch(new URL('healthz', base))).json()) as { status: string; head: number };
  } catch {
    return { status: 'silent' };
  }
}

function perSecond(events: number | undefined): string {
  return events === undefined ? '–' : events >= 10 || events === 0 ? Math.round(events).toLocaleString() : events.toFixed(1);
}

function clockWords(ahead: number | undefined): string {
  if (ahead === undefined) {
    return 'not compared yet';
  }
  return Math.abs(ahead) < 1_000 ? 'as this one' : `${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} this one`;
}

function Facts({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="value" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <dl class="fields">{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
