/**
 * What is on a screen, as a pure function of what a hub said: `fold(view, messages)`.
 *
 * No clock, no socket, no DOM. Views are immutable, and what did not change stays the same object, so that a shell can tell
 * by identity what to draw again. A snapshot with later events folds to the same runs and questions as all events would.
 */

import { EVENT_TYPES } from './events.ts';
import type { ConfirmationAnswered, ConfirmationExpired, HubEvent, StepProgress } from './events.ts';
import type { Connected, HubMessage, OpenQuestion, Resync, Role, RunInSnapshot } from './protocol.ts';
import { clocked, handled, outcomeOf, questionOf } from './questions.ts';
import type { Outcome, QuestionView, SettledView } from './questions.ts';
import { endedRun, logging, runOfSnapshot, startedRun, waited, waiting, withStep } from './runs.ts';
import type { RunView, StepView } from './runs.ts';

export interface View {
  /** Empty until the first snapshot. */
  readonly epoch: string;
  readonly seq: number;
  /** The newest sequence when the connection began: what comes up to it is caught up, not live. */
  readonly head: number;
  readonly version: string;
  readonly clientId: string;
  readonly roles: readonly Role[];
  /** By id, in order of their start; ended ones too, the newest of them. */
  readonly runs: ReadonlyMap<string, RunView>;
  /** Open questions by id, the one that was asked first comes first. */
  readonly questions: ReadonlyMap<string, QuestionView>;
  /** Closed ones by id, the newest last. */
  readonly settled: ReadonlyMap<string, SettledView>;
  /** How far the hub's clock is ahead of the receiver's, in milliseconds; undefined while nothing told it. */
  readonly clockAheadMs?: number;
}

/** What a view keeps at most. */
export interface ViewLimits {
  readonly endedRuns: number;
  readonly settled: number;
  /** Characters of the live output of one step. */
  readonly logChars: number;
}

export const VIEW_LIMITS: ViewLimits = { endedRuns: 200, settled: 100, logChars: 32_768 };

export const EMPTY: View = {
  epoch: '',
  seq: 0,
  head: 0,
  version: '',
  clientId: '',
  roles: [],
  runs: new Map(),
  questions: new Map(),
  settled: new Map(),
};

const WORDS: ReadonlySet<string> = new Set(EVENT_TYPES);

/** Whether a message is an event of the catalogue, not a word of a source's own or a reply. */
export function isEvent(message: HubMessage): message is HubEvent {
  return WORDS.has(message.type);
}

/**
 * The view after these messages.
 *
 * @param receivedAt when they came, in milliseconds of the receiver's clock
 */
export function fold(view: View, messages: readonly HubMessage[], receivedAt: number, limits = VIEW_LIMITS): View {
  const draft = new Draft(view, limits);
  for (const message of messages) {
    if (message.type === 'connected' || message.type === 'resync') {
      draft.state(message as Connected | Resync, receivedAt);
    } else if ('timestamp' in message) {
      draft.told(message as HubEvent, receivedAt);
    }
  }
  return draft.done();
}

/** The view with ended runs it does not know yet, as `GET /api/v1/skills` lists them. */
export function withEnded(view: View, runs: readonly RunInSnapshot[], limits = VIEW_LIMITS): View {
  const unknown = runs.filter((run) => run.status !== 'running' && !view.runs.has(run.skill_id)).map(runOfSnapshot);
  const all = [...view.runs.values(), ...unknown].sort((a, b) => a.startedAt - b.startedAt);
  const draft = new Draft({ ...view, runs: new Map(all.map((run) => [run.id, run])) }, limits);
  draft.forgetEnded();
  return draft.done();
}

