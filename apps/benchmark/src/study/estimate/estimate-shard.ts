import { grouped } from '../../cells/grouped.ts';
import type { PlannedCell } from '../../runner/plan-cells.ts';
import type { Phase } from '../../runner/timing.ts';
import type { ExpectedTime } from './cell-rates.ts';

/** About what a part of a plan takes. Plain data. */
export interface ShardEstimate {
  readonly cells: number;
  readonly teachers: number;
  /** Seconds of one process. */
  readonly seconds: number;
  /** Seconds by the clock with the processes that were asked for. */
  readonly wallSeconds: number;
}

/** What is computed once for the cells that share it. */
const sharedPhases = ['teacher', 'reference', 'trainingRecourse', 'recourse'] as const satisfies Phase[];
const ownPhases = ['student', 'evaluate', 'diagnostics'] as const satisfies Phase[];

/**
 * About what some cells take in one place: what they share once, the rest each. With several processes, evaluations go to
 * whichever is free, the longest first (Graham 1969), and a teacher is trained with the first of its own.
 *
 * @param expected what a cell takes by itself, with all it shares
 * @param jobs processes at a time
 */
export function estimateShard(
  cells: readonly PlannedCell[],
  expected: (cell: PlannedCell) => ExpectedTime,
  jobs: number,
): ShardEstimate {
  const counted = new Set<string>();
  const lengths = grouped(cells, ({ shared }) => [shared.recourse]).map((group) => {
    let sum = 0;
    for (const phase of sharedPhases) {
      const longest = new Map<string, number>();
      for (const cell of group) {
        const key = `${phase} ${cell.shared[phase]}`;
        longest.set(key, Math.max(longest.get(key) ?? 0, expected(cell).seconds[phase]));
      }
      for (const [key, seconds] of longest) {
        // A phase that no cell of a group needs is left to one that does.
        if (counted.has(key) || seconds === 0) continue;
        counted.add(key);
        sum += seconds;
      }
    }
    for (const cell of group) {
      const { seconds } = expected(cell);
      for (const phase of ownPhases) sum += seconds[phase];
    }
    return sum;
  });
  const processes = Array.from({ length: jobs }, () => 0);
  for (const length of [...lengths].sort((one, other) => other - one)) {
    const free = processes.indexOf(Math.min(...processes));
    processes[free] = processes[free]! + length;
  }
  return {
    cells: cells.length,
    teachers: new Set(cells.map(({ shared }) => shared.teacher)).size,
    seconds: lengths.reduce((sum, one) => sum + one, 0),
    wallSeconds: Math.max(...processes),
  };
}
