import { ndarray, randomStream } from '@cfq/jit';
import {
  denseNetwork,
  networkFromScikitLearn,
  referenceLogits,
  type ColumnGrid,
  type DenseLayer,
  type Network,
} from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { networkOfModel } from '../model/network-of-model.ts';
import { predictModel } from '../model/model-logits.ts';
import { TrainingError } from '../training-error.ts';
import { teacherFromNetwork } from './teacher-from-network.ts';

const stream = randomStream(3, 'network');
const network = denseNetwork([
  { name: 'first', weight: stream.normal([4, 6]), bias: stream.normal([6]) },
  { name: 'second', weight: stream.normal([6, 3]), bias: stream.normal([3]) },
  { name: 'last', weight: stream.normal([3, 2]), bias: stream.normal([2]) },
]);
const x = stream.normal([50, 4]);

const inputGrid: ColumnGrid = {
  ...{ scale: Float32Array.of(0.1, -0.2, 0.3, 0.05), offset: Float32Array.of(0.5, 0, 0, 1) },
  ...{ lowest: -20, highest: 11 },
};

/** Layers whose outputs, and sums if asked for, are rounded; the last one's outputs are not. */
function rounded({ layers }: Network, sums: boolean): DenseLayer[] {
  return layers.slice(0, sums ? 3 : 2).map((layer, index) => ({
    ...layer,
    grid: index < 2 ? { scale: 0.125, bits: 4 } : null,
    sumGrids: sums
      ? [0.0625, 0.125].map((scale) => ({
          ...{ scale, lowest: -50, highest: 60 },
          bias: Float32Array.from(stream.split('before', index).normal([layer.bias.length]).data),
        }))
      : [],
  }));
}

describe('teacherFromNetwork', () => {
  it('decides as the network does, and becomes it again', async () => {
    const teacher = teacherFromNetwork(network);
    expect(teacher.model.name).toBe('mlp:4-6-3-2');
    const found = await predictModel(teacher.model, teacher.parameters, x);
    const expected = referenceLogits(network, x);
    expect(found.shape).toEqual(expected.shape);
    found.data.forEach((value, at) => expect(value).toBeCloseTo(expected.data[at]!, 4));
    const names = ['dense0', 'dense1', 'dense2'];
    expect(networkOfModel(teacher.model, teacher.parameters)).toEqual({
      ...network,
      layers: network.layers.map((layer, index) => ({ ...layer, name: names[index] })),
    });
  });

  it.each<[string, Network]>([
    ['hidden outputs', { ...network, layers: [...rounded(network, false), network.layers[2]!] }],
    ['columns, sums and outputs', { ...network, inputGrid, layers: rounded(network, true) }],
    [
      'columns of a logistic regression',
      denseNetwork(
        [
          {
            name: 'dense0',
            weight: [
              [1, 2],
              [0, -1],
            ],
          },
        ],
        {
          inputGrid: { ...inputGrid, scale: Float32Array.of(0.5), offset: Float32Array.of(0) },
        },
      ),
    ],
  ])('rounds what the network rounds: %s', async (_, given) => {
    const rows = given.inputWidth === 4 ? x : stream.normal([50, 2]);
    const teacher = teacherFromNetwork(given);
    const back = networkOfModel(teacher.model, teacher.parameters);
    expect(back).toEqual({
      ...given,
      layers: given.layers.map((layer, index) => ({ ...layer, name: `dense${index}` })),
    });
    const found = await predictModel(teacher.model, teacher.parameters, rows);
    const expected = referenceLogits(given, rows);
    found.data.forEach((value, at) => expect(value).toBeCloseTo(expected.data[at]!, 4));
  });

  it('hands its columns on to a student, and its cut-off without moving a step', () => {
    const given = { ...network, inputGrid, layers: rounded(network, true) };
    const { model, parameters } = teacherFromNetwork(given);
    const student = networkOfModel(model, parameters, {});
    expect(student.inputGrid).toEqual(inputGrid);
    expect(student.layers.map(({ sumGrids, grid }) => [sumGrids, grid])).toEqual(
      [0, 1, 2].map(() => [[], null]),
    );
    const cut = teacherFromNetwork(given, { decision: { kind: 'fixed', threshold: 0.75 } });
    const logits = referenceLogits(networkOfModel(cut.model, cut.parameters), x);
    referenceLogits(given, x).data.forEach((value, at) => {
      expect(logits.data[at]).toBeCloseTo(at % 2 === 1 ? value - Math.log(3) : value, 5);
    });
  });

  it('keeps a layer in front that puts columns together, for a student too', async () => {
    const front: DenseLayer = {
      ...network.layers[0]!,
      ...{ name: 'dense0', activation: 'linear' },
      sumGrids: [{ scale: 0.25, lowest: -7, highest: 8, bias: Float32Array.from(stream.normal([6]).data) }],
    };
    const given = { ...network, layers: [front, ...network.layers.slice(1)] };
    const { model, parameters } = teacherFromNetwork(given);
    expect([model.name, model.inputWidth]).toEqual(['mlp:6-3-2', 4]);
    const back = networkOfModel(model, parameters);
    expect(back.layers.map(({ name }) => name)).toEqual(['columns', 'dense0', 'dense1']);
    expect(referenceLogits(back, x)).toEqual(referenceLogits(given, x));
    const found = await predictModel(model, parameters, x);
    referenceLogits(given, x).data.forEach((value, at) => expect(found.data[at]).toBeCloseTo(value, 4));
    expect(networkOfModel(model, parameters, {}).layers[0]).toEqual(back.layers[0]);
  });

  it('is a logistic regression without hidden layers', () => {
    const teacher = teacherFromNetwork(networkFromScikitLearn({ coef_: [[1, -1]], intercept_: [0] }));
    expect(teacher.model.name).toBe('logistic:2-2');
    expect(teacher.parameters['dense0']!.weight.data).toEqual(Float32Array.of(0, 1, 0, -1));
  });

  it('has scores where there are rows to take them on, and none elsewhere', () => {
    const step = denseNetwork([{ weight: [[0, 1]] }]);
    const validation = { x: ndarray([1, 2, -1, -2], [4, 1]), y: Int32Array.of(1, 0, 0, 0) };
    expect(teacherFromNetwork(step, { validation, seed: 7 })).toMatchObject({
      seed: 7,
      scores: { accuracy: 0.75 },
      training: { history: [] },
    });
    expect(teacherFromNetwork(step)).toMatchObject({ scores: { accuracy: NaN, loss: NaN }, seed: 0 });
  });

  it.each([
    [
      'a linear hidden layer',
      denseNetwork([{ weight: [[1]], activation: 'linear' }, { weight: [[1, 2]] }]),
      /rectified/,
    ],
    ['a single logit', denseNetwork([{ weight: [[1]] }]), /a logit for each class/],
  ])('refuses %s', (_, given, message) => {
    expect(() => teacherFromNetwork(given)).toThrow(TrainingError);
    expect(() => teacherFromNetwork(given)).toThrow(message);
  });
});
