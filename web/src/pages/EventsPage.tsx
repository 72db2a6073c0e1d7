import { useEffect, useMemo, useState } from 'preact/hooks';
import { eventLog, startEventLog } from '../eventLog.ts';
import type { EventLog } from '../eventLog.ts';
import { count } from '../format.ts';
import { EventRows } from '../parts/EventRows.tsx';

/** Everything the hub says, as it says it. */
export function EventsPage() {
  const [type, setType] = useState('');
  const [words, setWords] = useState('');
  const [held, hold] = useState<EventLog>();
  useEffect(() => void startEventLog(), []);
  const { events, gone } = held ?? eventLog.value;
  const types = useMemo(() => [...new Set(events.map((event) => event.type))].sort(), [events]);
  const wanted = words.trim().toLowerCase();
  const chosen = useMemo(
    () =>
      type === '' && wanted === ''
        ? events
        : events.filter(
            (event) => (type === '' || event.type === type) && (wanted === '' || JSON.stringify(event).toLowerCase().includes(wanted)),
          ),
    [events, type, wanted],
  );
  const filtered = chosen !== events;
  return (
    <section class="console" aria-labelledby="events">
      <header class="section">
        <h1 id="events">Events</h1>
        <span class="faint">{filtered ? `${chosen.length} of ${count(events.length, 'event')}` : count(events.length, 'event')}</span>
        <div class="filters" role="group" aria-label="Filters">
          <label>
            <span class="unseen">Type</span>
            <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
              <option value="">All types</option>
              {types.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="unseen">Containing</span>
            <input type="search" placeholder="Containing…" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          </label>
          <button type="button" class="small" aria-pressed={held !== undefined} onClick={() => hold(held ? undefined : eventLog.peek())}>
            {held ? 'Go on' : 'Hold'}
          </button>
        </div>
      </header>
      <EventRows events={chosen} gone={filtered ? 0 : gone} label="Everything the hub said" />
    </section>
  );
}
