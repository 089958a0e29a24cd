import { ndarray, randomStream } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { decode, uniformSymmetric } from '@cfq/quantizers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ptqAwqMethod } from '../../methods/ptq-awq.ts';
import { mlp } from '../../model/mlp.ts';
import { networkOfModel } from '../../model/network-of-model.ts';
import { codesOf, layerOf } from '../../test-help/layer-of.ts';
import { correlated, errorsOnRows } from '../../test-help/layer-errors.ts';
import { syntheticProblem } from '../../test-help/synthetic-problem.ts';
import { trainStudent } from '../../student/train-student.ts';
import { trainTeacher } from '../../teachers/train-teacher.ts';
import type { Teacher } from '../../model/teacher.ts';
import { activationAware } from './activation-aware.ts';
import { activationScales } from './activation-scales.ts';
import { gptq } from './gptq.ts';
import { scaledUnits } from './scaled-units.ts';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('scaled hidden units', () => {
  it('leave a model the function that it is', () => {
    const model = mlp({ inputWidth: 5, hidden: [6, 4] });
    const x = randomStream(1).normal([20, 5]);
    const parameters = model.init(randomStream(2));
    const spread = randomStream(3).normal([6]).data;
    const factors = Array.from(spread, (value) => Math.exp(2 * value));
    const scaled = scaledUnits(parameters, { layer: 'dense0', next: 'dense1', factors });
    expect(scaled['dense0']!.weight.data[0]).not.toBe(parameters['dense0']!.weight.data[0]);
    const [before, after] = [parameters, scaled].map((one) => referenceLogits(networkOfModel(model, one), x));
    before!.data.forEach((logit, at) => expect(after!.data[at]).toBeCloseTo(logit, 4));
  });
});

describe('activation scales', () => {
  const quantization = {
    quantizer: uniformSymmetric,
    perChannel: true,
    scaleInit: 'quantizer',
    bits: 3,
  } as const;
  const weight = randomStream(4).normal([8, 5]);
  const inputs = correlated(5, 60, 8);
  // One input is a hundred times the others, and one never occurs.
  for (let row = 0; row < 60; row += 1) {
    inputs.data[8 * row + 2]! *= 100;
    inputs.data[8 * row + 6] = 0;
  }

  it('are the best of the powers that are tried, by the outputs on the rows', () => {
    const factors = activationScales(weight, inputs, quantization);
    const errorUnder = (some: ArrayLike<number>): number => {
      const by = (at: number): number => some[Math.floor(at / 5)]!;
      const scaled = ndarray(
        Float32Array.from(weight.data, (value, at) => value * by(at)),
        [8, 5],
      );
      const learned = uniformSymmetric.init(scaled, 3, { axis: 1 });
      const back = decode(uniformSymmetric.encode(scaled, learned, 3)).data.map(
        (value, at) => value / by(at),
      );
      return total(errorsOnRows(inputs, weight, ndarray(back, [8, 5])));
    };
    const means = Array.from({ length: 8 }, (_, i) =>
      total(Array.from({ length: 60 }, (_row, row) => Math.abs(inputs.data[8 * row + i]!) / 60)),
    );
    const powers = Array.from({ length: 11 }, (_, tenths) =>
      means.map((mean) => (mean > 0 ? mean ** (tenths / 10) : 1)),
    );
    // The unit of the factors is absorbed by the step, but for the input that never occurs.
    const errors = powers.map(errorUnder);
    const found = errorUnder(factors);
    expect(found).toBeLessThan(0.2 * errors[0]!);
    expect(found).toBeLessThanOrEqual(1.3 * Math.min(...errors));
    expect(factors[6]).toBe(1);
    expect(factors[2]! / factors[0]!).toBeGreaterThan(3);
  });

  it('are all 1 where every input is as large', () => {
    const even = ndarray(
      Float32Array.from({ length: 64 }, (_, at) => (at % 9 === 0 ? 1 : 0)),
      [8, 8],
    );
    expect([...activationScales(weight, even, quantization)]).toEqual(new Array(8).fill(1));
  });
});

describe('activation-aware rounding', () => {
  const { dataset, model } = syntheticProblem();
  let teacher: Teacher;
  beforeAll(async () => {
    teacher = await trainTeacher({ model, dataset, seed: 0 });
  }, 60_000);

  it('leaves the first layer’s codes as they are, folds its scales into biases, and settles codes by any stage', async () => {
    const made = async (round = ptqAwqMethod.round) => {
      const student = await trainStudent({
        method: { ...ptqAwqMethod, round },
        ...{ teacher, dataset, budgetBits: 3, seed: 0 },
      });
      if (student.kind !== 'quantized') throw new Error('quantized');
      return student.deployed;
    };
    const deployed = await made();
    const { weight, bias } = teacher.parameters['dense0']!;
    const learned = uniformSymmetric.initLeastSquares!(weight, 3, { axis: 1 });
    const plain = uniformSymmetric.encode(weight, learned, 3);
    const { codes, scale } = codesOf(deployed, 'dense0');
    const differing = codes.filter((code, at) => code !== plain.codes[at]).length;
    expect(differing / codes.length).toBeLessThan(0.02);
    // A unit's step and bias are divided by the same factor.
    layerOf(deployed, 'dense0').bias.forEach((value, unit) => {
      if (Math.abs(bias.data[unit]!) < 1e-3) return;
      const factor = bias.data[unit]! / value;
      expect(plain.scale[unit]! / scale[unit]! / factor).toBeCloseTo(1, 1);
    });
    const { codes: nearest } = codesOf(deployed, 'dense1');
    const carried = await made(activationAware({ then: gptq() }));
    expect(codesOf(carried, 'dense1').codes).not.toEqual(nearest);
  }, 60_000);
});
