import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { duration } from '../format.ts';
import type { Curve } from '../insight.ts';

const HEIGHT_PX = 220;

/** Percentiles over time. What it shows stands in tables beside it; the words are for who does not see it. */
export function Chart({ curve, words }: { curve: Curve; words: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    const dark = matchMedia('(prefers-color-scheme: dark)');
    let chart: uPlot | undefined;
    const draw = (): void => {
      chart?.destroy();
      chart = new uPlot(options(element.clientWidth), [[...curve.x], [...curve.p50], [...curve.p90]], element);
    };
    draw();
    dark.addEventListener('change', draw); // a canvas does not know of themes
    const observer = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', draw);
      chart?.destroy();
    };
  }, [curve]);
  return (
    <figure class="chart">
      <div ref={box} role="img" aria-label={words} />
      <figcaption class="faint" aria-hidden="true">
        <i class="p50" /> half are below <i class="p90" /> nine of ten are below
      </figcaption>
    </figure>
  );
}

function options(width: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  const points = { show: true, size: 5 };
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [{ ...axis, space: 90, values: (_, seconds, __, ___, apart) => seconds.map((at) => timeWords(at, apart, seconds)) }, { ...axis, size: 74, values: (_, ticks) => ticks.map((ms) => (ms === 0 ? '0' : duration(ms))) }],
    series: [
      {},
      { stroke: colour('--accent'), width: 2, spanGaps: true, points: { ...points, fill: colour('--accent') } },
      { stroke: colour('--human-bar'), width: 2, spanGaps: true, points: { ...points, fill: colour('--human-bar') } },
    ],
  };
}

const SECOND = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const HOUR = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const DAY_S = 86_400;

/** As much of a time as tells the marks of an axis apart. */
function timeWords(at: number, apart: number, all: readonly number[]): string {
  const whole = (all.at(-1) ?? 0) - (all[0] ?? 0);
  const words = apart < 60 ? SECOND : apart >= DAY_S ? DAY : whole < DAY_S ? MINUTE : HOUR;
  return words.format(at * 1_000);
}
