import { oneLine, shown } from '@skillwire/client';
import type { Attachment } from '@skillwire/client';
import { Copy } from './Copy.tsx';

/** A text beside a question, in full; lines of a diff are told apart by their sign, too, not by colour alone. */
export function Attached({ attachment }: { attachment: Attachment }) {
  const name = attachment.title === '' ? (attachment.kind === 'diff' ? 'The change' : 'Attached') : oneLine(attachment.title, 120);
  return (
    <section class="action attached" aria-label={name}>
      <header>
        <h4>{name}</h4>
        <Copy what={name} text={() => attachment.text} />
      </header>
      <pre tabIndex={0}>
        {attachment.kind === 'diff'
          ? attachment.text.split('\n').map((line, i) => (
              <span key={i} class={`line ${kindOf(line)}`}>
                {`${shown(line)}\n`}
              </span>
            ))
          : shown(attachment.text)}
      </pre>
    </section>
  );
}

function kindOf(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff ')) {
    return 'file';
  }
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : line.startsWith('@@') ? 'place' : '';
}
