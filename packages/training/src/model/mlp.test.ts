import { jit, ndarray, randomStream } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { logisticRegression } from './logistic-regression.ts';
import { mlp } from './mlp.ts';
import type { ModelParameters } from './model.ts';

describe('mlp', () => {
  const model = mlp({ inputWidth: 3, hidden: [4, 2] });

  it('counts the weights of every matrix and no bias', () => {
    expect(model.layers).toEqual([
      { layer: 'dense0', parameters: 12 },
      { layer: 'dense1', parameters: 8 },
      { layer: 'dense2', parameters: 4 },
    ]);
    expect(model.hiddenLayers).toEqual(['dense0', 'dense1']);
    expect(model.name).toBe('mlp:3-4-2-2');
  });

  it('is affine, ReLU, affine, …: checked by hand', async () => {
    const parameters = model.init(randomStream(3));
    const x = [0.5, -1, 2];
    const run = jit((p: ModelParameters<tf.Tensor>, rows: tf.Tensor2D) => model.apply(p, rows), {
      name: 'mlp test',
    });
    const { data } = await run(parameters, ndarray(x, [1, 3]));
    await run.dispose();
    let h = x;
    for (const { layer } of model.layers) {
      const { weight, bias } = parameters[layer]!;
      const [inputs = 0, outputs = 0] = weight.shape;
      const sum = Array.from({ length: outputs }, (_, j) =>
        Array.from({ length: inputs }, (_i, i) => h[i]! * weight.data[i * outputs + j]!).reduce(
          (a, b) => a + b,
          bias.data[j]!,
        ),
      );
      h = layer === 'dense2' ? sum : sum.map((value) => Math.max(0, value));
    }
    h.forEach((value, c) => expect(data[c]).toBeCloseTo(value, 5));
  });

  it('offers every matrix and hidden output to the quantizer, never a bias', async () => {
    const seen: string[] = [];
    const run = jit(
      (p: ModelParameters<tf.Tensor>, rows: tf.Tensor2D) =>
        model.apply(p, rows, {
          weight: (value, layer) => (seen.push(`weight ${layer}`), value),
          activation: (value, layer) => (seen.push(`activation ${layer}`), value),
        }),
      { name: 'mlp hook test' },
    );
    await run(model.init(randomStream(0)), ndarray([1, 2, 3], [1, 3]));
    await run.dispose();
    expect(seen.slice(0, 5)).toEqual([
      'weight dense0',
      'activation dense0',
      'weight dense1',
      'activation dense1',
      'weight dense2',
    ]);
  });

  it('the same stream gives the same bits, another seed others', () => {
    expect(model.init(randomStream(3))).toEqual(model.init(randomStream(3)));
    expect(model.init(randomStream(3))).not.toEqual(model.init(randomStream(4)));
  });

  it('refuses widths that are none', () => {
    expect(() => mlp({ inputWidth: 3, hidden: [0] })).toThrow('mlp: every width must be a positive integer');
    expect(() => mlp({ inputWidth: 3, classes: 1 })).toThrow('mlp: a classifier has at least two classes');
  });
});

describe('logisticRegression', () => {
  it('has one matrix and nothing hidden', () => {
    const model = logisticRegression({ inputWidth: 5 });
    expect(model.name).toBe('logistic:5-2');
    expect(model.layers).toEqual([{ layer: 'dense0', parameters: 10 }]);
    expect(model.hiddenLayers).toEqual([]);
  });
});
