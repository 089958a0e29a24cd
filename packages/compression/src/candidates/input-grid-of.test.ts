import type { Split } from '@cfq/datasets';
import { ndarray } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inputGridOf } from './input-grid-of.ts';

const rules = (lower: number, upper: number) =>
  actionSet({
    width: 1,
    sparsity: 1,
    features: [
      {
        ...{ name: 'income', kind: 'numeric', start: 0, width: 1, lower, upper },
        ...{ immutable: false, direction: 'any' },
      },
    ],
  });
const part = (values: readonly number[]): Split => ({
  x: ndarray([...values], [values.length, 1]) as Split['x'],
  y: new Int32Array(values.length),
  rows: new Int32Array(values.length),
  subgroups: {},
});

it('holds what people have and may reach within a step, and the numbers of categories exactly', () => {
  const value = fc.float({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), value, value, (values, one, other) => {
      const [lower, upper] = [Math.min(one, other), Math.max(one, other)];
      const rows = part(values);
      const { scale, zeroPoint } = inputGridOf(
        { train: rows, validation: rows, test: rows, featureSpace: { width: 1, features: [], sparsity: 1 } },
        rules(lower, upper),
      );
      const on = (x: number) =>
        (Math.min(Math.max(Math.round(x / scale) + zeroPoint, 0), 2 ** 16 - 1) - zeroPoint) * scale;
      for (const x of [...values, lower, upper]) expect(Math.abs(on(x) - x)).toBeLessThanOrEqual(scale);
      expect([on(0), on(1)]).toEqual([0, 1]);
      expect(Number.isInteger(zeroPoint)).toBe(true);
      expect(Math.fround(scale)).toBe(scale);
    }),
  );
});
