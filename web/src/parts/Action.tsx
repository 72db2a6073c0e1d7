import type { JsonObject } from '@skillwire/client';
import { Copy } from './Copy.tsx';
import { Fields } from './Fields.tsx';

/** What will run, in full. */
export function Action({ action }: { action: JsonObject }) {
  return (
    <section class="action" aria-label="What will run">
      <header>
        <h4>What will run</h4>
        <Copy what="what will run" text={() => JSON.stringify(action, null, 2)} />
      </header>
      <Fields of={action} />
    </section>
  );
}
