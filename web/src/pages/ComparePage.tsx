import { escaped, jsonShown, oneLine, shown } from '@skillwire/client';
import type { Json, RunView, StepView } from '@skillwire/client';
import { useEffect, useMemo } from 'preact/hooks';
import { ended } from '../announce.ts';
import { compared } from '../compare.ts';
import type { Comparison, Pair } from '../compare.ts';
import { duration, wholeTime } from '../format.ts';
import { plainLine } from '../output.ts';
import { StatusIcon, statusWord } from '../parts/icons.tsx';
import { runMark } from '../parts/RunCard.tsx';
import { stepName } from '../parts/StepStrip.tsx';
import { compareAddress, runAddress } from '../route.ts';
import { follow, newStory } from '../story.ts';

/** Two runs, step by step beside each other. */
export function ComparePage({ left, right }: { left: string; right: string }) {
  const first = useRun(left);
  const second = useRun(right);
  const comparison = useMemo(() => (first.run && second.run ? compared(first.run, second.run) : undefined), [first.run, second.run]);
  if (comparison === undefined || first.run === undefined || second.run === undefined) {
    const missing = [first, second].find(({ is, run }) => is !== 'loading' && run === undefined);
    return <section class="empty">{missing ? 'One of these runs is not known any more.' : 'Loading…'}</section>;
  }
  return (
    <div class="compare">
      <header class="section">
        <h1>Two runs compared</h1>
        <a class="button small" href={compareAddress(right, left)}>
          Swap
        </a>
      </header>
      <div class="values">
        <Run run={first.run} which="First" />
        <Run run={second.run} which="Second" />
      </div>
      <FirstDifference comparison={comparison} />
      <Steps comparison={comparison} />
      {comparison.inputs.length > 0 && <Inputs inputs={comparison.inputs} />}
    </div>
  );
}

function useRun(id: string) {
  const story = useMemo(newStory, [id]);
  useEffect(() => follow(id, story), [id]);
  return story.value;
}

function Run({ run, which }: { run: RunView; which: string }) {
  return (
    <section class="value" aria-label={`${which} run`}>
      <header>
        <StatusIcon of={runMark(run)} />
        <h2>
          {which}: <a href={runAddress(run.id)}>{oneLine(run.name, 80) || 'Run without a name'}</a>
        </h2>
      </header>
      <p class="facts">
        <b class={`word ${runMark(run)}`}>{run.status === 'failed' ? ended(run.reason) : statusWord(runMark(run))}</b>
        <span>{run.durationMs === undefined ? '' : duration(run.durationMs)}</span>
        <span>{wholeTime(run.startedAt)}</span>
        <code class="id">{oneLine(run.id, 128)}</code>
      </p>
    </section>
  );
}

function FirstDifference({ comparison: { pairs, first } }: { comparison: Comparison }) {
  const pair = pairs[first];
  if (pair === undefined) {
    return <p class="empty">Every step of both did the same.</p>;
  }
  const line = /^output from line (\d+)$/.exec(pair.differs[0] ?? '')?.[1];
  return (
    <section class="value" aria-label="First difference">
      <header>
        <h2>
          First difference: {nameOf(pair)}, {pair.differs.join(', ')}
        </h2>
      </header>
      {line !== undefined && pair.left && pair.right && (
        <div class="two">
          <pre tabIndex={0}>{lineOf(pair.left, Number(line))}</pre>
          <pre tabIndex={0}>{lineOf(pair.right, Number(line))}</pre>
        </div>
      )}
      {line === undefined && (pair.left?.error !== undefined || pair.right?.error !== undefined) && (
        <div class="two">
          <pre tabIndex={0}>{shown(pair.left?.error ?? 'No error')}</pre>
          <pre tabIndex={0}>{shown(pair.right?.error ?? 'No error')}</pre>
        </div>
      )}
    </section>
  );
}

function lineOf(step: StepView, line: number): string {
  return plainLine(step.log.split('\n')[line - 1] ?? '') || '(no such line)';
}

function nameOf(pair: Pair): string {
  const step = pair.left ?? pair.right;
  return step === undefined ? '' : stepName(step);
}

function Steps({ comparison: { pairs, first } }: { comparison: Comparison }) {
  const longest = Math.max(1, ...pairs.flatMap(({ left, right }) => [left?.durationMs ?? 0, right?.durationMs ?? 0]));
  return (
    <div class="table" role="region" aria-label="Steps of both" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">First</th>
            <th scope="col">Second</th>
            <th scope="col">Time</th>
            <th scope="col">What differs</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair, i) => (
            <tr key={i} class={i === first ? 'first' : ''} data-pair={i}>
              <th scope="row">{nameOf(pair)}</th>
              <Side step={pair.left} longest={longest} />
              <Side step={pair.right} longest={longest} />
              <td class="figure">{more(pair)}</td>
              <td>{pair.differs.join(', ') || <span class="faint">nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Side({ step, longest }: { step: StepView | undefined; longest: number }) {
  if (step === undefined) {
    return <td class="faint">not there</td>;
  }
  const share = ((step.durationMs ?? 0) / longest) * 100;
  return (
    <td>
      <span class="side">
        <StatusIcon of={step.status} />
        <span class="unseen">{step.status}</span>
        <span class="figure">{step.durationMs === undefined ? '' : duration(step.durationMs)}</span>
        <i class="share" ref={(element) => element?.style.setProperty('width', `${share}%`)} />
      </span>
    </td>
  );
}

/** How much longer the second took. */
function more({ left, right }: Pair): string {
  if (left?.durationMs === undefined || right?.durationMs === undefined) {
    return '';
  }
  const ms = right.durationMs - left.durationMs;
  return ms === 0 ? '±0' : `${ms > 0 ? '+' : '−'}${duration(Math.abs(ms))}`;
}

function Inputs({ inputs }: { inputs: Comparison['inputs'] }) {
  return (
    <div class="table" role="region" aria-label="Inputs that differ" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">First</th>
            <th scope="col">Second</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map(({ name, left, right }) => (
            <tr key={name}>
              <th scope="row">{escaped(name)}</th>
              <td>{plain(left)}</td>
              <td>{plain(right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function plain(value: Json | undefined) {
  return value === undefined ? <span class="faint">not there</span> : <code>{typeof value === 'string' ? escaped(value) : jsonShown(value)}</code>;
}
