import type {
  ConfirmationAnswered,
  ConfirmationExpired,
  ConfirmationExtended,
  ConfirmationPaused,
  ConfirmationResumed,
} from './events.ts';
import type { Actor, JsonObject, OpenQuestion } from './protocol.ts';
import { defined } from './runs.ts';

/** A question that waits for an answer. */
export interface QuestionView {
  readonly id: string;
  readonly runId: string;
  readonly runName: string;
  readonly stepIndex: number | null;
  readonly stepName: string;
  readonly prompt: string;
  readonly options: readonly string[];
  readonly suggestion: string;
  readonly risk: string;
  readonly onTimeout: string;
  readonly action?: JsonObject;
  readonly actionDigest?: string;
  /** Texts that are shown beside it. */
  readonly attachments?: readonly Attachment[];
  /** An answer may change the action. */
  readonly allowEdit?: boolean;
  /** By the hub's clock. */
  readonly askedAt: number;
  /** When it expires by the hub's clock; null while its clock is held, or without a time limit. */
  readonly deadline: number | null;
  /** What was left when this was told; null without a time limit. The truth only while the clock is held. */
  readonly remainingMs: number | null;
  /** The whole time it has been given; null without a time limit. */
  readonly totalMs: number | null;
  readonly paused: boolean;
  readonly pausedBy?: Actor;
  /** When a pause ends by itself. */
  readonly resumesAt?: number;
}

/** A diff or another text. */
export interface Attachment {
  readonly kind: 'diff' | 'text';
  readonly title: string;
  readonly text: string;
}

function attachmentOf({ kind, title, text }: JsonObject): Attachment {
  return {
    kind: kind === 'diff' ? 'diff' : 'text',
    title: typeof title === 'string' ? title : '',
    text: typeof text === 'string' ? text : '',
  };
}

export type Outcome =
  | {
      readonly kind: 'answered';
      readonly response: string;
      readonly by: Actor;
      readonly comment?: string;
      /** What may run instead of the action that was shown. */
      readonly editedAction?: JsonObject;
      /** The rule that decided, where nobody was asked. */
      readonly ruleId?: string;
      /** The rule that was made of the answer … */
      readonly savedAs?: string;
      /** … or why none was, in words for a person. */
      readonly notRemembered?: string;
    }
  | { readonly kind: 'expired'; readonly response: string; readonly reason: string }
  /** It was closed while nobody listened here. */
  | { readonly kind: 'unknown' };

/** A question that was closed. */
export interface SettledView {
  readonly question: QuestionView;
  readonly outcome: Outcome;
  readonly at: number;
}

export function questionOf(told: OpenQuestion): QuestionView {
  const remainingMs = millis(told.remaining_seconds);
  const timeoutMs = millis(told.timeout_seconds);
  return defined<QuestionView>({
    id: told.id,
    runId: told.skill_id,
    runName: told.skill_name,
    stepIndex: told.step_index,
    stepName: told.step_name,
    prompt: told.prompt,
    options: told.options,
    suggestion: told.claude_suggestion,
    risk: told.risk,
    onTimeout: told.on_timeout,
    action: told.action,
    actionDigest: told.action_digest,
    allowEdit: told.allow_edit,
    attachments: told.attachments?.map(attachmentOf),
    askedAt: Date.parse(told.created_at),
    deadline: instant(told.deadline),
    remainingMs,
    totalMs: timeoutMs === null || remainingMs === null ? null : Math.max(timeoutMs, remainingMs),
    paused: told.paused,
    pausedBy: told.paused_by,
  });
}

export function clocked(
  question: QuestionView,
  event: ConfirmationPaused | ConfirmationResumed | ConfirmationExtended,
): QuestionView {
  const remainingMs = millis(event.remaining_seconds);
  const totalMs = question.totalMs === null || remainingMs === null ? null : Math.max(question.totalMs, remainingMs);
  const { pausedBy: _p, resumesAt: _r, ...rest } = question;
  switch (event.type) {
    case 'confirmation_paused':
      return { ...rest, remainingMs, totalMs, paused: true, deadline: null, pausedBy: event.by, resumesAt: Date.parse(event.resumes_at) };
    case 'confirmation_resumed':
      return { ...rest, remainingMs, totalMs, paused: false, deadline: instant(event.deadline) };
    case 'confirmation_extended':
      return { ...question, remainingMs, totalMs, deadline: question.paused ? null : instant(event.deadline) };
  }
}

export function outcomeOf(event: ConfirmationAnswered | ConfirmationExpired): Outcome {
  return event.type === 'confirmation_answered'
    ? defined<Outcome & { kind: 'answered' }>({
        kind: 'answered',
        response: event.response,
        by: event.answered_by,
        comment: event.comment,
        editedAction: event.edited_action,
        ruleId: event.rule_id,
        savedAs: event.saved_as,
        notRemembered: event.not_remembered,
      })
    : { kind: 'expired', response: event.response, reason: event.reason };
}

/** What is left at `now` of the hub's clock, in milliseconds; null without a time limit. */
export function remaining(question: QuestionView, now: number): number | null {
  if (question.paused || question.deadline === null) {
    return question.remainingMs;
  }
  return Math.max(0, question.deadline - now);
}

function millis(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000);
}

function instant(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Date.parse(text);
}