/** The view with live output from before its snapshot, as `GET /api/v1/events?type=step_progress` lists it. */
export function withOutput(view: View, events: readonly StepProgress[], until: number, limits = VIEW_LIMITS): View {
  const runs = new Map(view.runs);
  const before = new Map<StepView, string>();
  for (const event of events) {
    const step = runs.get(event.skill_id)?.steps[event.step_index];
    if (step?.startedAt !== undefined && event.output !== undefined && (event.seq ?? 0) <= until) {
      if (Date.parse(event.timestamp) >= step.startedAt) {
        before.set(step, (before.get(step) ?? '') + event.output);
      }
    }
  }
  for (const [id, run] of runs) {
    if (run.steps.some((step) => before.has(step))) {
      const steps = run.steps.map((step) => {
        const earlier = before.get(step);
        return earlier === undefined ? step : logging({ ...step, log: '' }, earlier + step.log, limits.logChars);
      });
      runs.set(id, { ...run, steps });
    }
  }
  return { ...view, runs };
}

/** A view in the making: copies a map when it first changes. */
class Draft {
  private readonly runs: Drafted<RunView>;
  private readonly questions: Drafted<QuestionView>;
  private readonly settled: Drafted<SettledView>;
  private view: View;
  private readonly limits: ViewLimits;

  constructor(view: View, limits: ViewLimits) {
    this.view = view;
    this.limits = limits;
    this.runs = new Drafted(view.runs);
    this.questions = new Drafted(view.questions);
    this.settled = new Drafted(view.settled);
  }

  done(): View {
    const { runs, questions, settled } = this;
    return { ...this.view, runs: runs.now, questions: questions.now, settled: settled.now };
  }

  state(told: Connected | Resync, receivedAt: number): void {
    const sameLog = told.epoch === this.view.epoch;
    this.view = {
      ...this.view,
      epoch: told.epoch,
      seq: told.seq,
      head: told.head,
      version: told.server.version,
      clientId: told.client_id,
      roles: told.roles,
    };
    if (told.resumed) {
      return;
    }
    const ended = sameLog ? [...this.runs.now.values()].filter((run) => run.status !== 'running') : [];
    const runs = told.running_skills.map(runOfSnapshot);
    const known = new Set(runs.map(({ id }) => id));
    this.runs.replace([...ended.filter(({ id }) => !known.has(id)), ...runs]);
    const open = told.pending_confirmations.map(questionOf);
    const stillOpen = new Set(open.map(({ id }) => id));
    for (const question of this.questions.now.values()) {
      if (!stillOpen.has(question.id)) {
        this.settle(question, { kind: 'unknown' }, receivedAt + (this.view.clockAheadMs ?? 0));
      }
    }
    this.questions.replace(open);
    for (const question of open) {
      this.settled.delete(question.id);
      this.waits(question);
      if (question.deadline !== null && question.remainingMs !== null) {
        this.clock(question.deadline - question.remainingMs, receivedAt);
      }
    }
  }

  told(event: HubEvent, receivedAt: number): void {
    if (event.seq === undefined) {
      // Told again: only a question that is still open says something.
      if (event.type === 'confirmation_required' && this.questions.now.has(event.id)) {
        this.questions.set(event.id, questionOf(event));
      }
      return;
    }
    if (event.seq <= this.view.seq) {
      return;
    }
    this.view = { ...this.view, seq: event.seq };
    if (event.seq > this.view.head) {
      this.clock(Date.parse(event.timestamp), receivedAt);
    }
    if (isEvent(event)) {
      this.apply(event);
    }
  }

