import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { renewed, settledPlace, watch } from '../shield.ts';

interface SureProps {
  /** What the button says at first, and by what name it is known where several say the same. */
  readonly ask: string;
  readonly label?: string;
  readonly question: string;
  readonly yes: string;
  readonly act: () => Promise<string | undefined>;
}

/** Does something that is not taken back; asked twice, because one click is easily made. */
export function Sure({ ask, label, question, yes, act }: SureProps) {
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState('');
  const place = useRef<HTMLSpanElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => (place.current ? watch(place.current) : undefined), []);
  useLayoutEffect(() => {
    if (place.current) {
      renewed(place.current); // the second half of a double click
    }
  }, [sure]);
  useEffect(() => {
    if (sure) {
      first.current?.focus();
    }
  }, [sure]);
  const guarded = (then: () => void) => (): void => {
    if (place.current && settledPlace(place.current)) {
      then();
    }
  };
  const go = async (): Promise<void> => {
    setSure(false);
    setProblem((await act()) ?? '');
  };
  return (
    <span class="cancel" ref={place}>
      {problem !== '' && <span role="alert">{problem}</span>}
      {sure ? (
        <>
          <span class="faint">{question}</span>
          <button type="button" class="quiet small" ref={first} onClick={guarded(() => setSure(false))}>
            Keep it
          </button>
          <button type="button" class="quiet small danger" onClick={guarded(() => void go())}>
            {yes}
          </button>
        </>
      ) : (
        <button type="button" class="quiet small" aria-label={label} onClick={guarded(() => setSure(true))}>
          {ask}
        </button>
      )}
    </span>
  );
}
