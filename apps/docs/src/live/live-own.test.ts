import { readFileSync } from 'node:fs';
import { referenceLogits, decodeWeights } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { DocsError } from '../docs-error.ts';
import { liveAdviser } from './live-advice.ts';
import { liveMargin } from './live-model.ts';
import { ownScene, roundedNetwork } from './live-own.ts';
import { restoreNetwork } from './stored-network.ts';

const file = (path: string) => ({
  name: path.split('/').at(-1)!,
  bytes: new Uint8Array(
    readFileSync(new URL(`../../../../examples/foreign-models/${path}`, import.meta.url)),
  ),
});
const csv = file('applicants.csv');
const schema = file('applicants.yaml');

describe('a model of one’s own', () => {
  it('is helped with as the examples are, and stands beside its smaller self and its rounded ones', async () => {
    const model = file('scikit-learn/pipeline-mlp.onnx');
    const smaller = file('scikit-learn/pipeline-mlp.onnx');
    const { start, teacher, students } = await ownScene({ model, smaller, csv, schema });
    const network = restoreNetwork(teacher);
    expect(start.people.length).toBe(60);
    expect(start.margins.every((margin) => margin <= 0)).toBe(true);
    // As the documents print it: line 2 is denied with a margin of −1.321, and savings are enough.
    expect(start.margins[0]).toBeCloseTo(-1.321, 3);
    const rules = { kappa: 0.2, lock: [], caps: {}, forbidden: {}, efforts: {} };
    const answer = await liveAdviser(start, network)({ ...rules, values: start.people[0]!, ways: 1 });
    expect(answer.changes).toMatchObject([{ feature: 'savings', from: 'below 100', to: '500 to 1000' }]);
    const eight = students.find(({ bits }) => bits === 8)!.students;
    expect(eight.map(({ method }) => method)).toEqual(['rounded', 'pipeline-mlp.onnx']);
    const margins = eight.map((one) =>
      liveMargin(restoreNetwork(one.network), start.featureSpace, answer.values),
    );
    expect(margins[0]).toBeCloseTo(answer.margin, 1);
    expect(margins[1]).toBe(answer.margin);
  });

  it('is refused where nothing could be proven of it', async () => {
    const model = file('scikit-learn/pipeline-forest.onnx');
    await expect(ownScene({ model, csv, schema })).rejects.toThrow(DocsError);
    await expect(ownScene({ model, csv, schema })).rejects.toThrow(/pipeline-forest.onnx is a network/);
  });

  it('is rounded to levels no further apart than its range allows', async () => {
    const { teacher } = await ownScene({ model: file('scikit-learn/pipeline-mlp.onnx'), csv, schema });
    const network = restoreNetwork(teacher);
    for (const bits of [8, 4, 3, 2] as const) {
      const rounded = roundedNetwork(network, bits);
      rounded.layers.forEach(({ weight }, at) => {
        const own = decodeWeights(network.layers[at]!.weight);
        const levels = decodeWeights(weight);
        const [, outputs = 1] = own.shape;
        for (let channel = 0; channel < outputs; channel += 1) {
          const column = (data: ArrayLike<number>) =>
            Array.from({ length: data.length / outputs }, (_, row) => data[row * outputs + channel]!);
          expect(new Set(column(levels.data)).size).toBeLessThanOrEqual(2 ** bits);
        }
      });
      const zeros = {
        data: new Float32Array(
          network.layers[0]!.weight.kind === 'float' ? network.layers[0]!.weight.values.shape[0]! : 0,
        ),
        shape: [1, decodeWeights(network.layers[0]!.weight).shape[0]!],
      };
      expect(referenceLogits(rounded, zeros).data.every(Number.isFinite)).toBe(true);
    }
  });
});
