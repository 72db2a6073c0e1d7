import { useEffect, useState } from 'preact/hooks';
import { duration } from '../format.ts';
import { escaped } from '@skillwire/client';
import type { Replay } from '../replay.ts';

interface ReplayBarProps {
  readonly replay: Replay;
  /** Milliseconds since the run began; undefined while it is not replayed. */
  readonly moment: number | undefined;
  readonly go: (moment: number | undefined) => void;
}

/** A slider over the time of a run that has ended: everything above and below is as it was then. */
export function ReplayBar({ replay, moment, go }: ReplayBarProps) {
  const [plays, play] = useState(false);
  const length = replay.lengthMs;
  useEffect(() => {
    if (!plays) {
      return;
    }
    let at = moment === undefined || moment >= length ? 0 : moment;
    let last = performance.now();
    let frame = requestAnimationFrame(function on(now) {
      at = Math.min(length, at + Math.max(0, now - last) * replay.speed);
      last = now;
      go(at);
      if (at < length) {
        frame = requestAnimationFrame(on);
      } else {
        play(false);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [plays, replay]);
  const move = (to: number): void => {
    play(false);
    go(to);
  };
  const at = moment ?? length;
  const event = replay.events[replay.countAt(at) - 1];
  const words = `${duration(at)} of ${duration(length)}`;
  return (
    <section class="replay" aria-label="Replay">
      <button type="button" class="small" onClick={() => play(!plays)}>
        {plays ? 'Pause' : 'Replay'}
      </button>
      <button type="button" class="quiet small" aria-label="Event before" onClick={() => move(replay.step(at, -1))}>
        ‹
      </button>
      <input
        type="range"
        min={0}
        max={length}
        step={Math.max(1, Math.round(length / 500))}
        value={at}
        aria-label="Moment of the run"
        aria-valuetext={`${words}: ${event?.type ?? ''}`}
        onInput={(input) => move(Number(input.currentTarget.value))}
      />
      <button type="button" class="quiet small" aria-label="Event after" onClick={() => move(replay.step(at, 1))}>
        ›
      </button>
      <span class="figure">{words}</span>
      {moment !== undefined && (
        <>
          <span class="faint what">{escaped(event?.type ?? '')}</span>
          <button type="button" class="small" onClick={() => {
            play(false);
            go(undefined);
          }}>
            To the end
          </button>
        </>
      )}
    </section>
  );
}
