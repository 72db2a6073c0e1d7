import type {
  AutoHealCompleted,
  AutoHealTriggered,
  SkillCompleted,
  SkillFailed,
  SkillStarted,
  StepCompleted,
  StepFailed,
  StepProgress,
  StepSkipped,
  StepStarted,
} from './events.ts';
import type { Heal, Json, JsonObject, RunInSnapshot, RunStatus, StepInSnapshot, StepStatus } from './protocol.ts';

/** One step, as far as events told. */
export interface StepView {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly status: StepStatus;
  /** Milliseconds since 1970 by the hub's clock, as are all `…At`. */
  readonly startedAt?: number;
  readonly durationMs?: number;
  readonly percent?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly output?: Json;
  readonly error?: string;
  readonly heals: readonly Heal[];
  /** The newest of its live output, as sent. */
  readonly log: string;
  /** Whether the hub cut one of its texts. */
  readonly truncated?: boolean;
  /** Whether the beginning of the live output is missing from `log`. */
  readonly logCut: boolean;
}

/** A time in which the run waited for a person. */
export interface Wait {
  readonly id: string;
  readonly stepIndex: number | null;
  readonly from: number;
  readonly to?: number;
}

/** One execution of a skill, as far as events told. */
export interface RunView {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly sessionId: string;
  readonly parentId?: string;
  readonly inputs: JsonObject;
  readonly startedAt: number;
  readonly totalSteps: number;
  readonly currentStep: number;
  readonly status: RunStatus;
  readonly cancelRequestedAt?: number;
  readonly endedAt?: number;
  readonly durationMs?: number;
  readonly error?: string;
  readonly reason?: string;
  readonly outputs?: Json;
  /** Whether the hub cut its outputs or its error. */
  readonly truncated?: boolean;
  readonly steps: readonly StepView[];
  readonly waits: readonly Wait[];
}

export type StepEvent =
  | StepStarted
  | StepProgress
  | StepCompleted
  | StepFailed
  | StepSkipped
  | AutoHealTriggered
  | AutoHealCompleted;

/** Waits of one run that are kept; the newest. */
const WAITS = 100;

/** As many repairs as the hub keeps of a step. */
const HEALS = 20;

const PLANNED = { name: '', description: '', status: 'pending', heals: [], log: '', logCut: false } as const;

export function runOfSnapshot(run: RunInSnapshot): RunView {
  return defined<RunView>({
    id: run.skill_id,
    name: run.skill_name,
    source: run.source,
    sessionId: run.session_id,
    parentId: run.parent_skill_id,
    inputs: run.inputs,
    startedAt: Date.parse(run.started_at),
    totalSteps: run.total_steps,
    currentStep: run.current_step,
    status: run.status,
    cancelRequestedAt: run.cancel_requested_at === undefined ? undefined : Date.parse(run.cancel_requested_at),
    endedAt: run.ended_at === undefined ? undefined : Date.parse(run.ended_at),
    durationMs: run.total_duration_ms,
    error: run.error,
    reason: run.reason,
    outputs: run.outputs,
    truncated: run.truncated,
    steps: run.steps.map(stepOfSnapshot),
    waits: [],
  });
}

function stepOfSnapshot(step: StepInSnapshot): StepView {
  return defined<StepView>({
    index: step.index,
    name: step.name,
    description: step.description,
    status: step.status,
    startedAt: step.started_at === undefined ? undefined : Date.parse(step.started_at),
    durationMs: step.duration_ms,
    percent: step.percent,
    message: step.message,
    reason: step.reason,
    output: step.output,
    error: step.error,
    truncated: step.truncated,
    heals: step.heals ?? [],
    log: '',
    logCut: false,
  });
}

export function startedRun(event: SkillStarted): RunView {
  const steps = (event.steps ?? []).map((plan, index) => ({
    ...PLANNED,
    index,
    name: text(plan['name']),
    description: text(plan['description']),
  }));
  return defined<RunView>({
    id: event.skill_id,
    name: event.skill_name,
    source: event.source,
    sessionId: event.session_id,
    parentId: event.parent_skill_id,
    inputs: event.inputs,
    startedAt: Date.parse(event.timestamp),
    totalSteps: event.total_steps,
    currentStep: 0,
    status: 'running',
    steps: filled(steps, event.total_steps),
    waits: [],
  });
}

