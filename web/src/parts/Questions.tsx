import type { QuestionView, SettledView } from '@skillwire/client';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { view } from '../hub.ts';
import { numberKeys } from '../keys.ts';
import { memo } from './memo.ts';
import { Question } from './Question.tsx';
import { Settled } from './Settled.tsx';

/** How long one sees what became of a question, at least. */
const SETTLED_MS = 8_000;
/** More are shown when asked for. */
const SHOWN_MAX = 50;

/**
 * The questions that wait, in the order they were asked, and for a while in their places what became of others. Nothing
 * leaves while the pointer is among them or the focus on it: no button comes to lie where another one was.
 */
export function Questions({ runId }: { runId?: string }) {
  const slots = useRef<string[]>([]);
  const inside = useRef(false);
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  const [focused, setFocused] = useState('');
  const [, look] = useState(0);
  const { questions, settled } = view.value;

  const mine = [...questions.values()].filter((question) => runId === undefined || question.runId === runId);
  const known = new Set(slots.current);
  slots.current.push(...mine.map(({ id }) => id).filter((id) => !known.has(id)));
  slots.current = slots.current.filter((id) => questions.has(id) || stays(settled.get(id)));

  function stays(closed: SettledView | undefined): boolean {
    if (closed === undefined) {
      return false;
    }
    const since = closedSince(closed.question.id);
    return inside.current || performance.now() - since < SETTLED_MS || focused === closed.question.id;
  }

  const closing = slots.current.filter((id) => !questions.has(id));
  useEffect(() => {
    if (closing.length === 0) {
      return;
    }
    const timer = setInterval(() => look((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [closing.length]);

  const open = slots.current.filter((id) => questions.has(id));
  const active = open.includes(focused) ? focused : open[0];
  useEffect(() => numberKeys(list, active), [active]);

  const slotsShown = all ? slots.current : slots.current.slice(0, SHOWN_MAX);
  const hidden = slots.current.length - slotsShown.length;
  return (
    <>
      <ul
        class="questions"
        ref={list}
        onPointerEnter={() => (inside.current = true)}
        onPointerLeave={() => (inside.current = false)}
        onFocusIn={(event) => setFocused(slotOf(event.target))}
        onFocusOut={() => setFocused('')}
      >
        {slotsShown.map((id) => (
          <Slot key={id} question={questions.get(id)} settled={settled.get(id)} active={id === active} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          Show {hidden} more
        </button>
      )}
    </>
  );
}

function slotOf(target: EventTarget | null): string {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-slot]')?.dataset['slot'] ?? '') : '';
}

interface SlotProps {
  readonly question: QuestionView | undefined;
  readonly settled: SettledView | undefined;
  readonly active: boolean;
}

/** One place in the list; it keeps its height when the question in it is closed. */
const Slot = memo(({ question, settled, active }: SlotProps) => {
  const item = useRef<HTMLLIElement>(null);
  const height = useRef(0);
  const focusWithin = useRef(false);
  useLayoutEffect(() => {
    if (!item.current) {
      return;
    }
    item.current.style.minHeight = question === undefined ? `${height.current}px` : '';
    if (question !== undefined) {
      height.current = item.current.getBoundingClientRect().height;
    }
  });
  const id = question?.id ?? settled?.question.id ?? '';
  return (
    <li
      ref={item}
      data-slot={id}
      onFocusIn={() => (focusWithin.current = true)}
      onFocusOut={() => (focusWithin.current = false)}
    >
      {question !== undefined ? (
        <Question question={question} active={active} />
      ) : (
        settled !== undefined && <Settled settled={settled} focus={focusWithin.current} />
      )}
    </li>
  );
});

/** When this page saw a question closed: by its own clock, which starts with the page. */
const closedAt = new Map<string, number>();

function closedSince(id: string): number {
  const known = closedAt.get(id);
  if (known !== undefined) {
    return known;
  }
  for (const old of closedAt.keys()) {
    if (!view.peek().settled.has(old)) {
      closedAt.delete(old);
    }
  }
  closedAt.set(id, performance.now());
  return performance.now();
}
