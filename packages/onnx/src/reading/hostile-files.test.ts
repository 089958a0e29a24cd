import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OnnxError } from '../onnx-error.ts';
import { recogniseNetwork } from '../recognition/recognise-network.ts';
import { foreignBytes } from '../testing/foreign-models.ts';
import { external, info, node, tensor, writeModel } from '../testing/write-model.ts';
import { readOnnx } from './read-onnx.ts';

const x = info('x', ['rows', 2]);
const y = info('y', ['rows', 2]);
const weight = tensor('w', [2, 2], [1, 2, 3, 4]);
const product = { input: [x], output: [y], initializer: [weight], node: [node('MatMul', ['x', 'w'], ['y'])] };
const small = writeModel(product, { only: true });
const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads, recognises, and gives the message of an OnnxError; anything else thrown is a fault. */
function refusal(bytes: Uint8Array, limits = {}): string | null {
  try {
    recogniseNetwork(readOnnx(bytes, limits));
    return null;
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    return error.message;
  }
}

const oneLine = /^\w+: [^\n]+\(expected [^\n]+, got [^\n]+\)\. [^\n]+$/;

describe('hostile files', () => {
  it('a file that is cut at any byte is refused in one line', () => {
    expect(refusal(small)).toBeNull();
    for (let length = 0; length < small.length; length += 1) {
      const message = refusal(small.subarray(0, length));
      expect(message, `cut at ${length}`).toMatch(oneLine);
    }
  });

  it('bytes that are changed, left out or doubled never do more than refuse the file', () => {
    const files = [
      small,
      foreignBytes('scikit-learn/pipeline-logistic.onnx'),
      foreignBytes('brevitas/mlp-4-bits-float-inputs-qcdq.onnx'),
    ];
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.constantFrom('set', 'drop', 'double')),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...files), edits, (file, changes) => {
        const bytes = [...file];
        for (const [at, value, how] of changes) {
          const place = at % bytes.length;
          if (how === 'set') bytes[place] = value;
          else bytes.splice(place, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [bytes[place]!]));
        }
        const message = refusal(Uint8Array.from(bytes));
        expect(message === null || oneLine.test(message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['nothing', new Uint8Array(), 'an empty file'],
    ['a ZIP archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0), 'a ZIP archive'],
    ['HDF5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0xd, 0xa), 'an HDF5 file'],
    ['a pickle', Uint8Array.of(0x80, 4, 0x95, 0), 'a Python pickle'],
    ['JSON', textOf('{"modelTopology": {}}'), 'a text file'],
    ['a pointer', textOf('version https://git-lfs.github.com/spec/v1\noid sha256:0'), 'Git LFS'],
    ['zeros', new Uint8Array(64), 'field 0'],
    ['noise', Uint8Array.from({ length: 64 }, (_, at) => (at * 37 + 201) % 256), 'whole ONNX file'],
  ])('%s is no ONNX file', (_, bytes, said) => {
    expect(refusal(bytes)).toMatch(oneLine);
    expect(refusal(bytes)).toContain(said);
  });

  const withTensor = (dims: readonly number[], raw = 4): Uint8Array =>
    writeModel({
      ...{ input: [x], output: [y], node: [node('MatMul', ['x', 'w'], ['y'])] },
      initializer: [{ name: 'w', dataType: 1, dims: [...dims], rawData: new Uint8Array(raw) }],
    });

  it.each([
    ['a product that overflows', [2 ** 31, 2 ** 31, 2 ** 31], 'as large as the limits allow'],
    ['a negative size', [-1, 2], 'sizes are whole numbers'],
    ['two gigabytes that are not there', [2 ** 29], 'as large as the limits allow'],
    ['more than the bytes', [2, 2], 'has all its bytes'],
  ])('a tensor of %s', (_, dims, said) => {
    expect(refusal(withTensor(dims))).toMatch(oneLine);
    expect(refusal(withTensor(dims))).toContain(said);
  });

  it('limits can be set', () => {
    expect(refusal(small, { fileBytes: 10 })).toContain('fileBytes');
    expect(refusal(small, { tensorElements: 3 })).toContain('tensorElements');
    expect(refusal(small, { items: 20 })).toContain('items');
    expect(refusal(small, { depth: 2 })).toContain('depth');
  });

  it('messages deep within each other end at the limit, not at the end of the stack', () => {
    const field = (number: number, bytes: Uint8Array): Uint8Array => {
      const size: number[] = [];
      let rest = bytes.length;
      for (; rest >= 128; rest = Math.floor(rest / 128)) size.push((rest % 128) + 128);
      return Uint8Array.of(number * 8 + 2, ...size, rest, ...bytes);
    };
    let graph: Uint8Array = new Uint8Array();
    // A graph in an attribute of an operator of a graph.
    for (let depth = 0; depth < 300; depth += 1) graph = field(1, field(5, field(6, graph)));
    const opset = field(8, Uint8Array.of(16, 17));
    expect(refusal(Uint8Array.of(8, 8, ...field(7, graph), ...opset))).toContain('depth');
  });

  const graphs: Readonly<Record<string, [Parameters<typeof writeModel>[0], string]>> = {
    'a cycle': [
      {
        input: [x],
        output: [y],
        node: [
          node('Add', ['x', 'b'], ['a']),
          node('Add', ['a', 'y'], ['b']),
          node('Add', ['b', 'x'], ['y']),
        ],
      },
      'a cycle at "Add" "a"',
    ],
    'an operator that reads itself': [
      { input: [x], output: [y], node: [node('Relu', ['y'], ['y'])] },
      'a cycle',
    ],
    'a value that is given twice': [
      { input: [x], output: [y], node: [node('Relu', ['x'], ['y']), node('Abs', ['x'], ['y'])] },
      'each value is given once',
    ],
    'an initializer that is given twice': [
      { input: [x], output: [y], initializer: [weight, weight], node: [node('MatMul', ['x', 'w'], ['y'])] },
      'each value is given once',
    ],
    'outputs of one name': [
      { input: [x], output: [y, y], node: [node('Relu', ['x'], ['y'])] },
      'outputs have names apart',
    ],
    'a value from nowhere': [
      { input: [x], output: [y], node: [node('Relu', ['z'], ['y'])] },
      '"z" somewhere',
    ],
    'an output from nowhere': [
      { input: [x], output: [y], node: [node('Relu', ['x'], ['z'])] },
      'an operator for "y"',
    ],
    'no outputs': [{ input: [x], output: [], node: [] }, 'a graph has outputs'],
    'external data outside of the folder': [
      {
        ...{ input: [x], output: [y], node: [node('MatMul', ['x', 'w'], ['y'])] },
        initializer: [
          {
            name: 'w',
            dataType: 1,
            dims: [2, 2],
            dataLocation: external,
            externalData: [{ key: 'location', value: '../../etc/passwd' }],
          },
        ],
      },
      'without ".."',
    ],
    'external data that are not there': [
      {
        ...{ input: [x], output: [y], node: [node('MatMul', ['x', 'w'], ['y'])] },
        initializer: [
          {
            name: 'w',
            dataType: 1,
            dims: [2, 2],
            dataLocation: external,
            externalData: [{ key: 'location', value: 'w.bin' }],
          },
        ],
      },
      'external data are there',
    ],
  };
  it.each(Object.entries(graphs))('%s', (_, [graph, said]) => {
    const message = refusal(writeModel(graph));
    expect(message).toMatch(oneLine);
    expect(message).toContain(said);
  });

  it('names that are not UTF-8', () => {
    const at = small.lastIndexOf('x'.charCodeAt(0));
    const bytes = Uint8Array.from(small, (byte, place) => (place === at ? 0xff : byte));
    expect(refusal(bytes)).toContain('UTF-8');
  });

  it('names with line breaks stay on the line of the message', () => {
    const bytes = writeModel({
      input: [x],
      output: [y],
      node: [node('Relu', [`a\nb${'c'.repeat(500)}`], ['y'])],
    });
    expect(refusal(bytes)).toMatch(oneLine);
    expect(refusal(bytes)!.length).toBeLessThan(400);
  });

  it('operators of unknown domains make a black box, which ONNX Runtime cannot run', () => {
    const file = readOnnx(writeModel({ input: [x], output: [y], node: [node('evil.Shell', ['x'], ['y'])] }));
    expect(recogniseNetwork(file)).toMatchObject({
      operator: 'evil.Shell',
      foreignOperators: ['evil.Shell'],
    });
  });

  it('columns that double over and over are not followed', () => {
    const doubling = Array.from({ length: 40 }, (_, at) =>
      node('Concat', [`v${at}`, `v${at}`], [`v${at + 1}`], { axis: 1 }),
    );
    const bytes = writeModel({
      input: [info('v0', ['rows', 2])],
      output: [info('v40', ['rows'])],
      node: doubling,
    });
    expect(recogniseNetwork(readOnnx(bytes))).toMatchObject({ operator: 'Concat' });
  });

  it('constants that grow by broadcasting are not followed', () => {
    const bytes = writeModel({
      ...{ input: [x], output: [y] },
      node: [
        node('Unsqueeze', ['c', 'axis'], ['u']),
        node('Add', ['c', 'u'], ['s']),
        node('Add', ['x', 's'], ['y']),
      ],
      initializer: [
        tensor('c', [2 ** 13], new Array<number>(2 ** 13).fill(1)),
        tensor('axis', [1], [-1], 'int64'),
      ],
    });
    expect(recogniseNetwork(readOnnx(bytes))).toMatchObject({
      blackBox: expect.stringContaining('too large') as string,
    });
  });
});
