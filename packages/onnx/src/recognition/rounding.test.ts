import { randomStream } from '@cfq/jit';
import { referenceLogits } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { agrees } from '../testing/agrees.ts';
import { info, node, tensor, writeModel } from '../testing/write-model.ts';
import { recogniseNetwork } from './recognise-network.ts';
import type { RecognisedNetwork } from '../model/recognition.ts';

type Graph = Parameters<typeof writeModel>[0];
type Nodes = NonNullable<Graph['node']>;
type Tensors = NonNullable<Graph['initializer']>;

const drawn = (name: string, dims: readonly number[]) =>
  tensor(name, dims, [...randomStream(0, name).normal([...dims]).data]);

const x = info('x', ['rows', 3]);
const z = info('z', ['rows', 2]);
const constants: Tensors = [
  ...[drawn('w0', [3, 4]), drawn('b0', [4]), drawn('w1', [4, 2]), drawn('b1', [2])],
  ...[tensor('fine', [], [0.03]), tensor('step', [], [0.1]), tensor('coarse', [], [0.25])],
  ...[tensor('low', [], [0], 'uint8'), tensor('middle', [], [100], 'uint8'), tensor('even', [], [0], 'int8')],
  ...[tensor('least', [], [-7], 'int8'), tensor('most', [], [7], 'int8')],
  ...[tensor('sevens', [], [-7]), tensor('seven', [], [7])],
  ...[tensor('steps', [3], [0.1, 0.5, 0.25]), tensor('from', [3], [0.3, -0.2, 1])],
  ...[tensor('one', [], [1]), tensor('minus', [], [-2]), tensor('zp', [], [3]), tensor('zero', [], [0])],
  tensor('ten', [], [10]),
];
const file = (nodes: Nodes, initializer: Tensors = [], more: Partial<Graph> = {}) =>
  writeModel(
    { ...{ input: [x], output: [z], node: nodes }, initializer: [...constants, ...initializer], ...more },
    { opset: 21 },
  );
const quantized = (from: string, to: string, scale: string, zero: string): Nodes => [
  node('QuantizeLinear', [from, scale, zero], [`${to}.codes`]),
  node('DequantizeLinear', [`${to}.codes`, scale, zero], [to]),
];
const layers = (from: string): Nodes => [
  node('Gemm', [from, 'w0', 'b0'], ['a']),
  node('Relu', ['a'], ['h']),
  node('Gemm', ['h', 'w1', 'b1'], ['z']),
];
/** What a network rounds: its columns, then of every layer its sums and its outputs. */
const roundings = ({ network }: RecognisedNetwork) => ({
  columns: network.inputGrid && [network.inputGrid.lowest, network.inputGrid.highest],
  sums: network.layers.map(({ sumGrids }) => sumGrids.length),
  outputs: network.layers.map(({ grid }) => grid?.bits ?? null),
});

describe('columns that are rounded', () => {
  it.each<[string, readonly [number, number] | null, Nodes, Tensors?]>([
    ['to bytes', [-100, 155], [...quantized('x', 'd', 'fine', 'middle'), ...layers('d')]],
    [
      'to codes that are clipped, behind a scaler',
      [-7, 7],
      [
        node('Sub', ['x', 'from'], ['m']),
        node('Div', ['m', 'steps'], ['s']),
        node('QuantizeLinear', ['s', 'coarse', 'even'], ['c']),
        node('Clip', ['c', 'least', 'most'], ['k']),
        node('DequantizeLinear', ['k', 'coarse', 'even'], ['d']),
        ...layers('d'),
      ],
    ],
    [
      'to signed bytes, by an attribute',
      [-128, 127],
      [
        node('QuantizeLinear', ['x', 'fine'], ['c'], { output_dtype: 3 }),
        node('DequantizeLinear', ['c', 'fine'], ['d']),
        ...layers('d'),
      ],
    ],
    [
      'to codes of 16 bits',
      [-30000, 35535],
      [...quantized('x', 'd', 'tiny', 'half'), ...layers('d')],
      [tensor('tiny', [], [0.001]), tensor('half', [], [30000], 'uint16')],
    ],
    [
      'to steps of their own, written out',
      [-7, 7],
      [
        node('Sub', ['x', 'from'], ['m']),
        node('Div', ['m', 'steps'], ['s']),
        node('Round', ['s'], ['r']),
        node('Clip', ['r', 'sevens', 'seven'], ['k']),
        node('Mul', ['k', 'steps'], ['v']),
        node('Add', ['v', 'from'], ['d']),
        ...layers('d'),
      ],
    ],
    [
      'with a zero point that is added and taken off',
      [-3, 7],
      [
        node('Div', ['x', 'coarse'], ['s']),
        node('Round', ['s'], ['r']),
        node('Add', ['r', 'zp'], ['c']),
        node('Clip', ['c', 'zero', 'ten'], ['k']),
        node('Sub', ['k', 'zp'], ['u']),
        node('Mul', ['u', 'coarse'], ['d']),
        ...layers('d'),
      ],
    ],
    [
      'and read as codes',
      [-7, 7],
      [node('Round', ['x'], ['r']), node('Clip', ['r', 'sevens', 'seven'], ['d']), ...layers('d')],
    ],
  ])('%s', async (_, range, nodes, more) => {
    expect(roundings(await agrees(file(nodes, more)))).toEqual({
      columns: range,
      sums: [0, 0],
      outputs: [null, null],
    });
  });

  it('and of several at once: a first layer puts them together, and its sums are rounded', async () => {
    const input = [info('n', ['rows', 1]), info('t', ['rows', 1], 'string')];
    const nodes = [
      node('ai.onnx.ml.LabelEncoder', ['t'], ['l'], {
        keys_strings: ['a', 'b', 'c'],
        values_floats: { floats: [0.4, 1.3, -2] },
        default_float: { float: 0.7 },
      }),
      node('Concat', ['n', 'l', 'n'], ['c'], { axis: 1 }),
      ...quantized('c', 'd', 'step', 'even'),
      ...layers('d'),
    ];
    const found = await agrees(file(nodes, [], { input }));
    expect(found.network.layers.map(({ activation }) => activation)).toEqual(['linear', 'relu', 'linear']);
    expect(roundings(found)).toEqual({ columns: null, sums: [1, 0, 0], outputs: [null, null, null] });
  });
});

