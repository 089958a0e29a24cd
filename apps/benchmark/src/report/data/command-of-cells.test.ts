import { expect, it } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { commandProblems } from '../../command-problems.ts';
import { sampleCell } from '../../testing/sample-cell.ts';
import { commandOfCells } from './command-of-cells.ts';

const german = (changes: Partial<Cell>): Cell => sampleCell({ dataset: 'german', ...changes });

it('is the command that measures the cells, and can be run', () => {
  const command = commandOfCells([
    ...[0, 1, 2, 3, 7].map((seed) => german({ method: 'lsq', seed })),
    german({ method: 'fp32', budgetBits: 32 }),
  ]);
  expect(command).toBe(
    'cfq run --dataset german --method lsq,fp32 --bits 4 --seeds 0-3,7 --backbone mlp:8 --margins 0,0.2',
  );
  expect(commandProblems(command.split(' ').slice(1))).toEqual([]);
});
