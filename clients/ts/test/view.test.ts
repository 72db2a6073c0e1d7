import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connected, HubMessage, OpenQuestion } from '../src/protocol.ts';
import { remaining } from '../src/questions.ts';
import { EMPTY, VIEW_LIMITS, fold, withEnded, withOutput } from '../src/view.ts';
import type { View } from '../src/view.ts';

const T0 = Date.parse('2026-11-24T10:00:00Z');
const at = (seconds: number): string => new Date(T0 + seconds * 1000).toISOString();

function connected(more: Partial<Connected> = {}): Connected {
  return {
    type: 'connected',
    protocol: 1,
    server: { name: 'skillwire', version: '0.1.0' },
    epoch: 'e1',
    seq: 0,
    head: 0,
    client_id: 'me',
    roles: ['observer', 'answerer'],
    resumed: false,
    running_skills: [],
    pending_confirmations: [],
    ...more,
  };
}

/** Events in order, each a second after the one before. */
function told(...events: readonly Record<string, unknown>[]): HubMessage[] {
  return events.map((event, i) => ({ seq: i + 1, timestamp: at(i + 1), ...event }) as unknown as HubMessage);
}

function after(...events: readonly Record<string, unknown>[]): View {
  return fold(EMPTY, [connected(), ...told(...events)], T0);
}

const START = { type: 'skill_started', skill_id: 'r', skill_name: 'deploy', session_id: '', total_steps: 2, inputs: {}, source: 'api' };
const STEP = { skill_id: 'r', skill_name: 'deploy', step_index: 0, step_name: 'build', total_steps: 2, description: '' };

const QUESTION = {
  type: 'confirmation_required',
  id: 'q',
  skill_id: 'r',
  skill_name: 'deploy',
  step_index: 0,
  step_name: 'build',
  prompt: 'Go?',
  message: 'Go?',
  options: ['yes', 'no'],
  claude_suggestion: '',
  timeout_seconds: 30,
  created_at: at(2),
  deadline: at(32),
  remaining_seconds: 30,
  paused: false,
  on_timeout: 'no',
  risk: 'low',
};

describe('a run', () => {
  test('is what its events told', () => {
    const run = after(
      { ...START, steps: [{ name: 'build', description: 'd' }] },
      { ...STEP, type: 'step_started' },
      { ...STEP, type: 'step_progress', percent: 40, output: 'one\n' },
      { ...STEP, type: 'step_progress', message: 'half', output: 'two\n' },
    ).runs.get('r');
    assert.equal(run?.status, 'running');
    assert.deepEqual(
      run?.steps.map(({ name, status, percent, message, log }) => ({ name, status, percent, message, log })),
      [
        { name: 'build', status: 'running', percent: 40, message: 'half', log: 'one\ntwo\n' },
        { name: '', status: 'pending', percent: undefined, message: undefined, log: '' },
      ],
    );
  });

  test('grows with its steps', () => {
    const run = after({ ...START, total_steps: 0 }, { ...STEP, type: 'step_started', step_index: 3, total_steps: 4 }).runs.get('r');
    assert.equal(run?.totalSteps, 4);
    assert.equal(run?.currentStep, 3);
  });

  test('that starts a step again forgets how it ended', () => {
    const failed = { ...STEP, type: 'step_failed', error: 'x', duration_ms: 5, result: 'failed' };
    const step = after(START, { ...STEP, type: 'step_started' }, failed, { ...STEP, type: 'step_started' }).runs.get('r')?.steps[0];
    assert.equal(step?.status, 'running');
    assert.equal(step?.error, undefined);
    assert.equal(step?.durationMs, undefined);
  });

  test('ends, and what it waited for ends with it', () => {
    const run = after(START, QUESTION, { type: 'skill_failed', skill_id: 'r', skill_name: 'deploy', error: 'x', reason: 'failed', total_duration_ms: 9 }).runs.get('r');
    assert.equal(run?.status, 'failed');
    assert.deepEqual(run?.waits, [{ id: 'q', stepIndex: 0, from: T0 + 2000, to: T0 + 3000 }]);
  });

  test('keeps the newest of its output, whole lines of it', () => {
    const chunk = { ...STEP, type: 'step_progress', output: `${'x'.repeat(999)}\n` };
    const limits = { ...VIEW_LIMITS, logChars: 10_000 };
    const step = fold(EMPTY, [connected(), ...told(START, ...Array(50).fill(chunk))], T0, limits).runs.get('r')?.steps[0];
    assert.ok(step && step.log.length <= 12_500 && step.logCut);
    assert.ok(step.log.startsWith('x'.repeat(999)));
  });

  test('that nobody changed stays the same object', () => {
    const before = after(START);
    const later = fold(before, [{ type: 'word', seq: 2, timestamp: at(2) } as HubMessage], T0);
    assert.equal(later.runs, before.runs);
    assert.equal(later.seq, 2);
  });

  test('that ended is kept, the newest of them', () => {
    const many = [...Array(5).keys()].flatMap((i) => [
      { ...START, skill_id: `r${i}` },
      { type: 'skill_completed', skill_id: `r${i}`, skill_name: '', total_duration_ms: 1 },
    ]);
    const view = fold(EMPTY, [connected(), ...told(...many)], T0, { ...VIEW_LIMITS, endedRuns: 2 });
    assert.deepEqual([...view.runs.keys()], ['r3', 'r4']);
  });

  test('keeps its repairs', () => {
    const heal = { ...STEP, tool_name: 't', error_type: 'auth', fix_action: 'login', heal_id: 'h' };
    const triggered = { ...heal, type: 'auto_heal_triggered', error: 'x', error_snippet: 'x' };
    const run = after(START, triggered, { ...heal, type: 'auto_heal_completed', success: true, duration_ms: 4 }).runs.get('r');
    assert.deepEqual(
      run?.steps[0]?.heals.map(({ success, duration_ms }) => [success, duration_ms]),
      [[true, 4]],
    );
  });
});

