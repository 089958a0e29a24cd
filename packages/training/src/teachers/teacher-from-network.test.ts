import { ndarray, randomStream } from '@cfq/jit';
import { denseNetwork, networkFromScikitLearn, referenceLogits } from '@cfq/network';
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
    [
      'a grid',
      denseNetwork([{ weight: [[1]], grid: { scale: 1, bits: 4 } }, { weight: [[1, 2]] }]),
      /full precision/,
    ],
    ['a single logit', denseNetwork([{ weight: [[1]] }]), /a logit for each class/],
  ])('refuses %s', (_, given, message) => {
    expect(() => teacherFromNetwork(given)).toThrow(TrainingError);
    expect(() => teacherFromNetwork(given)).toThrow(message);
  });
});