describe('sums that are rounded', () => {
  const whole = (name: string, dims: readonly number[], type: 'int8' | 'int32') =>
    tensor(
      name,
      dims,
      Array.from(randomStream(0, name).normal([...dims]).data, (value) => Math.round(40 * value)),
      type,
    );
  const codes: Tensors = [
    ...[whole('q0', [3, 4], 'int8'), whole('q1', [4, 2], 'int8'), whole('turned', [4, 3], 'int8')],
    ...[whole('c0', [4], 'int32'), whole('c1', [2], 'int32'), whole('plus', [4], 'int8')],
    ...[tensor('weights', [], [0.02]), tensor('each', [4], [0.01, 0.02, 0.03, 0.015])],
    tensor('evens', [4], [0, 0, 0, 0], 'int8'),
  ];
  it.each<[string, readonly number[], readonly (number | null)[], Nodes]>([
    [
      'before and behind the bias, and behind the ReLU',
      [2, 1],
      [8, null],
      [
        ...quantized('x', 'd', 'fine', 'middle'),
        node('MatMul', ['d', 'w0'], ['m']),
        ...quantized('m', 'mq', 'step', 'middle'),
        node('Add', ['mq', 'b0'], ['a']),
        ...quantized('a', 'aq', 'step', 'middle'),
        node('Relu', ['aq'], ['r']),
        ...quantized('r', 'h', 'fine', 'low'),
        node('Gemm', ['h', 'w1', 'b1'], ['l']),
        ...quantized('l', 'z', 'fine', 'middle'),
      ],
    ],
    [
      'with a ReLU that the codes have in them',
      [1, 0],
      [8, null],
      [
        ...quantized('x', 'd', 'fine', 'middle'),
        node('MatMul', ['d', 'w0'], ['m']),
        ...quantized('m', 'mq', 'step', 'middle'),
        node('Add', ['mq', 'b0'], ['a']),
        ...quantized('a', 'h', 'fine', 'low'),
        node('Gemm', ['h', 'w1', 'b1'], ['z']),
      ],
    ],
    [
      'and no ReLU behind them, then turned and doubled',
      [1, 1],
      [null, null],
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        ...quantized('a', 'h', 'step', 'middle'),
        node('Gemm', ['h', 'w1', 'b1'], ['l']),
        ...quantized('l', 'lq', 'step', 'middle'),
        node('Mul', ['lq', 'minus'], ['z']),
      ],
    ],
    [
      'in products of codes',
      [1, 1],
      [8, null],
      [
        node('QuantizeLinear', ['x', 'fine', 'middle'], ['xq']),
        node(
          'com.microsoft.QGemm',
          ['xq', 'fine', 'middle', 'q0', 'weights', 'even', 'c0', 'step', 'middle'],
          ['aq'],
        ),
        node('DequantizeLinear', ['aq', 'step', 'middle'], ['a']),
        node('Relu', ['a'], ['r']),
        node('QuantizeLinear', ['r', 'fine', 'low'], ['hq']),
        node('QLinearMatMul', ['hq', 'fine', 'low', 'q1', 'weights', 'even', 'step', 'middle'], ['lq']),
        node('DequantizeLinear', ['lq', 'step', 'middle'], ['z']),
      ],
    ],
    [
      'in products with a scale an output, and sums of codes',
      [2, 0],
      [null, null],
      [
        node('QuantizeLinear', ['x', 'fine', 'middle'], ['xq']),
        node('QLinearMatMul', ['xq', 'fine', 'middle', 'q0', 'each', 'evens', 'step', 'middle'], ['mq']),
        node(
          'com.microsoft.QLinearAdd',
          ['mq', 'step', 'middle', 'plusu', 'fine', 'middle', 'step', 'middle'],
          ['aq'],
        ),
        node('DequantizeLinear', ['aq', 'step', 'middle'], ['a']),
        node('Relu', ['a'], ['h']),
        node('Gemm', ['h', 'w1', 'b1'], ['z']),
      ],
    ],
    [
      'nowhere, where a product of codes gives floats',
      [0, 0],
      [null, null],
      [
        node('QuantizeLinear', ['x', 'fine', 'middle'], ['xq']),
        node('com.microsoft.QGemm', ['xq', 'fine', 'middle', 'turned', 'weights', 'even', 'c0'], ['a'], {
          transB: 1,
        }),
        node('Relu', ['a'], ['h']),
        node('Gemm', ['h', 'w1', 'b1'], ['z']),
      ],
    ],
  ])('%s', async (_, sums, outputs, nodes) => {
    const more = [...codes, tensor('plusu', [4], [100, 130, 60, 99], 'uint8')];
    expect(roundings(await agrees(file(nodes, more)))).toMatchObject({ sums, outputs });
  });

  it('of one output: a probability, and what is decided', async () => {
    const nodes = [
      ...quantized('x', 'd', 'fine', 'middle'),
      node('Gemm', ['d', 'v', 'c'], ['s']),
      ...quantized('s', 'm', 'fine', 'middle'),
      node('Sigmoid', ['m'], ['p']),
      node('Sub', ['one', 'p'], ['n']),
      node('Concat', ['n', 'p'], ['z'], { axis: 1 }),
    ];
    const { network } = await agrees(file(nodes, [drawn('v', [3, 1]), drawn('c', [1])]));
    expect(network.layers[0]!.sumGrids[0]!.bias).toHaveLength(2);
  });
});

