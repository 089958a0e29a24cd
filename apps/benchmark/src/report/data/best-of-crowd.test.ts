import { expect, it } from 'vitest';
import { sampleReportCell } from '../../testing/sample-report-cells.ts';
import { reportTables } from './report-cells.ts';
import { bestOfCrowd, crowdNote } from './best-of-crowd.ts';

const rowsOf = (count: number) => {
  const changed = Array.from({ length: count }, (_, at) => ({
    ...sampleReportCell({ method: 'cfq', seed: 0, overrides: { allocator: `own-${at}` } }),
    // The last is the best.
    faithfulnessError: (count - at) / count,
  }));
  const cells = changed.map((cell) => ({
    ...cell,
    margins: cell.margins.map((margin) => ({ ...margin, faithfulnessError: cell.faithfulnessError })),
  }));
  const plain = sampleReportCell({ method: 'kd', seed: 0 });
  const [table] = reportTables([plain, ...cells], { ownTeacher: () => false });
  return { title: 'one', rows: table!.methods };
};

it('of many rows the methods as they are and the best of changed recipes stay, in their order', () => {
  const crowd = rowsOf(40);
  const kept = bestOfCrowd(crowd).rows.map(({ method }) => method);
  expect(kept).toEqual(['kd', ...Array.from({ length: 29 }, (_, at) => `cfq, allocator=own-${at + 11}`)]);
  expect(crowdNote([crowd])).toContain('30 in all');
});

it('few rows stay as they are, and nothing is said', () => {
  const few = rowsOf(29);
  expect(bestOfCrowd(few)).toBe(few);
  expect(crowdNote([few])).toBe('');
});
