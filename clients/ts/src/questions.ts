import type {
  ConfirmationAnswered,
  ConfirmationClaimed,
  ConfirmationDelegated,
  ConfirmationEscalated,
  ConfirmationExpired,
  ConfirmationExtended,
  ConfirmationPaused,
  ConfirmationReleased,
  ConfirmationResumed,
  ConfirmationVoted,
} from './events.ts';
import type { Actor, JsonObject, OpenQuestion, Vote } from './protocol.ts';
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
  /** The clock only waits for who is about to answer: reading or typing. */
  readonly hold?: string;
  /** How many people must say the same; 1 for the first answer. */
  readonly quorum: number;
  /** Options of which one answer is enough whatever the quorum. */
  readonly veto: readonly string[];
  /** Who may answer; empty for everybody. */
  readonly answerers: readonly string[];
  /** One of each person who had a say, the last word last. */
  readonly votes: readonly Vote[];
  /** How many more people must say the same as most do. */
  readonly missing: number;
  readonly claimedBy?: Actor;
  readonly claimExpiresAt?: number;
  readonly delegatedTo: readonly string[];
  readonly escalated: boolean;
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
    resumesAt: instant(told.resumes_at) ?? undefined,
    hold: told.hold,
    quorum: told.quorum ?? 1,
    veto: told.veto ?? [],
    answerers: told.answerers ?? [],
    votes: told.votes ?? [],
    missing: told.missing ?? ((told.quorum ?? 1) > 1 ? (told.quorum ?? 1) : 0),
    claimedBy: told.claimed_by,
    claimExpiresAt: instant(told.claim_expires_at) ?? undefined,
    delegatedTo: told.delegated_to ?? [],
    escalated: told.escalated ?? false,
  });
}

/** The question after people did something about it that is no answer yet. */
export function handled(
  question: QuestionView,
  event: ConfirmationVoted | ConfirmationClaimed | ConfirmationReleased | ConfirmationDelegated | ConfirmationEscalated,
): QuestionView {
  switch (event.type) {
    case 'confirmation_voted': {
      // Who is the same person is known to the hub alone; a vote that was changed goes by what was said and by whom.
      const before = question.votes.findIndex(
        ({ by, response }) => response === event.previous && by.name === event.by.name && by.kind === event.by.kind,
      );
      const others = event.previous === undefined ? question.votes : question.votes.filter((_, i) => i !== before);
      const votes = [...others, { response: event.response, by: event.by, at: event.timestamp }];
      const most = Math.max(...votes.map(({ response }) => votes.filter((vote) => vote.response === response).length));
      return { ...question, votes, missing: Math.max(0, question.quorum - most) };
    }
    case 'confirmation_claimed':
      return { ...question, claimedBy: event.by, claimExpiresAt: Date.parse(event.expires_at) };
    case 'confirmation_released': {
      const { claimedBy: _b, claimExpiresAt: _e, ...rest } = question;
      return rest;
    }
    case 'confirmation_delegated':
      return { ...question, delegatedTo: [...question.delegatedTo, event.to] };
    case 'confirmation_escalated': {
      const remainingMs = millis(event.remaining_seconds);
      return { ...question, escalated: true, remainingMs, deadline: question.paused ? null : instant(event.deadline) };
    }
  }
}

export function clocked(
  question: QuestionView,
  event: ConfirmationPaused | ConfirmationResumed | ConfirmationExtended,
): QuestionView {
  const remainingMs = millis(event.remaining_seconds);
  const totalMs = question.totalMs === null || remainingMs === null ? null : Math.max(question.totalMs, remainingMs);
  const { pausedBy: _p, resumesAt: _r, hold: _h, ...rest } = question;
  switch (event.type) {
    case 'confirmation_paused':
      return defined<QuestionView>({
        ...rest,
        remainingMs,
        totalMs,
        paused: true,
        deadline: null,
        pausedBy: event.by,
        resumesAt: Date.parse(event.resumes_at),
        hold: event.hold,
      });
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
