import type { AuditProgress } from '@cfq/audit';
import type { Progress } from '../../command-line/progress.ts';

/** Steps of an audit with what they are called, and about how much of its time they take. */
const steps = {
  teacher: { label: 'what the teacher decides and promises', weight: 42 },
  student: { label: 'what the student makes of it', weight: 38 },
  numbers: { label: 'numbers and their intervals', weight: 6 },
  reasons: { label: 'reasons for denials', weight: 8 },
  runtimes: { label: 'other runtimes', weight: 4 },
  findings: { label: 'findings', weight: 2 },
} as const satisfies Record<AuditProgress['step'], { label: string; weight: number }>;

/** Tells how far an audit is: a bar on a terminal, a line for each step elsewhere. */
export function stepProgress(progress: Progress): (step: AuditProgress) => void {
  const order = Object.keys(steps) as AuditProgress['step'][];
  let reached = 0;
  let current: AuditProgress['step'] | undefined;
  return ({ step, share }) => {
    if (current === undefined) progress.start(100);
    if (step !== current) {
      current = step;
      progress.stage(steps[step].label);
      progress.line(steps[step].label);
    }
    const before = order.slice(0, order.indexOf(step)).reduce((sum, one) => sum + steps[one].weight, 0);
    const now = before + share * steps[step].weight;
    if (now > reached) progress.advance(now - reached);
    reached = Math.max(reached, now);
  };
}
