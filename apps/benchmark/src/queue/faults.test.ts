import { describe, expect, it } from 'vitest';
import { outcomeText, runFaults, type FaultKind } from './testing/faults/run-faults.ts';

const faults: readonly FaultKind[] = [
  'submitter killed',
  'worker killed',
  'disk full',
  'network silent',
  'clock set',
  'worker killed',
  'database killed',
  'connections closed',
];

describe('a queue whose workers, network, disk, clock and database fail', () => {
  it('loses no cell, has none twice, and holds the bytes of one machine', async ({ skip }) => {
    const outcome = await runFaults({
      ...{ seed: 1, evaluations: 6, cells: 15, workers: 2, milliseconds: 250 },
      ...{ faults, pause: 0.5 },
    });
    if (outcome === undefined) {
      skip('PostgreSQL is not installed');
      return;
    }
    process.stderr.write(outcomeText(outcome));
    expect(outcome).toMatchObject({ cells: 90, lost: 0, twice: 0, different: 0, mismatches: 0, halves: 0 });
    for (const kind of faults.filter((one) => one !== 'disk full')) {
      expect(outcome.faults[kind]).toBe(faults.filter((one) => one === kind).length);
    }
  }, 300_000);
});