describe('a question', () => {
  test('waits with its deadline, and the run with it', () => {
    const view = after(START, QUESTION);
    const question = view.questions.get('q');
    assert.ok(question);
    assert.equal(remaining(question, T0 + 12_000), 20_000);
    assert.equal(view.runs.get('r')?.waits[0]?.to, undefined);
  });

  test('tells who decides it and what they did so far', () => {
    const by = (name: string): object => ({ client_id: name, name, kind: 'human' });
    const view = after(
      START,
      { ...QUESTION, quorum: 2, veto: ['no'], answerers: ['ann', 'ben'] },
      { type: 'confirmation_claimed', id: 'q', skill_id: 'r', by: by('ann'), expires_at: at(60) },
      { type: 'confirmation_voted', id: 'q', skill_id: 'r', response: 'yes', by: by('ann'), missing: 1 },
      { type: 'confirmation_delegated', id: 'q', skill_id: 'r', to: 'cid', by: by('ben') },
      { type: 'confirmation_escalated', id: 'q', skill_id: 'r', to: [], reason: 'timeout', remaining_seconds: 30, deadline: at(62) },
    );
    const question = view.questions.get('q');
    assert.ok(question);
    assert.equal(question.missing, 1);
    assert.deepEqual(question.votes.map(({ by: who }) => who.name), ['ann']);
    assert.equal(question.claimedBy?.name, 'ann');
    assert.deepEqual(question.delegatedTo, ['cid']);
    assert.ok(question.escalated);
    assert.equal(remaining(question, T0 + 32_000), 30_000);
    const later = fold(
      view,
      [
        { type: 'confirmation_released', id: 'q', skill_id: 'r', by: by('ann'), reason: 'expired', seq: 7, timestamp: at(40) },
        { type: 'confirmation_voted', id: 'q', skill_id: 'r', response: 'no', previous: 'yes', by: by('ann'), missing: 1, seq: 8, timestamp: at(41) },
      ] as unknown as HubMessage[],
      T0,
    ).questions.get('q');
    assert.equal(later?.claimedBy, undefined);
    assert.deepEqual(later?.votes.map(({ response }) => response), ['no']);
  });

  test('stands still while its clock is held', () => {
    const by = { client_id: 'x', name: 'Ann', kind: 'human' };
    const held = after(START, QUESTION, { type: 'confirmation_paused', id: 'q', skill_id: 'r', remaining_seconds: 25, by, resumes_at: at(600) });
    const question = held.questions.get('q');
    assert.ok(question?.paused);
    assert.equal(question.pausedBy?.name, 'Ann');
    assert.equal(remaining(question, T0 + 500_000), 25_000);
    const resumed = fold(held, [{ type: 'confirmation_resumed', id: 'q', skill_id: 'r', remaining_seconds: 25, by, deadline: at(60), seq: 4, timestamp: at(35) } as HubMessage], T0);
    assert.equal(resumed.questions.get('q')?.deadline, T0 + 60_000);
    assert.equal(resumed.questions.get('q')?.pausedBy, undefined);
  });

  test('that is answered is gone, and told who it was', () => {
    const by = { client_id: 'x', name: 'Ann', kind: 'human' };
    const view = after(START, QUESTION, { type: 'confirmation_answered', id: 'q', skill_id: 'r', response: 'yes', remember: 'none', answered_by: by });
    assert.equal(view.questions.size, 0);
    assert.deepEqual(view.settled.get('q')?.outcome, { kind: 'answered', response: 'yes', by });
    assert.equal(view.runs.get('r')?.waits[0]?.to, T0 + 3000);
  });

  test('that a rule decided is told though nobody was asked', () => {
    const by = { client_id: '', name: 'rule-1', kind: 'rule' };
    const view = after(START, { type: 'confirmation_answered', id: 'q', skill_id: 'r', response: 'yes', remember: 'none', answered_by: by, rule_id: 'rule-1', question: QUESTION });
    assert.equal(view.questions.size, 0);
    assert.equal(view.settled.get('q')?.question.prompt, 'Go?');
    assert.deepEqual(view.settled.get('q')?.outcome, { kind: 'answered', response: 'yes', by, ruleId: 'rule-1' });
  });

  test('that is gone from a later snapshot was closed by somebody', () => {
    const view = fold(after(START, QUESTION), [connected({ seq: 9, head: 9 })], T0);
    assert.equal(view.questions.size, 0);
    assert.equal(view.settled.get('q')?.outcome.kind, 'unknown');
  });

  test('that is told again changes nothing but itself', () => {
    const again = { ...QUESTION, replayed: true, timestamp: at(2), remaining_seconds: 7 } as unknown as HubMessage;
    const before = after(START, QUESTION);
    assert.equal(fold(before, [again], T0).questions.get('q')?.remainingMs, 7000);
    assert.equal(fold(EMPTY, [connected(), again], T0).questions.size, 0);
  });
});

