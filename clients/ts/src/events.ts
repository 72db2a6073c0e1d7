// Made by tools/events.mjs from docs/protocol.md. Do not edit.

import type { Actor, Json, JsonObject, Told } from './protocol.ts';

/** `skill_started`. A source may publish it. */
export interface SkillStarted extends Told {
  readonly type: 'skill_started';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly session_id: string;
  readonly total_steps: number;
  readonly inputs: JsonObject;
  readonly source: string;
  readonly parent_skill_id?: string;
  readonly steps?: readonly JsonObject[];
}

/** `step_started`. A source may publish it. */
export interface StepStarted extends Told {
  readonly type: 'step_started';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly truncated?: boolean;
}

/** `step_progress`. A source may publish it. */
export interface StepProgress extends Told {
  readonly type: 'step_progress';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly percent?: number;
  readonly message?: string;
  readonly output?: string;
  readonly truncated?: boolean;
}

/** `step_completed`. A source may publish it. */
export interface StepCompleted extends Told {
  readonly type: 'step_completed';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly duration_ms: number;
  readonly result: string;
  readonly output?: JsonObject;
  readonly truncated?: boolean;
}

/** `step_failed`. A source may publish it. */
export interface StepFailed extends Told {
  readonly type: 'step_failed';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly duration_ms: number;
  readonly error: string;
  readonly result: string;
  readonly truncated?: boolean;
}

/** `step_skipped`. A source may publish it. */
export interface StepSkipped extends Told {
  readonly type: 'step_skipped';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly reason: string;
  readonly result: string;
  readonly truncated?: boolean;
}

/** `skill_cancel_requested`. Said by the hub alone. */
export interface SkillCancelRequested extends Told {
  readonly type: 'skill_cancel_requested';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly by: Actor;
}

/** `skill_completed`. A source may publish it. */
export interface SkillCompleted extends Told {
  readonly type: 'skill_completed';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly total_duration_ms: number;
  readonly outputs?: JsonObject;
  readonly truncated?: boolean;
}

/** `skill_failed`. A source may publish it. */
export interface SkillFailed extends Told {
  readonly type: 'skill_failed';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly error: string;
  readonly total_duration_ms: number;
  readonly reason: string;
  readonly truncated?: boolean;
}

/** `auto_heal_triggered`. A source may publish it. */
export interface AutoHealTriggered extends Told {
  readonly type: 'auto_heal_triggered';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly tool_name: string;
  readonly error_type: string;
  readonly fix_action: string;
  readonly heal_id: string;
  readonly error: string;
  readonly error_snippet: string;
  readonly truncated?: boolean;
}

/** `auto_heal_completed`. A source may publish it. */
export interface AutoHealCompleted extends Told {
  readonly type: 'auto_heal_completed';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number;
  readonly step_name: string;
  readonly total_steps: number;
  readonly description: string;
  readonly tool_name: string;
  readonly error_type: string;
  readonly fix_action: string;
  readonly heal_id: string;
  readonly success: boolean;
  readonly duration_ms: number;
}

/** `confirmation_required`. A source may publish it. */
export interface ConfirmationRequired extends Told {
  readonly type: 'confirmation_required';
  readonly skill_id: string;
  readonly skill_name: string;
  readonly id: string;
  readonly step_index: number | null;
  readonly step_name: string;
  readonly prompt: string;
  readonly message: string;
  readonly options: readonly string[];
  readonly claude_suggestion: string;
  readonly timeout_seconds: number | null;
  readonly created_at: string;
  readonly deadline: string | null;
  readonly remaining_seconds: number | null;
  readonly paused: boolean;
  readonly on_timeout: string;
  readonly risk: string;
  readonly action?: JsonObject;
  readonly action_digest?: string;
  readonly error_type?: string;
  readonly tool_name?: string;
  readonly masked?: boolean;
}

/** `confirmation_answered`. Said by the hub alone. */
export interface ConfirmationAnswered extends Told {
  readonly type: 'confirmation_answered';
  readonly id: string;
  readonly skill_id: string;
  readonly response: string;
  readonly remember: string;
  readonly remember_for?: JsonObject;
  readonly comment?: string;
  readonly answered_by: Actor;
  readonly rule_id?: string;
  readonly question?: JsonObject;
  readonly saved_as?: string;
  readonly not_remembered?: string;
  readonly contradicts?: readonly string[];
}

/** `confirmation_expired`. Said by the hub alone. */
export interface ConfirmationExpired extends Told {
  readonly type: 'confirmation_expired';
  readonly id: string;
  readonly skill_id: string;
  readonly response: string;
  readonly reason: string;
}

