import { randomStream } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { agrees } from '../testing/agrees.ts';
import { info, node, tensor, writeModel } from '../testing/write-model.ts';
import { recogniseNetwork } from './recognise-network.ts';

type Graph = Parameters<typeof writeModel>[0];
type Nodes = NonNullable<Graph['node']>;
type Tensors = NonNullable<Graph['initializer']>;

const drawn = (name: string, dims: readonly number[]) =>
  tensor(name, dims, [...randomStream(0, name).normal(dims.length === 0 ? [1] : [...dims]).data]);

const x = info('x', ['rows', 3]);
const z = info('z', ['rows', 2]);

/** Two layers from a value of a width to the logits `z`. */
const tail = (
  from: string,
  width: number,
): {
  readonly node: Nodes;
  readonly initializer: Tensors;
  readonly output: NonNullable<Graph['output']>;
} => ({
  node: [
    node('MatMul', [from, 'w0'], ['m0']),
    node('Add', ['m0', 'b0'], ['s0']),
    node('Relu', ['s0'], ['h0']),
    node('Gemm', ['h0', 'w1', 'b1'], ['z'], { transB: 1 }),
  ],
  initializer: [drawn('w0', [width, 4]), drawn('b0', [4]), drawn('w1', [2, 4]), drawn('b1', [2])],
  output: [z],
});

/** A file whose columns come about somehow before its two layers. */
function encoding(
  inputs: Graph['input'],
  nodes: Nodes,
  width: number,
  initializers: Tensors = [],
): Uint8Array {
  const layers = tail('columns', width);
  return writeModel(
    {
      ...{ input: inputs!, output: layers.output },
      node: [...nodes, ...layers.node],
      initializer: [...initializers, ...layers.initializer],
    },
    { opset: 19 },
  );
}

