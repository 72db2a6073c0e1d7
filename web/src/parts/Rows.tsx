import type { ComponentChild } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn beyond what one sees, on each side. */
const BEYOND = 12;
const AT_END_PX = 24;

interface RowsProps {
  readonly label: string;
  readonly count: number;
  readonly rowPx: number;
  readonly row: (index: number) => ComponentChild;
  /** How many rows fell off the top since the list began: what one reads stays where it is. */
  readonly gone?: number;
  /** Where one begins to read; a list that is read from its start follows nothing. */
  readonly start?: 'top' | 'end';
  /** A row that is to be seen: brought there whenever this is another object. */
  readonly seek?: { readonly row: number } | undefined;
}

/** A long list of equally high rows, of which only those that one sees are drawn; it follows its end until one scrolls up. */
export function Rows({ label, count, rowPx, row, gone = 0, start = 'end', seek }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [follows, setFollows] = useState(start === 'end');
  const lastGone = useRef(gone);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    if (follows) {
      element.scrollTop = element.scrollHeight;
    } else if (gone !== lastGone.current) {
      element.scrollTop -= (gone - lastGone.current) * rowPx;
    }
    lastGone.current = gone;
  }, [count, gone, follows, height]);
  useEffect(() => setTop(box.current?.scrollTop ?? 0), [count]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && seek !== undefined) {
      setFollows(false);
      const at = seek.row * rowPx;
      if (at < element.scrollTop || at + rowPx > element.scrollTop + element.clientHeight) {
        element.scrollTop = at - element.clientHeight / 2;
        setTop(element.scrollTop);
      }
    }
  }, [seek]);

  const scrolled = (): void => {
    const element = box.current;
    if (element) {
      setTop(element.scrollTop);
      setFollows(start === 'end' && element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX);
    }
  };
  const from = Math.max(0, Math.floor(top / rowPx) - BEYOND);
  const to = Math.min(count, Math.ceil((top + height) / rowPx) + BEYOND);
  const rows = [];
  for (let i = from; i < to; i++) {
    rows.push(row(i));
  }
  return (
    <div class="rows-frame">
      <div class="rows" ref={box} onScroll={scrolled} tabIndex={0} role="region" aria-label={label}>
        <div ref={(element) => sized(element, 'height', count * rowPx)}>
          <div ref={(element) => sized(element, 'transform', from * rowPx)}>{rows}</div>
        </div>
      </div>
      {!follows && start === 'end' && count * rowPx > height && (
        <button type="button" class="small follow" onClick={() => setFollows(true)}>
          To the end
        </button>
      )}
    </div>
  );
}

function sized(element: HTMLElement | null, what: 'height' | 'transform', px: number): void {
  if (element) {
    element.style[what] = what === 'height' ? `${px}px` : `translateY(${px}px)`;
  }
}
