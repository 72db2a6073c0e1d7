import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { mayAnswer, say } from '../hub.ts';
import { renewed, settledPlace, watch } from '../shield.ts';

/** Asks a run to end; asked twice, because one click is easily made. */
export function CancelRun({ id }: { id: string }) {
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
  const cancel = async (): Promise<void> => {
    setSure(false);
    setProblem((await say({ type: 'cancel_skill', skill_id: id })) ?? '');
  };
  if (!mayAnswer.value) {
    return null;
  }
  return (
    <span class="cancel" ref={place}>
      {problem !== '' && <span role="alert">{problem}</span>}
      {sure ? (
        <>
          <span class="faint">End this run?</span>
          <button type="button" class="quiet small" ref={first} onClick={guarded(() => setSure(false))}>
            Keep it
          </button>
          <button type="button" class="quiet small danger" onClick={guarded(() => void cancel())}>
            End it
          </button>
        </>
      ) : (
        <button type="button" class="quiet small" onClick={guarded(() => setSure(true))}>
          Cancel run
        </button>
      )}
    </span>
  );
}
