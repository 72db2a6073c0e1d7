import { oneLine } from '@skillwire/client';
import type { QuestionView } from '@skillwire/client';

const NAME_CHARS = 40;

/** Who decides a question where that is not just anybody, and what they did so far. */
export function People({ question }: { question: QuestionView }) {
  const { quorum, veto, votes, missing, answerers, delegatedTo, escalated, claimedBy } = question;
  const lines: string[] = [];
  if (quorum > 1) {
    const stops = veto.length === 0 ? '' : `; one is enough for ${names(veto)}`;
    lines.push(`${quorum} people must say the same, ${missing} more ${missing === 1 ? 'is' : 'are'} needed${stops}`);
  }
  for (const vote of votes) {
    lines.push(`${name(vote.by.name)} says ${oneLine(vote.response, NAME_CHARS)}`);
  }
  if (answerers.length > 0) {
    lines.push(`For ${names([...answerers, ...delegatedTo])}${escalated ? ', and now for others' : ''}`);
  } else if (delegatedTo.length > 0) {
    lines.push(`Handed to ${names(delegatedTo)}`);
  }
  if (claimedBy) {
    lines.push(`${name(claimedBy.name)} looks into it`);
  }
  return lines.length === 0 ? null : (
    <ul class="people faint" aria-label="Who decides">
      {lines.map((line, i) => (
        <li key={i}>{line}</li>
      ))}
    </ul>
  );
}

function name(text: string): string {
  return text === '' ? 'Somebody' : oneLine(text, NAME_CHARS);
}

function names(all: readonly string[]): string {
  return all.map((one) => oneLine(one, NAME_CHARS)).join(', ');
}
