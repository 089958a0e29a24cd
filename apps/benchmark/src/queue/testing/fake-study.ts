import type { PlannedCell } from '../../runner/plan-cells.ts';
import type { StoredPlan } from '../../store/stored-plan.ts';
import { sampleSettings, sampleSpecification } from '../../testing/sample-cell.ts';
import type { ComputedCell } from '../commit-cell.ts';

/** The version of the code by which nothing is computed. */
export const fakeVersion = 'fake';

/** A plan of cells that are never computed: as many evaluations with as many cells each. */
export function fakeStudy({
  evaluations,
  cells: each,
  family = 'fake',
}: {
  readonly evaluations: number;
  readonly cells: number;
  readonly family?: string;
}) {
  const cells = Array.from({ length: evaluations * each }, (_, place): PlannedCell => {
    const evaluation = `${family}-${place % evaluations}`;
    const settings = sampleSettings({ seed: place });
    const stem = `${evaluation}-${place}`;
    return {
      stem,
      hash: `hash-${stem}`,
      settings,
      specification: sampleSpecification({ settings, codeVersion: fakeVersion }),
      shared: {
        teacher: evaluation,
        reference: evaluation,
        trainingRecourse: evaluation,
        recourse: evaluation,
      },
    };
  });
  const plan: StoredPlan = {
    ...{ family, title: family, command: 'cfq run', codeVersion: fakeVersion, quick: false },
    cells: cells.map(({ stem, hash, settings, shared }) => ({ stem, hash, settings, shared })),
  };
  return { plan, cells, weightOf: () => 1 };
}

/** What a fake cell comes to: always the same bytes. */
export function fakeResult(hash: string): ComputedCell {
  return { file: JSON.stringify({ hash }), record: Buffer.from(`record of ${hash}`) };
}

/** How two fake results differ. */
export function fakeDifference(known: ComputedCell, computed: ComputedCell): string[] {
  return known.file === computed.file ? [] : ['file'];
}

/** What a submission asks of workers. */
export const fakeRequest = { records: true, data: {}, plugins: [] };

/** Paces at which a dead worker is noticed within two seconds. */
export const quickPace = { poll: 0.05, beat: 0.3, silence: 1.5, watch: 0.5 };
