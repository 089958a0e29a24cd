import { openModel, randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { agrees } from '../testing/agrees.ts';
import { info, node, tensor, writeModel } from '../testing/write-model.ts';
import { recogniseNetwork } from './recognise-network.ts';

type Nodes = NonNullable<Parameters<typeof writeModel>[0]['node']>;

const x = info('x', ['rows', 2]);
const scores = info('scores', ['rows', 2]);
const label = info('label', ['rows'], 'int64');

const classifier = (operator: string, attributes: Parameters<typeof node>[3], from = 'x'): Nodes[number] =>
  node(`ai.onnx.ml.${operator}`, [from], ['label', 'scores'], {
    [operator.startsWith('Tree') ? 'classlabels_int64s' : 'classlabels_ints']: [0, 1],
    ...attributes,
  });

const linear = (coefficients: number[], intercepts: number[], transform: string, from?: string) =>
  classifier(
    'LinearClassifier',
    {
      ...{ coefficients: { floats: coefficients }, intercepts: { floats: intercepts } },
      post_transform: transform,
    },
    from,
  );
const twoRows = [-2, -1, 2, 1];

/** A hidden layer and a single log-odds `s`, of which `scores` are made. */
const ofOne = (nodes: Nodes) =>
  writeModel({
    input: [x],
    output: [scores],
    node: [
      node('Gemm', ['x', 'w0'], ['h']),
      node('Relu', ['h'], ['r']),
      node('Gemm', ['r', 'w1', 'b1'], ['s']),
      ...nodes,
    ],
    initializer: [
      tensor('w0', [2, 2], [1, -2, 0.5, 3]),
      tensor('w1', [2, 1], [1, -0.5]),
      tensor('b1', [1], [0.25]),
      tensor('one', [], [1]),
    ],
  });
const beside = (first: string, second: string) => node('Concat', [first, second], ['scores'], { axis: 1 });

describe('two columns that are made of one score', () => {
  const classified = (one: Nodes[number]) => writeModel({ input: [x], output: [label, scores], node: [one] });
  it.each<[string, Uint8Array, string]>([
    ['opposite rows', classified(linear(twoRows, [-0.5, 0.5], 'NONE')), 'opposites'],
    ['opposite rows, bent', classified(linear(twoRows, [-0.5, 0.5], 'LOGISTIC')), 'probabilities'],
    ['opposite rows in a softmax', classified(linear(twoRows, [-0.5, 0.5], 'SOFTMAX')), 'probabilities'],
    ['one row', classified(linear([2, 1], [0.5], 'NONE')), 'complements'],
    ['one row, bent', classified(linear([2, 1], [0.5], 'LOGISTIC')), 'probabilities'],
    ['one row in a softmax', classified(linear([2, 1], [0.5], 'SOFTMAX')), 'complements'],
    ['rows of their own', classified(linear([-2, -1, 2, 1.5], [-0.5, 0.5], 'NONE')), 'logits'],
    ['[-s, s]', ofOne([node('Neg', ['s'], ['n']), beside('n', 's')]), 'opposites'],
    ['[1 - s, s]', ofOne([node('Sub', ['one', 's'], ['n']), beside('n', 's')]), 'complements'],
    [
      '[1 - p, p]',
      ofOne([node('Sigmoid', ['s'], ['p']), node('Sub', ['one', 'p'], ['n']), beside('n', 'p')]),
      'probabilities',
    ],
  ])('are read as what they say: %s', async (_, bytes, kind) => {
    const { interface: found } = await agrees(bytes);
    expect(found.outputs.find(({ name }) => name === 'scores')!.kind).toBe(kind);
  });
});

/** A stump that decides by the sign of the first column. */
const trees = (weights: number[], classes: number[], transform: string) =>
  classifier('TreeEnsembleClassifier', {
    ...{ nodes_treeids: [0, 0, 0], nodes_nodeids: [0, 1, 2], nodes_featureids: [0, 0, 0] },
    ...{ nodes_values: { floats: [0, 0, 0] }, nodes_modes: ['BRANCH_LEQ', 'LEAF', 'LEAF'] },
    ...{ nodes_truenodeids: [1, 0, 0], nodes_falsenodeids: [2, 0, 0] },
    ...{ class_treeids: [0, 0], class_nodeids: [1, 2], class_ids: classes },
    ...{ class_weights: { floats: weights }, post_transform: transform },
  });
const machine = (attributes: Parameters<typeof node>[3]) =>
  classifier('SVMClassifier', {
    ...{ kernel_type: 'LINEAR', kernel_params: { floats: [1, 0, 0] }, vectors_per_class: [1, 1] },
    ...{ coefficients: { floats: [-1, 1] }, support_vectors: { floats: [1, 0, 0, 1] } },
    ...{ rho: { floats: [0.25] }, post_transform: 'NONE', ...attributes },
  });

describe('black boxes', () => {
  const tanh = [node('Tanh', ['x'], ['t'])];
  it.each<[string, Nodes, string, 0 | 1]>([
    ['boosted trees', [trees([-1.5, 2], [0, 0], 'NONE')], 'opposites', 1],
    ['boosted trees, bent', [trees([-1.5, 2], [0, 0], 'LOGISTIC')], 'probabilities', 1],
    ['trees that say shares', [trees([0.25, 0.75], [0, 0], 'NONE')], 'probabilities', 1],
    ['trees of class 1', [trees([-1.5, 2], [1, 1], 'NONE')], 'logits', 1],
    ['a machine', [machine({})], 'opposites', 0],
    [
      'a machine with probabilities',
      [machine({ prob_a: { floats: [-1] }, prob_b: { floats: [0] } })],
      'probabilities',
      1,
    ],
    [
      'a linear classifier of what is no network',
      [...tanh, linear(twoRows, [-0.5, 0.5], 'NONE', 't')],
      'opposites',
      1,
    ],
    ['one of one row', [...tanh, linear([2, 1], [0.5], 'NONE', 't')], 'complements', 1],
  ])('say the same as their labels: %s', async (_, nodes, kind, favourable) => {
    const bytes = writeModel({ input: [x], output: [label, scores], node: nodes });
    const recognition = recogniseNetwork(readOnnx(bytes));
    expect(recognition).toHaveProperty('blackBox');
    const { outputs } = recognition as unknown as { outputs: { name: string }[] };
    const found = new Map(outputs.map((output) => [output.name, output]));
    expect(found.get('scores')).toMatchObject({ kind, favourable: 1 });
    expect(found.get('label')).toMatchObject({ kind: 'labels', labels: [0, 1], favourable });
    await using model = await openModel(bytes);
    const data = randomStream(3, 'scores').normal([40, 2]).data;
    const answers = await model.ask({ x: { data, shape: [40, 2] } });
    const given = answers['scores']!.data as Float32Array;
    Array.from(answers['label']!.data as Int32Array).forEach((decided, row) => {
      const [first, second] = [given[2 * row]!, given[2 * row + 1]!];
      const isSecond = kind === 'probabilities' || kind === 'logits' ? second > first : second > 0;
      expect(decided).toBe(isSecond ? favourable : 1 - favourable);
      if (kind === 'opposites') expect(first).toBe(-second);
      if (kind === 'complements') expect(first).toBeCloseTo(1 - second, 5);
    });
  });
});
