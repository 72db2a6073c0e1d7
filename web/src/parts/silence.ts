import { oneLine } from '@skillwire/client';
import type { QuestionView } from '@skillwire/client';

/** What happens when nobody answers, in words; an option of the question is told as it is. */
export function silence(question: QuestionView): string {
  if (!question.options.includes(question.onTimeout)) {
    if (question.onTimeout === 'let_claude') {
      return 'left to the agent';
    }
    if (question.onTimeout === 'abort') {
      return 'given up';
    }
  }
  return oneLine(question.onTimeout, 60);
}
