import type { Signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

/** What a signal holds, at most once in so many milliseconds: for what is dear to draw. */
export function useSlowly<T>(signal: Signal<T>, ms: number): T {
  const [value, set] = useState(() => signal.peek());
  useEffect(() => {
    let timer = 0;
    const stop = signal.subscribe((now) => {
      if (timer === 0) {
        set(now);
        timer = window.setTimeout(() => {
          timer = 0;
          set(signal.peek());
        }, ms);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [signal, ms]);
  return value;
}
