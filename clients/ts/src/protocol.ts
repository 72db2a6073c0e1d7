/**
 * What a hub and its clients say to each other, vocabulary S1. Normative: docs/protocol.md.
 *
 * Names are those of the wire. Times are RFC 3339 texts, `*_ms` milliseconds, `*_seconds` seconds.
 */

import type { HubEvent } from './events.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export type Role = 'admin' | 'answerer' | 'publisher' | 'observer';

/** Who did something; the first two may be empty. */
export interface Actor {
  readonly client_id: string;
  readonly name: string;
  readonly kind: string;
}

/** What every event carries. Without `seq` it was told again to this client alone (`replayed`). */
export interface Told {
  readonly seq?: number;
  readonly timestamp: string;
  readonly replayed?: true;
}

/** A word of a source's own; passes through whole. */
export interface CustomEvent extends Told {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type RunStatus = 'running' | 'completed' | 'failed';
export type StepStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped';

/** A repair of a step; without `success` it is still at work. */
export interface Heal {
  readonly heal_id: string;
  readonly tool_name: string;
  readonly error_type: string;
  readonly fix_action: string;
  readonly started_at: string;
  readonly success?: boolean;
  readonly duration_ms?: number;
}

export interface StepInSnapshot {
  readonly index: number;
  readonly name: string;
  readonly description: string;
  readonly status: StepStatus;
  readonly started_at?: string;
  readonly duration_ms?: number;
  readonly percent?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly output?: Json;
  readonly error?: string;
  readonly truncated?: boolean;
  readonly heals?: readonly Heal[];
}

export interface RunInSnapshot {
  readonly skill_id: string;
  readonly skill_name: string;
  readonly session_id: string;
  readonly total_steps: number;
  readonly current_step: number;
  readonly status: RunStatus;
  readonly waiting?: boolean;
  readonly source: string;
  readonly inputs: JsonObject;
  readonly started_at: string;
  readonly parent_skill_id?: string;
  readonly cancel_requested_at?: string;
  readonly ended_at?: string;
  readonly error?: string;
  readonly reason?: string;
  readonly outputs?: Json;
  readonly total_duration_ms?: number;
  readonly truncated?: boolean;
  readonly steps: readonly StepInSnapshot[];
}

export type Risk = 'low' | 'medium' | 'high';

/** A question that waits, as `confirmation_required` tells it or a snapshot. */
export interface OpenQuestion {
  readonly id: string;
  readonly skill_id: string;
  readonly skill_name: string;
  readonly step_index: number | null;
  readonly step_name: string;
  readonly prompt: string;
  readonly options: readonly string[];
  readonly claude_suggestion: string;
  readonly timeout_seconds: number | null;
  readonly created_at: string;
  readonly deadline?: string | null;
  readonly remaining_seconds: number | null;
  readonly paused: boolean;
  readonly on_timeout: string;
  readonly risk: string;
  readonly action?: JsonObject;
  readonly action_digest?: string;
  readonly error_type?: string;
  readonly tool_name?: string;
  readonly masked?: boolean;
  readonly paused_by?: Actor;
  readonly pause_budget_seconds?: number;
}

interface State {
  readonly protocol: number;
  readonly server: { readonly name: string; readonly version: string };
  readonly epoch: string;
  readonly seq: number;
  readonly head: number;
  readonly client_id: string;
  readonly roles: readonly Role[];
  readonly resumed: boolean;
  readonly missing?: { readonly from: number; readonly to: number };
  readonly running_skills: readonly RunInSnapshot[];
  readonly pending_confirmations: readonly OpenQuestion[];
}

/** What happened after `since` up to `until`, for a person who comes back; lists hold the newest, newest first. */
export interface Away {
  readonly since: number;
  readonly until: number;
  readonly partial?: boolean;
  readonly completed: number;
  readonly failed: number;
  readonly runs: readonly JsonObject[];
  readonly decided: number;
  readonly decisions: readonly JsonObject[];
  readonly healed: number;
  readonly not_healed: number;
  readonly heals: readonly JsonObject[];
  readonly asked: number;
  readonly waiting: number;
  readonly open: readonly string[];
}

/** The first message of a connection. */
export interface Connected extends State {
  readonly type: 'connected';
  readonly away?: Away;
}

/** Replaces the client's whole state in the middle of a connection. */
export interface Resync extends State {
  readonly type: 'resync';
}

export type RequestId = string | number;

/** A message with this `request_id` was taken, and is durable. */
export interface Ack {
  readonly type: 'ack';
  readonly request_id: RequestId;
  readonly seq: number;
  readonly id?: string;
  readonly skill_id?: string;
  readonly rule_id?: string;
}

/** A message was refused; `code` is stable, `message` for a person. */
export interface Refusal {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly request_id?: RequestId;
  readonly id?: string;
  readonly field?: string;
  readonly answered_by?: Actor;
  readonly response?: string;
}

export interface HeartbeatAck {
  readonly type: 'heartbeat_ack';
}

export type HubMessage = Connected | Resync | Ack | Refusal | HeartbeatAck | HubEvent | CustomEvent;

/** How long a remembered answer holds: until the first of these bounds; at least one. */
export interface RememberFor {
  readonly seconds?: number;
  readonly uses?: number;
  /** For the question's run only, until it ends. */
  readonly run?: true;
}

export type Remember = 'none' | 'this-error' | 'this-skill' | 'always';

/** What a client that watches and decides may say; `request_id` is added by the connection. */
export type ClientMessage =
  | { readonly type: 'heartbeat' }
  | {
      readonly type: 'subscribe';
      readonly types?: readonly string[];
      readonly skill_ids?: readonly string[];
      readonly sources?: readonly string[];
    }
  | {
      readonly type: 'confirmation_response';
      readonly id: string;
      readonly response: string;
      readonly remember?: Remember;
      readonly remember_for?: RememberFor;
      readonly comment?: string;
      readonly action_digest?: string;
    }
  /** Whether a person is at this client; `last_input` in seconds. */
  | { readonly type: 'presence'; readonly state: 'focused' | 'visible' | 'away'; readonly last_input?: number }
  | { readonly type: 'pause_timer' | 'resume_timer'; readonly id: string }
  | { readonly type: 'extend_timer'; readonly id: string; readonly seconds: number }
  | { readonly type: 'change_rule'; readonly rule_id: string; readonly enabled: boolean }
  | { readonly type: 'delete_rule'; readonly rule_id: string }
  | { readonly type: 'cancel_skill'; readonly skill_id: string };

/** Close codes from 4500 on are final: do not come back. */
export const FINAL_CLOSE = 4500;
