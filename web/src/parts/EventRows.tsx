import { escaped, jsonShown } from '@skillwire/client';
import type { HubMessage } from '@skillwire/client';
import { useState } from 'preact/hooks';
import { clockTime } from '../format.ts';
import { Copy } from './Copy.tsx';
import { Rows } from './Rows.tsx';

const ROW_PX = 28;
const PREVIEW_CHARS = 400;
const SAID_ELSEWHERE = new Set(['type', 'seq', 'timestamp']);

/** Events as they were told, one a row; a row that is picked is shown whole below. */
export function EventRows({ events, gone, label }: { events: readonly HubMessage[]; gone: number; label: string }) {
  const [picked, pick] = useState<HubMessage>();
  return (
    <div class="events">
      <Rows
        label={label}
        count={events.length}
        rowPx={ROW_PX}
        gone={gone}
        row={(i) => <Row key={gone + i} event={events[i] as HubMessage} picked={picked} pick={pick} />}
      />
      {picked !== undefined && (
        <section class="value" aria-label="The picked event">
          <header>
            <h3>{escaped(picked.type)}</h3>
            <Copy what="the event" text={() => JSON.stringify(picked)} />
            <button type="button" class="quiet small" onClick={() => pick(undefined)}>
              Close
            </button>
          </header>
          <pre tabIndex={0}>{jsonShown(picked)}</pre>
        </section>
      )}
    </div>
  );
}

interface RowProps {
  readonly event: HubMessage;
  readonly picked: HubMessage | undefined;
  readonly pick: (event: HubMessage | undefined) => void;
}

function Row({ event, picked, pick }: RowProps) {
  const { seq, timestamp } = event as { seq?: number; timestamp?: string };
  return (
    <button type="button" class="event-row" aria-pressed={picked === event} onClick={() => pick(picked === event ? undefined : event)}>
      <span class="seq">{seq}</span>
      <span class="when">{timestamp === undefined ? '' : clockTime(Date.parse(timestamp))}</span>
      <b class={`word ${tone(event.type)}`}>{escaped(event.type)}</b>
      <span class="fields">{preview(event)}</span>
    </button>
  );
}

export function preview(event: HubMessage): string {
  const fields = Object.entries(event).filter(([name, value]) => !SAID_ELSEWHERE.has(name) && value !== '' && value !== null);
  let text = '';
  for (const [name, value] of fields) {
    if (text.length > PREVIEW_CHARS) {
      break;
    }
    text += `${name}=${typeof value === 'string' ? value.slice(0, PREVIEW_CHARS) : (JSON.stringify(value) ?? '').slice(0, PREVIEW_CHARS)}  `;
  }
  return escaped(text.slice(0, PREVIEW_CHARS).replace(/[\n\t]+/g, ' '));
}

function tone(type: string): string {
  if (type.endsWith('_failed')) {
    return 'failed';
  }
  if (type.endsWith('_completed')) {
    return 'completed';
  }
  return type.startsWith('confirmation_') ? 'waiting' : type.startsWith('auto_heal') ? 'healing' : '';
}
