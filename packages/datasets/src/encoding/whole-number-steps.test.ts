import { describe, expect, it } from 'vitest';

import type { Table } from '../tables/table.ts';
import type { Feature, FeatureSpace } from './feature-space.ts';
import { wholeNumberSteps } from './whole-number-steps.ts';

const feature = (name: string, more: Partial<Feature> = {}): Feature => ({
  ...{ name, kind: 'numeric', start: 0, width: 1, offset: 0, scale: 1, lower: -9, upper: 9 },
  ...{ immutable: false, direction: 'any' },
  ...more,
});
const space = (...features: Feature[]): FeatureSpace => ({ width: features.length, features, sparsity: 3 });
const table = (columns: Readonly<Record<string, number[]>>): Table => ({
  rows: 3,
  columns: Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      { kind: 'number', values: Float64Array.from(values) },
    ]),
  ),
});

describe('wholeNumberSteps', () => {
  it('finds columns of whole numbers, whatever is missing', () => {
    const columns = table({
      children: [2, NaN, 0],
      rate: [1, 2.5, 3],
      empty: [NaN, NaN, NaN],
      debt: [-3, 1e6, 7],
    });
    const features = ['children', 'rate', 'empty', 'debt'].map((name) => feature(name));
    expect(wholeNumberSteps(space(...features), columns)).toEqual({ children: 1, debt: 1 });
  });

  it('looks at the rows it is given', () => {
    const columns = table({ rate: [1, 2.5, 3] });
    expect(wholeNumberSteps(space(feature('rate')), columns, [0, 2])).toEqual({ rate: 1 });
    expect(wholeNumberSteps(space(feature('rate')), columns, Int32Array.of(1))).toEqual({});
  });

  it('leaves steps that are declared, levels and columns that it does not know', () => {
    const columns = table({ loan: [50, 100, 150], school: [0, 1, 2] });
    const features = [feature('loan', { step: 50 }), feature('school', { kind: 'ordinal' }), feature('gone')];
    expect(wholeNumberSteps(space(...features), columns)).toEqual({});
  });
});
