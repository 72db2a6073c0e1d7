import { escaped, oneLine } from '@skillwire/client';
import type { ComponentChildren } from 'preact';
import { duration } from '../format.ts';
import type { Decider, Healing, Spread } from '../insight.ts';

const ROWS_MAX = 200;
const RESPONSES = 3;

/** How long each skill, or each step of one, takes; a name leads to its own curve. */
export function Spreads({ of, rows, picked, pick }: { of: string; rows: readonly Spread[]; picked: string; pick: (name: string) => void }) {
  return (
    <Table label={`Durations by ${of.toLowerCase()}`} heads={[of, 'Times', 'Failed', 'Half below', '90 % below', '99 % below']} more={rows.length - ROWS_MAX}>
      {rows.slice(0, ROWS_MAX).map(({ name, count, failed, p50, p90, p99 }) => (
        <tr key={name} data-spread={name}>
          <th scope="row">
            <button type="button" class="quiet name" aria-pressed={picked !== '' && picked === name} onClick={() => pick(name)}>
              {oneLine(name, 80) || 'without a name'}
            </button>
          </th>
          <td class="figure">{count.toLocaleString()}</td>
          <td class="figure">
            <Share part={failed} of={count} bad />
          </td>
          <td class="figure">{duration(p50)}</td>
          <td class="figure">{duration(p90)}</td>
          <td class="figure">{duration(p99)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What was tried against which error, and whether it helped. */
export function Healings({ rows }: { rows: readonly Healing[] }) {
  return (
    <Table label="Repairs" heads={['Error', 'Repair', 'Tried', 'Helped', 'Half took below']} more={rows.length - ROWS_MAX}>
      {rows.slice(0, ROWS_MAX).map(({ error, fix, tried, healed, p50 }) => (
        <tr key={`${error}\n${fix}`} data-healing={error}>
          <th scope="row">{oneLine(error, 80) || 'without a name'}</th>
          <td>
            <code>{escaped(fix)}</code>
          </td>
          <td class="figure">{tried.toLocaleString()}</td>
          <td class="figure">
            <Share part={healed} of={tried} />
          </td>
          <td class="figure">{duration(p50)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Who decides: people, rules, and other ways of answering. */
export function Deciders({ rows }: { rows: readonly Decider[] }) {
  return (
    <Table label="Decisions" heads={['Who', 'Decisions', 'Half within', '90 % within', 'Answers']} more={rows.length - ROWS_MAX}>
      {rows.slice(0, ROWS_MAX).map(({ name, rule, count, p50, p90, responses }) => (
        <tr key={`${rule} ${name}`} data-decider={name}>
          <th scope="row">
            {oneLine(name, 80)} {rule && <span class="faint">rule</span>}
          </th>
          <td class="figure">{count.toLocaleString()}</td>
          <td class="figure">{p50 === undefined ? '' : duration(p50)}</td>
          <td class="figure">{p90 === undefined ? '' : duration(p90)}</td>
          <td>
            {responses
              .slice(0, RESPONSES)
              .map(([response, times]) => `${oneLine(response, 40)} ${times.toLocaleString()} ×`)
              .join(', ')}
            {responses.length > RESPONSES && ', …'}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Table({ label, heads, more, children }: { label: string; heads: readonly string[]; more: number; children: ComponentChildren }) {
  return (
    <div>
      <div class="table" role="region" aria-label={label} tabIndex={0}>
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      {more > 0 && <p class="faint">{more.toLocaleString()} more are left out.</p>}
    </div>
  );
}

function Share({ part, of, bad = false }: { part: number; of: number; bad?: boolean }) {
  const percent = of === 0 ? 0 : Math.round((part / of) * 100);
  return <span class={bad && part > 0 ? 'bad' : ''}>{part === 0 && bad ? '–' : `${percent} %`}</span>;
}