/** `confirmation_paused`. Said by the hub alone. */
export interface ConfirmationPaused extends Told {
  readonly type: 'confirmation_paused';
  readonly id: string;
  readonly skill_id: string;
  readonly remaining_seconds: number | null;
  readonly by: Actor;
  readonly resumes_at: string;
}

/** `confirmation_resumed`. Said by the hub alone. */
export interface ConfirmationResumed extends Told {
  readonly type: 'confirmation_resumed';
  readonly id: string;
  readonly skill_id: string;
  readonly remaining_seconds: number | null;
  readonly by: Actor;
  readonly deadline?: string;
}

/** `confirmation_extended`. Said by the hub alone. */
export interface ConfirmationExtended extends Told {
  readonly type: 'confirmation_extended';
  readonly id: string;
  readonly skill_id: string;
  readonly remaining_seconds: number | null;
  readonly by: Actor;
  readonly seconds: number;
  readonly deadline?: string;
}

/** `confirmation_rule_saved`. Said by the hub alone. */
export interface ConfirmationRuleSaved extends Told {
  readonly type: 'confirmation_rule_saved';
  readonly rule: JsonObject;
}

/** `confirmation_rule_changed`. Said by the hub alone. */
export interface ConfirmationRuleChanged extends Told {
  readonly type: 'confirmation_rule_changed';
  readonly rule_id: string;
  readonly enabled: boolean;
  readonly by: Actor;
}

/** `confirmation_rule_deleted`. Said by the hub alone. */
export interface ConfirmationRuleDeleted extends Told {
  readonly type: 'confirmation_rule_deleted';
  readonly rule_id: string;
  readonly reason: string;
  readonly by: Actor;
}

/** `memory_query_started`. A source may publish it. */
export interface MemoryQueryStarted extends Told {
  readonly type: 'memory_query_started';
  readonly query_id: string;
  readonly query: string;
  readonly sources: readonly string[];
  readonly truncated?: boolean;
}

/** `intent_classified`. A source may publish it. */
export interface IntentClassified extends Told {
  readonly type: 'intent_classified';
  readonly query_id: string;
  readonly query: string;
  readonly intent: string;
  readonly confidence: number | null;
  readonly sources_suggested: readonly string[];
  readonly truncated?: boolean;
}

/** `memory_query_completed`. A source may publish it. */
export interface MemoryQueryCompleted extends Told {
  readonly type: 'memory_query_completed';
  readonly query_id: string;
  readonly intent: Json;
  readonly sources_queried: readonly string[];
  readonly result_count: number | null;
  readonly latency_ms: number | null;
  readonly error?: string;
  readonly truncated?: boolean;
}

/** `persona_changed`. A source may publish it. */
export interface PersonaChanged extends Told {
  readonly type: 'persona_changed';
  readonly persona: string;
  readonly previous?: string;
  readonly tool_count?: number;
}

/** `tools_list_changed`. A source may publish it. */
export interface ToolsListChanged extends Told {
  readonly type: 'tools_list_changed';
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly tool_count?: number;
}

export type HubEvent =
  | SkillStarted
  | StepStarted
  | StepProgress
  | StepCompleted
  | StepFailed
  | StepSkipped
  | SkillCancelRequested
  | SkillCompleted
  | SkillFailed
  | AutoHealTriggered
  | AutoHealCompleted
  | ConfirmationRequired
  | ConfirmationAnswered
  | ConfirmationExpired
  | ConfirmationPaused
  | ConfirmationResumed
  | ConfirmationExtended
  | ConfirmationRuleSaved
  | ConfirmationRuleChanged
  | ConfirmationRuleDeleted
  | MemoryQueryStarted
  | IntentClassified
  | MemoryQueryCompleted
  | PersonaChanged
  | ToolsListChanged;

/** Every word of the table, in its order; the words of sources that pass through are not among them. */
export const EVENT_TYPES = [
  'skill_started',
  'step_started',
  'step_progress',
  'step_completed',
  'step_failed',
  'step_skipped',
  'skill_cancel_requested',
  'skill_completed',
  'skill_failed',
  'auto_heal_triggered',
  'auto_heal_completed',
  'confirmation_required',
  'confirmation_answered',
  'confirmation_expired',
  'confirmation_paused',
  'confirmation_resumed',
  'confirmation_extended',
  'confirmation_rule_saved',
  'confirmation_rule_changed',
  'confirmation_rule_deleted',
  'memory_query_started',
  'intent_classified',
  'memory_query_completed',
  'persona_changed',
  'tools_list_changed',
] as const;