describe('what stands before the first layer', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', encoding([x], [node('Identity', ['x'], ['columns'])], 3)],
    [
      'scaling by constants of every kind',
      encoding(
        [x],
        [
          node('Sub', ['x', 'mean'], ['a']),
          node('Div', ['a', 'deviation'], ['b']),
          node('Mul', ['b', 'two'], ['c']),
          node('Sub', ['one', 'c'], ['d']),
          node('Neg', ['d'], ['columns']),
        ],
        3,
        [
          drawn('mean', [3]),
          tensor('deviation', [1, 3], [2, 3, 0.5]),
          tensor('two', [], [2]),
          tensor('one', [1], [1]),
        ],
      ),
    ],
    [
      'imputing, then scaling',
      encoding(
        [x],
        [
          node('ai.onnx.ml.Imputer', ['x'], ['a'], {
            imputed_value_floats: { floats: [1, 2, 3] },
            replaced_value_float: { float: NaN },
          }),
          node('ai.onnx.ml.Scaler', ['a'], ['columns'], {
            offset: { floats: [1, 0, -1] },
            scale: { floats: [2, 1, 0.5] },
          }),
        ],
        3,
      ),
    ],
    [
      'scaling, then imputing by Where',
      encoding([x], [node('IsNaN', ['x'], ['n']), node('Where', ['n', 'fill', 'x'], ['columns'])], 3, [
        tensor('fill', [3], [1, 2, 3]),
      ]),
    ],
    [
      'imputing where a code stands for nothing, beside a flag of it',
      encoding(
        [x],
        [
          node('ai.onnx.ml.Imputer', ['x'], ['a'], {
            imputed_value_floats: { floats: [1, 2, 3] },
            replaced_value_float: { float: -9 },
          }),
          node('Equal', ['x', 'code'], ['e']),
          node('Cast', ['e'], ['f'], { to: 1 }),
          node('Concat', ['a', 'f'], ['columns'], { axis: 1 }),
        ],
        6,
        [tensor('code', [1], [-9])],
      ),
    ],
    [
      'codes replaced by Where one after the other, the second by what the first became',
      encoding(
        [x],
        [
          node('Equal', ['x', 'codes'], ['e']),
          node('Where', ['e', 'others', 'x'], ['a']),
          node('ai.onnx.ml.Imputer', ['a'], ['b'], {
            imputed_value_floats: { floats: [0.5] },
            replaced_value_float: { float: -8 },
          }),
          node('IsNaN', ['x'], ['n']),
          node('Where', ['n', 'fill', 'b'], ['columns']),
        ],
        3,
        [tensor('codes', [3], [-9, -9, -8]), tensor('others', [1], [-8]), tensor('fill', [], [0.25])],
      ),
    ],
    [
      'a flag of what is neither absent nor a code stands for it, taken from one another',
      encoding(
        [x],
        [
          node('Equal', ['x', 'x'], ['there']),
          node('Cast', ['there'], ['p'], { to: 1 }),
          node('Equal', ['x', 'codes'], ['e']),
          node('Cast', ['e'], ['c'], { to: 1 }),
          node('Sub', ['p', 'c'], ['columns']),
        ],
        3,
        [tensor('codes', [3], [-9, -8, -9])],
      ),
    ],
    [
      'a flag of what is absent, beside what takes its place',
      encoding(
        [x],
        [
          node('IsNaN', ['x'], ['n']),
          node('Where', ['n', 'fill', 'x'], ['a']),
          node('Cast', ['n'], ['f'], { to: 1 }),
          node('Concat', ['a', 'f'], ['columns'], { axis: 1 }),
        ],
        6,
        [tensor('fill', [], [0.5])],
      ),
    ],
    [
      'columns taken, doubled and put in another order',
      encoding(
        [x],
        [
          node('Gather', ['x', 'places'], ['a'], { axis: 1 }),
          node('Split', ['a', 'sizes'], ['b', 'c'], { axis: 1 }),
          node('Slice', ['x', 'starts', 'ends', 'axes'], ['d']),
          node('Concat', ['c', 'b', 'd'], ['columns'], { axis: -1 }),
        ],
        6,
        [
          tensor('places', [4], [2, 0, 0, 1], 'int64'),
          tensor('sizes', [2], [1, 3], 'int64'),
          tensor('starts', [1], [1], 'int64'),
          tensor('ends', [1], [2 ** 53], 'int64'),
          tensor('axes', [1], [1], 'int64'),
        ],
      ),
    ],
    [
      'shapes that are worked out from the rows',
      encoding(
        [x],
        [
          node('Shape', ['x'], ['s']),
          node('Gather', ['s', 'first'], ['rows'], { axis: 0 }),
          node('Concat', ['rows', 'rest'], ['to'], { axis: 0 }),
          node('Reshape', ['x', 'to'], ['columns']),
        ],
        3,
        [tensor('first', [1], [0], 'int64'), tensor('rest', [1], [3], 'int64')],
      ),
    ],
    [
      'texts as one-hot groups',
      encoding(
        [info('job', ['rows', 2], 'string')],
        [
          node('ai.onnx.ml.OneHotEncoder', ['job'], ['a'], { cats_strings: ['b', 'a', 'zz'], zeros: 1 }),
          node('Reshape', ['a', 'to'], ['columns']),
        ],
        6,
        [tensor('to', [2], [-1, 6], 'int64')],
      ),
    ],
    [
      'codes as one-hot groups beside numbers',
      encoding(
        [info('code', ['rows', 1], 'int64'), x],
        [
          node('ai.onnx.ml.OneHotEncoder', ['code'], ['a'], { cats_int64s: [0, 2, 3], zeros: 1 }),
          node('Flatten', ['a'], ['b']),
          node('ai.onnx.ml.FeatureVectorizer', ['x', 'b'], ['columns'], { inputdimensions: [3, 3] }),
        ],
        6,
      ),
    ],
    [
      'texts as numbers of a table, with one for all others',
      encoding(
        [info('job', ['rows', 1], 'string')],
        [
          node('ai.onnx.ml.LabelEncoder', ['job'], ['a'], {
            keys_strings: ['a', 'b'],
            values_floats: { floats: [0.5, 3] },
            default_float: { float: -1 },
          }),
          node('Mul', ['a', 'two'], ['columns']),
        ],
        1,
        [tensor('two', [1], [2])],
      ),
    ],
    [
      'texts as codes, and those as one-hot groups',
      encoding(
        [info('job', ['rows', 1], 'string')],
        [
          node('ai.onnx.ml.LabelEncoder', ['job'], ['a'], {
            keys_strings: ['a', 'b', 'c'],
            values_int64s: [0, 1, 1],
            default_int64: 2,
          }),
          node('ai.onnx.ml.OneHotEncoder', ['a'], ['o'], { cats_int64s: [0, 1, 2], zeros: 1 }),
          node('Flatten', ['o'], ['columns']),
        ],
        3,
      ),
    ],
    [
      'texts that others stand for',
      encoding(
        [info('job', ['rows', 1], 'string')],
        [
          node('ai.onnx.ml.LabelEncoder', ['job'], ['a'], {
            keys_strings: ['a', 'b'],
            values_strings: ['low', 'low'],
            default_string: 'high',
          }),
          node('ai.onnx.ml.OneHotEncoder', ['a'], ['o'], { cats_strings: ['low', 'high'] }),
          node('Flatten', ['o'], ['columns']),
        ],
        2,
      ),
    ],
    [
      'one-hot columns that are scaled',
      encoding(
        [info('job', ['rows', 1], 'string')],
        [
          node('Equal', ['job', 'words'], ['e']),
          node('Cast', ['e'], ['f'], { to: 1 }),
          node('Sub', ['f', 'mean'], ['g']),
          node('Div', ['g', 'half'], ['columns']),
        ],
        3,
        [
          tensor('words', [3], ['a', 'c', ''], 'string'),
          tensor('mean', [3], [0.25, 0.5, 0.1]),
          tensor('half', [], [0.5]),
        ],
      ),
    ],
    [
      'an input without a second axis',
      encoding(
        [info('age', ['rows']), info('own', ['rows'], 'bool')],
        [
          node('Unsqueeze', ['age', 'one'], ['a']),
          node('Cast', ['own'], ['b'], { to: 1 }),
          node('Reshape', ['b', 'to'], ['c']),
          node('Concat', ['a', 'c'], ['columns'], { axis: 1 }),
        ],
        2,
        [tensor('one', [1], [1], 'int64'), tensor('to', [2], [-1, 1], 'int64')],
      ),
    ],
    [
      'double precision',
      encoding([info('x', ['rows', 3], 'float64')], [node('Cast', ['x'], ['columns'], { to: 1 })], 3),
    ],
  ])('%s', async (name, bytes) => {
    const codes = /a code stands|codes replaced/.test(name) ? ['-9', '-8'] : [];
    const absent = /absent|imputing by|imputing,|codes replaced/.test(name) ? ['NaN'] : [];
    const words = [...absent, ...codes];
    await agrees(bytes, words.length === 0 ? undefined : words);
  });
});

