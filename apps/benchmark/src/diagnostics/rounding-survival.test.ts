import { networkOfModel } from '@cfq/training';
import { decodeWeights } from '@cfq/network';
import { expect, it } from 'vitest';
import { roundingSurvivalSchema } from '../cells/diagnostics/rounding-survival-schema.ts';
import { smallMargin, smallStudy } from '../testing/small-study.ts';
import { roundingSurvival } from './rounding-survival.ts';

it('counts promises that hold on every rounding, fewer with fewer bits, and none that a rounding breaks', async () => {
  const study = await smallStudy(3);
  const found = roundingSurvivalSchema.parse(await roundingSurvival(study, { bits: [3, 8, 16] }));
  expect(found.margins.map(({ kappa }) => kappa)).toEqual(study.margins);
  const { layers } = networkOfModel(study.teacher.model, study.teacher.parameters);
  for (const [level, { n, bits }] of found.margins.entries()) {
    const { valid } = study.evaluated.actions[level]!;
    const rows = [...valid.keys()].filter((row) => valid[row] === 1);
    expect(n).toBe(rows.length);
    expect(bits[0]!.nearest!).toBeLessThanOrEqual(bits[1]!.nearest!);
    expect(bits[1]!.nearest!).toBeLessThanOrEqual(bits[2]!.nearest!);
    for (const { bits: width, nearest, either } of bits) {
      expect(either!).toBeLessThanOrEqual(nearest!);
      // One rounding, made by hand: no fewer may hold on it.
      const parameters = Object.fromEntries(
        layers.map(({ weight, bias }, at) => {
          const { data, shape } = decodeWeights(weight);
          const outputs = shape[1]!;
          const steps = Array.from(
            { length: outputs },
            (_, j) =>
              Math.max(...data.filter((_, i) => i % outputs === j).map(Math.abs)) / (2 ** (width - 1) - 1),
          );
          const rounded = data.map(
            (value, i) => Math.round(value / steps[i % outputs]!) * steps[i % outputs]!,
          );
          const [name, given] = Object.entries(study.teacher.parameters)[at]!;
          return [
            name,
            { ...given, weight: { data: rounded, shape }, bias: { data: bias, shape: [outputs] } },
          ];
        }),
      ) as typeof study.teacher.parameters;
      const { data } = study.evaluated.recourse[level]!.x;
      const kept = rows.filter(
        (row) => smallMargin(parameters, Array.from(data.subarray(5 * row, 5 * row + 5))) > 0,
      );
      expect(nearest!).toBeLessThanOrEqual(kept.length / n);
    }
  }
  // At 16 bits a promise with a margin is safe.
  expect(found.margins[1]!.bits[2]!.nearest).toBe(1);
});