  private apply(event: HubEvent): void {
    switch (event.type) {
      case 'skill_started':
        this.runs.delete(event.skill_id);
        this.runs.set(event.skill_id, startedRun(event));
        break;
      case 'step_started':
      case 'step_progress':
      case 'step_completed':
      case 'step_failed':
      case 'step_skipped':
      case 'auto_heal_triggered':
      case 'auto_heal_completed':
        this.runs.change(event.skill_id, (run) => withStep(run, event, this.limits.logChars));
        break;
      case 'skill_cancel_requested':
        this.runs.change(event.skill_id, (run) => ({ ...run, cancelRequestedAt: Date.parse(event.timestamp) }));
        break;
      case 'skill_completed':
      case 'skill_failed':
        this.runs.change(event.skill_id, (run) => endedRun(run, event));
        this.forgetEnded();
        break;
      case 'confirmation_required': {
        const question = questionOf(event);
        this.questions.set(event.id, question);
        this.settled.delete(event.id);
        this.waits(question);
        break;
      }
      case 'confirmation_answered':
      case 'confirmation_expired': {
        const question = this.questions.now.get(event.id) ?? unasked(event);
        if (question !== undefined) {
          this.questions.delete(event.id);
          this.settle(question, outcomeOf(event), Date.parse(event.timestamp));
          this.runs.change(question.runId, (run) => waited(run, event.id, Date.parse(event.timestamp)));
        }
        break;
      }
      case 'confirmation_paused':
      case 'confirmation_resumed':
      case 'confirmation_extended':
        this.questions.change(event.id, (question) => clocked(question, event));
        break;
      case 'confirmation_voted':
      case 'confirmation_claimed':
      case 'confirmation_released':
      case 'confirmation_delegated':
      case 'confirmation_escalated':
        this.questions.change(event.id, (question) => handled(question, event));
        break;
      case 'confirmation_seen':
      case 'confirmation_used':
      case 'confirmation_reminder': // tells again what is known
      case 'confirmation_rule_saved':
      case 'confirmation_rule_changed':
      case 'confirmation_rule_deleted':
      case 'memory_query_started':
      case 'intent_classified':
      case 'memory_query_completed':
      case 'persona_changed':
      case 'tools_list_changed':
        break; // history only
    }
  }

  forgetEnded(): void {
    const ended = [...this.runs.now.values()].filter((run) => run.status !== 'running');
    ended.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    ended.slice(0, -this.limits.endedRuns).forEach((run) => this.runs.delete(run.id));
  }

  private waits({ id, runId, stepIndex, askedAt }: QuestionView): void {
    this.runs.change(runId, (run) => waiting(run, { id, stepIndex, from: askedAt }));
  }

  private settle(question: QuestionView, outcome: Outcome, at: number): void {
    this.settled.delete(question.id);
    this.settled.set(question.id, { question, outcome, at });
    const oldest = this.settled.now.keys().next();
    if (this.settled.now.size > this.limits.settled && !oldest.done) {
      this.settled.delete(oldest.value);
    }
  }

  /** The way here only makes the hub's clock look late: the largest lead that was seen is the nearest to the truth. */
  private clock(hub: number, receivedAt: number): void {
    const ahead = hub - receivedAt;
    if (this.view.clockAheadMs === undefined || ahead > this.view.clockAheadMs) {
      this.view = { ...this.view, clockAheadMs: ahead };
    }
  }
}

/** The question that a rule decided before anybody was asked. */
function unasked(event: ConfirmationAnswered | ConfirmationExpired): QuestionView | undefined {
  return event.type === 'confirmation_answered' && event.question !== undefined
    ? questionOf(event.question as unknown as OpenQuestion)
    : undefined;
}

class Drafted<T extends { readonly id: string } | SettledView> {
  now: ReadonlyMap<string, T>;
  private own: Map<string, T> | undefined;

  constructor(now: ReadonlyMap<string, T>) {
    this.now = now;
  }

  set(id: string, value: T): void {
    this.copy().set(id, value);
  }

  delete(id: string): void {
    if (this.now.has(id)) {
      this.copy().delete(id);
    }
  }

  change(id: string, how: (value: T) => T): void {
    const value = this.now.get(id);
    if (value !== undefined) {
      this.copy().set(id, how(value));
    }
  }

  replace(values: readonly (T & { readonly id: string })[]): void {
    this.own = new Map(values.map((value) => [value.id, value]));
    this.now = this.own;
  }

  private copy(): Map<string, T> {
    this.own ??= new Map(this.now);
    this.now = this.own;
    return this.own;
  }
}
