import { escaped, jsonShown } from '@skillwire/client';
import type { Json, JsonObject } from '@skillwire/client';

/** Names and values in full: nothing is cut, texts keep their lines, and what would be invisible is written out. */
export function Fields({ of }: { of: JsonObject }) {
  return (
    <dl class="fields">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{escaped(name)}</dt>
          <dd>
            <pre tabIndex={0}>{plain(value)}</pre>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function plain(value: Json | undefined): string {
  return typeof value === 'string' ? escaped(value) : jsonShown(value);
}