/** The run after something happened to one of its steps. */
export function withStep(run: RunView, event: StepEvent, logChars: number): RunView {
  const steps = filled(run.steps, Math.max(event.total_steps, event.step_index + 1));
  const before = steps[event.step_index] as StepView;
  const told = { ...before, name: event.step_name, description: event.description };
  steps[event.step_index] = changed(told, event, logChars);
  const currentStep = event.type === 'step_started' ? event.step_index : run.currentStep;
  return { ...run, steps, currentStep, totalSteps: steps.length };
}

function changed(step: StepView, event: StepEvent, logChars: number): StepView {
  switch (event.type) {
    case 'step_started': {
      // A step that starts again forgets how the earlier attempt ended; its output is read on.
      const { index, name, description, heals, log, logCut } = step;
      const startedAt = Date.parse(event.timestamp);
      return defined<StepView>({ index, name, description, heals, log, logCut, status: 'running', startedAt, truncated: event.truncated });
    }
    case 'step_progress': {
      const logged = event.output === undefined ? step : logging(step, event.output, logChars);
      return defined<StepView>({
        ...logged,
        percent: event.percent ?? step.percent,
        message: event.message ?? step.message,
        truncated: event.truncated ?? step.truncated,
      });
    }
    case 'step_completed':
      return ended(step, event, 'completed', { durationMs: event.duration_ms ?? undefined, output: event.output });
    case 'step_failed':
      return ended(step, event, 'failed', { durationMs: event.duration_ms ?? undefined, error: event.error });
    case 'step_skipped':
      return ended(step, event, 'skipped', { reason: event.reason });
    case 'auto_heal_triggered':
      return { ...step, heals: [...step.heals, healing(event)].slice(-HEALS) };
    case 'auto_heal_completed':
      return { ...step, heals: step.heals.map((heal) => (heal.heal_id === event.heal_id ? healed(heal, event) : heal)) };
  }
}

/** The step with more live output; the oldest goes when it is too much, at the end of a line where there is one. */
export function logging(step: StepView, chunk: string, logChars: number): StepView {
  const all = step.log + chunk;
  // Cut seldom, and then deep enough.
  if (all.length <= logChars * 1.25) {
    return { ...step, log: all };
  }
  const rest = all.slice(-logChars);
  const line = rest.indexOf('\n');
  return { ...step, log: line < 0 || line > logChars / 2 ? rest : rest.slice(line + 1), logCut: true };
}

function ended(
  step: StepView,
  event: StepEvent & { readonly truncated?: boolean },
  status: StepStatus,
  how: { durationMs?: number | undefined; output?: Json | undefined; error?: string; reason?: string },
): StepView {
  const { durationMs: _d, output: _o, error: _e, ...rest } = step;
  const { reason: _r, ...kept } = rest;
  return defined<StepView>({ ...kept, ...how, status, truncated: event.truncated ?? step.truncated });
}

function healing(event: AutoHealTriggered): Heal {
  return {
    heal_id: event.heal_id,
    tool_name: event.tool_name,
    error_type: event.error_type,
    fix_action: event.fix_action,
    started_at: event.timestamp,
  };
}

function healed(heal: Heal, event: AutoHealCompleted): Heal {
  return defined<Heal>({
    ...heal,
    tool_name: event.tool_name,
    error_type: event.error_type,
    fix_action: event.fix_action,
    success: event.success,
    duration_ms: event.duration_ms ?? undefined,
  });
}

export function endedRun(run: RunView, event: SkillCompleted | SkillFailed): RunView {
  const at = Date.parse(event.timestamp);
  return defined<RunView>({
    ...run,
    status: event.type === 'skill_completed' ? 'completed' : 'failed',
    endedAt: at,
    durationMs: event.total_duration_ms,
    outputs: event.type === 'skill_completed' ? event.outputs : undefined,
    error: event.type === 'skill_failed' ? event.error : undefined,
    reason: event.type === 'skill_failed' ? event.reason : undefined,
    truncated: event.truncated,
    waits: run.waits.map((wait) => (wait.to === undefined ? { ...wait, to: at } : wait)),
  });
}

export function waiting(run: RunView, wait: Wait): RunView {
  return { ...run, waits: [...run.waits.filter(({ id }) => id !== wait.id), wait].slice(-WAITS) };
}

export function waited(run: RunView, id: string, at: number): RunView {
  return { ...run, waits: run.waits.map((wait) => (wait.id === id && wait.to === undefined ? { ...wait, to: at } : wait)) };
}

function filled(steps: readonly StepView[], count: number): StepView[] {
  const all = steps.slice();
  while (all.length < count) {
    all.push({ ...PLANNED, index: all.length });
  }
  return all;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** The object without the fields that are undefined: absent and unknown are the same here. */
export function defined<T extends object>(fields: Loose<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