const layered = (
  nodes: Nodes,
  initializers: Tensors,
  output: NonNullable<Graph['output']> = [z],
): Uint8Array => writeModel({ input: [x], output, node: nodes, initializer: initializers });

const last = [drawn('w1', [4, 2]), drawn('b1', [2])];
const first = [drawn('w0', [3, 4]), drawn('b0', [4])];

describe('layers', () => {
  const normal = [
    drawn('gain', [4]),
    drawn('shift', [4]),
    drawn('mean', [4]),
    tensor('variance', [4], [0.5, 1, 2, 3]),
  ];
  const normalization = ['gain', 'shift', 'mean', 'variance'];
  it.each<[string, Uint8Array]>([
    [
      'a normalization before the ReLU',
      layered(
        [
          node('Gemm', ['x', 'w0', 'b0'], ['a'], { alpha: { float: 0.5 }, beta: { float: 2 } }),
          node('BatchNormalization', ['a', ...normalization], ['n'], { epsilon: { float: 0.01 } }),
          node('Relu', ['n'], ['h']),
          node('Gemm', ['h', 'w1', 'b1'], ['z']),
        ],
        [...first, ...normal, ...last],
      ),
    ],
    [
      'a normalization behind the ReLU',
      layered(
        [
          node('Gemm', ['x', 'w0', 'b0'], ['a']),
          node('Relu', ['a'], ['h']),
          node('BatchNormalization', ['h', ...normalization], ['n']),
          node('Gemm', ['n', 'w1', 'b1'], ['z']),
        ],
        [...first, ...normal, ...last],
      ),
    ],
    [
      'layers without an activation between them',
      layered(
        [
          node('MatMul', ['x', 'w0'], ['a']),
          node('Add', ['b0', 'a'], ['s']),
          node('MatMul', ['s', 'w1'], ['c']),
          node('Add', ['c', 'b1'], ['z']),
        ],
        [...first, ...last],
      ),
    ],
    [
      'ReLUs by other names, dropout and weights that are computed',
      layered(
        [
          node('Transpose', ['t0'], ['w0'], { perm: [1, 0] }),
          node('Gemm', ['x', 'w0', 'b0'], ['a']),
          node('Max', ['a', 'zero'], ['h']),
          node('Clip', ['h', 'zero', ''], ['g']),
          node('Dropout', ['g'], ['d']),
          node('Gemm', ['d', 'w1', 'b1'], ['z']),
        ],
        [drawn('t0', [4, 3]), drawn('b0', [4]), tensor('zero', [], [0]), ...last],
      ),
    ],
    [
      'codes of an output each, rounded outputs, a ReLU left to the grid',
      layered(
        [
          node('DequantizeLinear', ['q', 's', 'o'], ['w0'], { axis: 1 }),
          node('Gemm', ['x', 'w0', 'b0'], ['a']),
          node('QuantizeLinear', ['a', 'step', 'zero'], ['c']),
          node('DequantizeLinear', ['c', 'step', 'zero'], ['h']),
          node('Gemm', ['h', 'w1', 'b1'], ['z']),
        ],
        [
          tensor('q', [3, 4], [1, -2, 3, 4, -5, 6, 7, -8, 9, 10, -11, 12], 'int8'),
          tensor('s', [4], [0.1, 0.2, 0.3, 0.4]),
          tensor('o', [4], [0, 1, -1, 2], 'int8'),
          tensor('step', [], [0.01]),
          tensor('zero', [], [0], 'uint8'),
          drawn('b0', [4]),
          ...last,
        ],
      ),
    ],
    [
      'signed codes of rectified outputs, clipped to fewer bits',
      layered(
        [
          node('Gemm', ['x', 'w0', 'b0'], ['a']),
          node('Relu', ['a'], ['r']),
          node('QuantizeLinear', ['r', 'step', 'zero'], ['c']),
          node('Clip', ['c', 'low', 'high'], ['k']),
          node('DequantizeLinear', ['k', 'step', 'zero'], ['h']),
          node('Gemm', ['h', 'w1', 'b1'], ['z']),
        ],
        [
          tensor('step', [], [0.25]),
          tensor('zero', [], [0], 'int8'),
          tensor('low', [], [-8], 'int8'),
          tensor('high', [], [7], 'int8'),
          ...first,
          ...last,
        ],
      ),
    ],
    [
      'weights that are rounded in the file',
      layered(
        [
          node('QuantizeLinear', ['w0', 'step', 'zero'], ['q']),
          node('DequantizeLinear', ['q', 'step', 'zero'], ['d']),
          node('Gemm', ['x', 'd', 'b0'], ['a']),
          node('Relu', ['a'], ['h']),
          node('Gemm', ['h', 'w1', 'b1'], ['z']),
        ],
        [tensor('step', [], [0.25]), tensor('zero', [], [0], 'int8'), ...first, ...last],
      ),
    ],
  ])('%s', async (name, bytes) => {
    const { network } = await agrees(bytes);
    expect(network.layers.length).toBe(2);
    const bits = network.layers.map(({ weight, grid }) => [
      weight.kind === 'float' ? 32 : weight.bits,
      grid?.bits ?? null,
    ]);
    if (name.startsWith('codes')) expect(bits[0]).toEqual([8, 8]);
    if (name.startsWith('signed')) expect(bits[0]).toEqual([32, 3]);
    if (name.startsWith('weights that are rounded')) expect(bits[0]).toEqual([8, null]);
  });

  // Scales in blocks came with operator set 21.
  it('weights with a scale a block', async () => {
    const bytes = writeModel(
      {
        ...{ input: [x], output: [z] },
        node: [
          node('DequantizeLinear', ['q', 's'], ['w0'], { axis: 0, block_size: 2 }),
          node('Gemm', ['x', 'w0', 'b0'], ['a']),
          node('Relu', ['a'], ['h']),
          node('Gemm', ['h', 'w1', 'b1'], ['z']),
        ],
        initializer: [
          tensor('q', [3, 4], [1, -2, 3, 4, -5, 6, 7, -8, 9, 10, -11, 12], 'int8'),
          tensor('s', [2, 4], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
          drawn('b0', [4]),
          ...last,
        ],
      },
      { opset: 21 },
    );
    const { network } = await agrees(bytes);
    expect(network.layers.map(({ weight }) => weight.kind)).toEqual(['float', 'float']);
  });
});

describe('what the last sums become', () => {
  const one = [drawn('w', [3, 1]), drawn('b', [1])];
  const two = [drawn('w', [3, 2]), drawn('b', [2])];
  const sums = node('Gemm', ['x', 'w', 'b'], ['s']);
  const flat = info('y', ['rows']);
  const column = info('y', ['rows', 1]);
  const pair = info('y', ['rows', 2]);
  const label = info('y', ['rows'], 'int64');
  it.each<[string, string, Nodes, Tensors, NonNullable<Graph['output']>[number]]>([
    ['log-odds', 'margins', [sums, node('Identity', ['s'], ['y'])], one, column],
    [
      'log-odds, flat',
      'margins',
      [sums, node('Squeeze', ['s', 'axis'], ['y'])],
      [...one, tensor('axis', [1], [1], 'int64')],
      flat,
    ],
    ['a probability', 'probability', [sums, node('Sigmoid', ['s'], ['y'])], one, column],
    [
      'the probability of the other class',
      'probability',
      [sums, node('Sigmoid', ['s'], ['p']), node('Sub', ['unit', 'p'], ['y'])],
      [...one, tensor('unit', [], [1])],
      column,
    ],
    [
      'two probabilities of one sum',
      'probabilities',
      [
        sums,
        node('Sigmoid', ['s'], ['p']),
        node('Sub', ['unit', 'p'], ['q']),
        node('Concat', ['p', 'q'], ['y'], { axis: 1 }),
      ],
      [...one, tensor('unit', [], [1])],
      pair,
    ],
    ['logits', 'logits', [sums, node('Identity', ['s'], ['y'])], two, pair],
    ['logarithms of probabilities', 'logits', [sums, node('LogSoftmax', ['s'], ['y'])], two, pair],
    [
      'a softmax, columns exchanged',
      'probabilities',
      [sums, node('Softmax', ['s'], ['p']), node('Gather', ['p', 'order'], ['y'], { axis: 1 })],
      [...two, tensor('order', [2], [1, 0], 'int64')],
      pair,
    ],
    [
      'the second probability alone',
      'probability',
      [sums, node('Softmax', ['s'], ['p']), node('Gather', ['p', 'second'], ['y'], { axis: 1 })],
      [...two, tensor('second', [], [1], 'int64')],
      flat,
    ],
    [
      'a difference of logits',
      'margins',
      [sums, node('MatMul', ['s', 'signs'], ['y'])],
      [...two, tensor('signs', [2, 1], [-1, 1])],
      column,
    ],
    ['labels', 'labels', [sums, node('ArgMax', ['s'], ['y'], { axis: 1, keepdims: 0 })], two, label],
    [
      'labels of a table',
      'labels',
      [sums, node('ArgMax', ['s'], ['a'], { axis: 1, keepdims: 0 }), node('Gather', ['names', 'a'], ['y'])],
      [...two, tensor('names', [2], ['yes', 'no'], 'string')],
      info('y', ['rows'], 'string'),
    ],
    [
      'a decision by log-odds',
      'labels',
      [sums, node('Greater', ['s', 'zero'], ['g']), node('Cast', ['g'], ['y'], { to: 7 })],
      [...one, tensor('zero', [], [0])],
      info('y', ['rows', 1], 'int64'),
    ],
    [
      'a decision by a probability',
      'labels',
      [
        sums,
        node('Sigmoid', ['s'], ['p']),
        node('Less', ['p', 'half'], ['g']),
        node('Where', ['g', 'no', 'yes'], ['y']),
      ],
      [...one, tensor('half', [], [0.5]), tensor('no', [], [-1], 'int64'), tensor('yes', [], [1], 'int64')],
      info('y', ['rows', 1], 'int64'),
    ],
  ])('%s', async (_, kind, nodes, initializer, output) => {
    const bytes = writeModel({ input: [x], output: [output], node: nodes, initializer });
    const { interface: fileInterface } = await agrees(bytes);
    expect(fileInterface.outputs).toMatchObject([{ name: 'y', kind }]);
  });

  it('tells all outputs about the same sums, and no other', async () => {
    const bytes = writeModel({
      ...{
        input: [x],
        output: [info('other', ['rows', 3]), info('label', ['rows'], 'int64'), info('p', ['rows', 2])],
      },
      node: [
        sums,
        node('Softmax', ['s'], ['p']),
        node('ArgMax', ['p'], ['label'], { axis: 1, keepdims: 0 }),
        node('Tanh', ['x'], ['other']),
      ],
      initializer: two,
    });
    const { output, interface: fileInterface } = await agrees(bytes);
    expect(output).toBe('p');
    expect(fileInterface.outputs.map(({ name }) => name)).toEqual(['label', 'p']);
    const other = recogniseNetwork(readOnnx(bytes), { output: 'other' });
    expect(other).toMatchObject({ operator: 'Tanh', outputs: [] });
  });

  it('a decision at another probability is none of a network', () => {
    const bytes = writeModel({
      ...{ input: [x], output: [column] },
      node: [sums, node('Sigmoid', ['s'], ['p']), node('Greater', ['p', 'bound'], ['y'])],
      initializer: [...one, tensor('bound', [], [0.7])],
    });
    expect(recogniseNetwork(readOnnx(bytes))).toMatchObject({ operator: 'Greater' });
  });
});

describe('what stands in the way', () => {
  const reasons: readonly [string, string, Nodes][] = [
    [
      'a sigmoid between layers',
      'Sigmoid',
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        node('Sigmoid', ['a'], ['h']),
        node('Gemm', ['h', 'w1', 'b1'], ['z']),
      ],
    ],
    [
      'a residual sum',
      'Add',
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        node('Relu', ['a'], ['h']),
        node('Add', ['a', 'h'], ['r']),
        node('Gemm', ['r', 'w1', 'b1'], ['z']),
      ],
    ],
    [
      'a bounded ReLU',
      'Gemm',
      [
        node('Gemm', ['x', 'w0', 'b0'], ['a']),
        node('Clip', ['a', 'zero', 'six'], ['h']),
        node('Gemm', ['h', 'w1', 'b1'], ['z']),
      ],
    ],
    [
      'a softmax over the rows',
      'Softmax',
      [node('Gemm', ['x', 'w', 'b1'], ['a']), node('Softmax', ['a'], ['z'], { axis: 0 })],
    ],
    [
      'rows that are turned',
      'Transpose',
      [node('Transpose', ['x'], ['t']), node('Gemm', ['t', 'w0', 'b0'], ['z'])],
    ],
  ];
  it.each(reasons)('%s', (_, operator, nodes) => {
    const initializer = [
      ...first,
      ...last,
      drawn('w', [3, 2]),
      tensor('zero', [], [0]),
      tensor('six', [], [6]),
    ];
    const recognition = recogniseNetwork(
      readOnnx(writeModel({ input: [x], output: [z], node: nodes, initializer })),
    );
    expect(recognition).toMatchObject({ operator });
    expect(recognition).not.toHaveProperty('network');
  });

  it.each([
    ['pictures', info('x', ['rows', 3, 8, 8]), 'axes'],
    ['half precision', { ...x, type: { tensorType: { ...x.type!.tensorType!, elemType: 10 } } }, 'float16'],
    ['columns without a number', info('x', ['rows', 'columns']), 'how many columns'],
  ])('an input of %s', (_, input, said) => {
    const bytes = writeModel({
      input: [input],
      output: [z],
      node: [node('MatMul', ['x', 'w'], ['z'])],
      initializer: [drawn('w', [3, 2])],
    });
    const recognition = recogniseNetwork(readOnnx(bytes));
    expect('blackBox' in recognition && recognition.blackBox).toContain(said);
  });
});
