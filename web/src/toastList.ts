/** Which toasts are on the screen: few, and of many alike one that counts. */

export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'good' | 'bad' | 'heal';
  readonly title: string;
  readonly text: string;
  /** What it is about; of one kind there are at most ALIKE_MAX. */
  readonly kind: string;
  /** For how many things it stands. */
  readonly stands: number;
}

export const TOASTS_MAX = 3;
/** More of one kind at once become one toast. */
const ALIKE_MAX = 2;

const MANY: Record<string, { readonly tone: Toast['tone']; readonly title: string }> = {
  skill_started: { tone: 'plain', title: 'runs started' },
  skill_completed: { tone: 'good', title: 'runs completed' },
  skill_failed: { tone: 'bad', title: 'runs failed' },
  auto_heal_triggered: { tone: 'heal', title: 'repairs began' },
  auto_heal_completed: { tone: 'heal', title: 'repairs ended' },
  confirmation_answered: { tone: 'plain', title: 'questions answered by rules' },
};

/** The list with these toasts, all of one kind. One that stands for many keeps its place and its id while it counts on. */
export function withToasts(now: readonly Toast[], made: readonly Toast[]): readonly Toast[] {
  const kind = made[0]?.kind;
  if (kind === undefined) {
    return now;
  }
  const alike = now.filter((toast) => toast.kind === kind);
  const whole = alike.reduce((sum, toast) => sum + toast.stands, made.length);
  const many = MANY[kind];
  if (whole <= ALIKE_MAX || many === undefined) {
    return [...now, ...made].slice(-TOASTS_MAX);
  }
  const one: Toast = { id: (alike[0] ?? made[0] as Toast).id, kind, tone: many.tone, title: `${whole} ${many.title}`, text: '', stands: whole };
  const place = alike[0];
  const rest = now.filter((toast) => toast.kind !== kind || toast === place).map((toast) => (toast === place ? one : toast));
  return (place === undefined ? [...rest, one] : rest).slice(-TOASTS_MAX);
}