describe('thresholds of columns', () => {
  it('count the steps that a column reaches', () => {
    const thresholds = [-1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75];
    const nodes = [
      node('qonnx.custom_op.general.MultiThreshold', ['x', 'thresholds'], ['t'], {
        out_scale: { float: 0.5 },
        out_bias: { float: -1.5 },
      }),
      ...layers('t'),
    ];
    const bytes = file(nodes, [tensor('thresholds', [1, 7], thresholds)]);
    const { network } = recogniseNetwork(readOnnx(bytes)) as RecognisedNetwork;
    const plain = recogniseNetwork(readOnnx(file(layers('x')))) as RecognisedNetwork;
    const data = Float32Array.from(randomStream(0, 'thresholds').normal([60]).data);
    const counted = data.map((value) => 0.5 * thresholds.filter((one) => one <= value).length - 1.5);
    expect(referenceLogits(network, { data, shape: [20, 3] })).toEqual(
      referenceLogits(plain.network, { data: counted, shape: [20, 3] }),
    );
  });
});

describe('what stands in the way', () => {
  it.each<[string, Nodes, RegExp]>([
    [
      'many columns that are put together',
      [
        node('ai.onnx.ml.OneHotEncoder', ['x'], ['o'], {
          cats_int64s: Array.from({ length: 3000 }, (_, at) => at),
        }),
        node('Flatten', ['o'], ['f']),
        node('Div', ['f', 'coarse'], ['s']),
        node('Round', ['s'], ['r']),
        node('Clip', ['r', 'sevens', 'seven'], ['d']),
        node('MatMul', ['d', 'w0'], ['z']),
      ],
      /too large to be read/,
    ],
    ['no end of steps', [node('Round', ['x'], ['d']), ...layers('d')], /rounds to Infinity levels/],
    [
      'one step',
      [node('Round', ['x'], ['r']), node('Clip', ['r', 'zero', 'zero'], ['d']), ...layers('d')],
      /rounds to 1 levels/,
    ],
    [
      'sums that are multiplied apart once they are rounded',
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        ...quantized('a', 'q', 'step', 'middle'),
        node('Mul', ['q', 'b0'], ['m']),
        node('Gemm', ['m', 'w1', 'b1'], ['z']),
      ],
      /rounded sums are scaled apart/,
    ],
    [
      'probabilities that are rounded',
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        node('Relu', ['a'], ['h']),
        node('Gemm', ['h', 'w1', 'b1'], ['l']),
        node('Softmax', ['l'], ['p']),
        ...quantized('p', 'z', 'fine', 'low'),
      ],
      /scores are rounded/,
    ],
  ])('%s', (_, nodes, why) => {
    const found = recogniseNetwork(readOnnx(file(nodes)));
    expect('blackBox' in found && found.blackBox).toMatch(why);
  });
});
