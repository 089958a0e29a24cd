import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { ageBands } from '../../tables/age-bands.ts';
import { assertKnownOptions } from '../../internals/assert-known-options.ts';
import { DatasetError } from '../../internals/dataset-error.ts';
import type { LoadedDataset } from '../../dataset/dataset.ts';
import { favourableLabels } from '../../tables/favourable-labels.ts';
import { randomGenerator } from '../../internals/random-generator.ts';
import type { TableColumn, Table } from '../../tables/table.ts';
import { boundaryScores } from './boundary-scores.ts';
import type { Boundary } from './boundary.ts';
import { syntheticAbout } from './synthetic-about.ts';
import { syntheticFeatures } from './synthetic-features.ts';
import { syntheticPolicies } from './synthetic-policies.ts';
import { syntheticBoundaries, type BoundaryShape } from './synthetic-boundaries.ts';

export interface SyntheticDatasetOptions {
  readonly shape: BoundaryShape;
  /** Rows; a whole number ≥ 20. Default 2000. */
  readonly rows?: number;
  /** A whole number in 0 … 2³² − 1. Default 0. */
  readonly seed?: number;
  /** Share of labels that are flipped at random, 0 to 0.5. Default 0: the boundary decides every label. */
  readonly noise?: number;
}

/** A generated data set whose true boundary is known. */
export interface SyntheticDataset extends LoadedDataset {
  readonly boundary: Boundary;
}

const education = ['none', 'school', 'college', 'university'];
const housing = ['rent', 'own', 'free'];
/**
 * Generates applicants with numeric, ordinal, categorical and immutable features, labelled by a known boundary: a
 * ground truth for solvers and certificates. Same options, same bits.
 *
 * @throws DatasetError where an option is out of range or unknown.
 */
export function syntheticDataset(options: SyntheticDatasetOptions): SyntheticDataset {
  assertKnownOptions('syntheticDataset', options, ['shape', 'rows', 'seed', 'noise']);
  const { shape, rows = 2000, seed = 0, noise = 0 } = options;
  if (!Object.hasOwn(syntheticBoundaries, shape)) {
    throw outOfRange('shape', Object.keys(syntheticBoundaries).join(' or '), shape);
  }
  if (!Number.isInteger(rows) || rows < 20) throw outOfRange('rows', 'a whole number ≥ 20', rows);
  if (!(noise >= 0 && noise <= 0.5)) throw outOfRange('noise', '0 to 0.5', noise);
  const generator = randomGenerator('syntheticDataset', seed);
  const uniform = (low: number, high: number) => low + (high - low) * uniformFloat64(generator);
  const normal = (mean: number, deviation: number, [low, high]: readonly [number, number]) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    const value = mean + deviation * radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
    return Math.min(high, Math.max(low, value));
  };
  const number = (draw: () => number): TableColumn => ({
    kind: 'number',
    values: Float64Array.from({ length: rows }, draw),
  });
  const level = (levels: readonly string[]): TableColumn => ({
    kind: 'level',
    levels,
    codes: Int32Array.from({ length: rows }, () => uniformInt(generator, 0, levels.length - 1)),
  });
  const inputs: Table = {
    rows,
    columns: {
      income: number(() => normal(50, 20, [0, 150])),
      debt: number(() => normal(20, 10, [0, 60])),
      tenure: number(() => uniform(0, 20)),
      age: number(() => uniformInt(generator, 18, 80)),
      education: level(education),
      housing: level(housing),
    },
  };
  const boundary = syntheticBoundaries[shape];
  const codes = Int32Array.from(boundaryScores(boundary, inputs), (score) => {
    const flipped = uniformFloat64(generator) < noise;
    return score >= 0 !== flipped ? 1 : 0;
  });
  const decision: TableColumn = { kind: 'level', levels: ['denied', 'approved'], codes };
  const table: Table = { rows, columns: { ...inputs.columns, decision } };
  const label = { column: 'decision', favourable: 'approved', unfavourable: 'denied' };
  return {
    ...syntheticAbout(shape),
    table,
    features: syntheticFeatures,
    y: favourableLabels(table, label),
    label,
    subgroups: { 'age band': ageBands(table, 'age') },
    sparsity: 3,
    split: { kind: 'stratified', test: 0.3 },
    policies: syntheticPolicies,
    warnings: [],
    boundary,
  };
}

function outOfRange(option: string, expected: string, got: unknown): DatasetError {
  return new DatasetError(
    `syntheticDataset: ${option} (expected ${expected}, got ${String(got)}). Correct it.`,
  );
}
