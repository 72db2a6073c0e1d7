import { useEffect, useState } from 'preact/hooks';
import { announce } from '../announce.ts';
import { CopyIcon } from './icons.tsx';

const SHOWN_MS = 1_500;

/** Copies a text as it is, not as it is shown. */
export function Copy({ text, what }: { text: () => string; what: string }) {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => say(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    const word = (await copied(text())) ? 'Copied' : 'Not copied';
    say(word);
    announce(word);
  };
  return (
    <button type="button" class="quiet small copy" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <CopyIcon />
      <span aria-hidden="true">{said || 'Copy'}</span>
    </button>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS and not on localhost there is no clipboard of this kind.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