describe('a view', () => {
  test('takes nothing twice', () => {
    const view = after(START, { ...STEP, type: 'step_progress', output: 'a' });
    const again = fold(view, told(START, { ...STEP, type: 'step_progress', output: 'a' }), T0);
    assert.equal(again.runs.get('r')?.steps[0]?.log, 'a');
  });

  test('keeps its state when it is resumed', () => {
    const view = fold(after(START), [connected({ seq: 1, head: 1, resumed: true })], T0);
    assert.ok(view.runs.has('r'));
  });

  test('learns how far the hub’s clock is ahead from what is live, not from what it catches up with', () => {
    const open = { ...QUESTION, deadline: at(32), remaining_seconds: 22 } as unknown as OpenQuestion;
    const view = fold(EMPTY, [connected({ seq: 5, head: 5, pending_confirmations: [open] })], T0);
    assert.equal(view.clockAheadMs, 10_000);
    const late = fold(EMPTY, [connected({ resumed: true, head: 100 }), ...told(START)], T0 + 99_000);
    assert.equal(late.clockAheadMs, undefined);
  });

  test('lets a word of a source’s own that looks like an event of another kind pass', () => {
    const view = after(START, { type: 'custom', skill_id: 'r', timestamp: 'soon', status: 'failed' });
    assert.equal(view.runs.get('r')?.status, 'running');
  });

  test('takes ended runs and earlier output from elsewhere', () => {
    const ended = { skill_id: 'old', skill_name: 'o', session_id: '', total_steps: 0, current_step: 0, source: '', inputs: {}, steps: [] };
    const known = after(START, { ...STEP, type: 'step_started' }, { ...STEP, type: 'step_progress', output: 'b' });
    const more = withEnded(known, [{ ...ended, status: 'completed', started_at: at(-60), ended_at: at(-50), total_duration_ms: 1 }]);
    assert.deepEqual([...more.runs.keys()], ['old', 'r']);
    const progress = { ...STEP, type: 'step_progress' as const, output: 'a', seq: 2, timestamp: at(2) };
    assert.equal(withOutput(known, [progress], 2).runs.get('r')?.steps[0]?.log, 'ab');
    assert.equal(withOutput(known, [{ ...progress, timestamp: at(-5) }], 2).runs.get('r')?.steps[0]?.log, 'b');
  });
});
