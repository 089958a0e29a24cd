import { describe, expect, it } from 'vitest';
import type { Cell } from '../cells/cell.ts';
import type { GivenSettings } from '../cells/cell-settings.ts';
import { sharedKeyOf } from '../cells/shared-key.ts';
import { sampleCell, sampleSettings } from '../testing/sample-cell.ts';
import { planStatus } from './plan-status.ts';
import type { PlanOnDisk } from './read-plans.ts';

const seconds = {
  teacher: 1,
  reference: 0,
  trainingRecourse: 0,
  recourse: 2,
  student: 3,
  evaluate: 4,
  diagnostics: 0,
  total: 10,
};
const ownSeconds = seconds.student + seconds.evaluate;

/** Methods called `r-…` train teachers of their own. */
const teacherOf = ({ method }: { method: string }) => (method.startsWith('r-') ? method : 'standard');

function planned(changes: Partial<GivenSettings>) {
  const settings = sampleSettings(changes);
  return { stem: '', hash: '', settings, shared: sharedKeyOf(settings, teacherOf) };
}

function done(changes: Partial<GivenSettings>, took: Partial<Cell['seconds']> = {}) {
  const one = planned(changes);
  const cell = sampleCell({ settings: one.settings, seconds: { ...seconds, ...took } });
  return { ...one, state: 'done' as const, recordPath: undefined, cell };
}

const pending = (changes: Partial<GivenSettings>) => ({ ...planned(changes), state: 'pending' as const });

const statusOf = (...cells: PlanOnDisk['cells'][number][]) =>
  planStatus({ family: 'main', title: '', command: '', codeVersion: 'c0de', quick: false, cells });

describe('planStatus', () => {
  it('counts a shared teacher once, and expects the rest to take as long as what was like it', () => {
    const status = statusOf(
      done({ method: 'lsq' }),
      done({ method: 'cfq' }, { student: 13 }),
      ...['lsq', 'cfq', 'kd'].map((method) => pending({ method, seed: 1 })),
    );
    expect(status).toMatchObject({ cells: 5, done: 2, pending: 3, codeVersions: { c0de: 2 } });
    expect(status.seconds).toEqual({ spent: 3 + 7 + 17, left: 7 + 17 + 12 });
  });

  const sharing: readonly (readonly [string, readonly Partial<GivenSettings>[], number])[] = [
    ['another teacher for each way of training it', [{}, { method: 'r-margin' }], 2 * 3],
    ['another teacher for each of its options', [{}, { teacherOptions: { decay: 0 } }], 2 * 3],
    ['its recourse for each shift of the rows', [{}, { shift: { kind: 'feature-noise', strength: 1 } }], 5],
    ['its recourse for each list of margins', [{}, { margins: [0, 0.4] }], 5],
    ['its recourse for each cost', [{}, { cost: 'l2' }], 5],
    ['nothing more for another budget', [{}, { budgetBits: 2 }], 3],
  ];
  it.each(sharing)('counts %s', (_, settings, shared) => {
    expect(statusOf(...settings.map((one) => done(one))).seconds.spent).toBe(
      shared + settings.length * ownSeconds,
    );
  });

  it('counts actions for training rows once for each number of steps', () => {
    const steps = [1, 2, 2].map((count) =>
      done({ method: 'cfq', teacherActions: { steps: count } }, { trainingRecourse: count }),
    );
    const { spent } = statusOf(done({}), ...steps).seconds;
    expect(spent).toBe(3 + (1 + 2) + 4 * ownSeconds);
  });

  it('does not guess where nothing is done', () => {
    expect(statusOf(pending({}), pending({ seed: 1 })).seconds).toEqual({ spent: 0, left: null });
  });
});
