import { preparedEager } from './eager/prepare-eager.ts';

/** One line for program output: which engine runs jitted functions here, and why. */
export function executorInUse(): string {
  const eager = preparedEager();
  if (eager === undefined) return 'executor: none yet (nothing has run)';
  return `executor: TF.js eager on backend ${eager.name} (${eager.reason})`;
}
