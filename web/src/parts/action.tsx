import { escaped, jsonShown } from '@skillwire/client';
import type { Json, JsonObject } from '@skillwire/client';
import { Copy } from './Copy.tsx';

/** What will run, in full: nothing is cut, and what would be invisible is written out. */
export function Action({ action }: { action: JsonObject }) {
  return (
    <section class="action" aria-label="What will run">
      <header>
        <h4>What will run</h4>
        <Copy what="what will run" text={() => JSON.stringify(action, null, 2)} />
      </header>
      <dl>
        {Object.entries(action).map(([name, value]) => (
          <div key={name}>
            <dt>{escaped(name)}</dt>
            <dd>
              <pre tabIndex={0}>{plain(value)}</pre>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function plain(value: Json | undefined): string {
  return typeof value === 'string' ? escaped(value) : jsonShown(value);
}
