import { onnx as schema, type onnx as OnnxSchema } from 'onnx-proto';
import { describe, expect, it } from 'vitest';

import { ndarray } from '../arrays/ndarray.ts';
import { ExecutorError } from '../errors/executor-error.ts';
import { LeafError } from '../errors/leaf-error.ts';
import { openModel } from './open-model.ts';
import { runRows } from './run-rows.ts';

const { AttributeProto, ModelProto, TensorProto } = schema;
const types = TensorProto.DataType;
/** `TensorProto.DataType.INT4`, younger than the encoder. */
const int4 = 22;

interface Value {
  readonly name: string;
  readonly type: number;
  /** Sizes; a name where any number will do. */
  readonly shape: readonly (number | string)[];
}

const valueInfo = ({ name, type, shape }: Value): OnnxSchema.IValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType: type,
      shape: {
        dim: shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size })),
      },
    },
  },
});

const cast = (input: string, output: string, to: number): OnnxSchema.INodeProto => ({
  opType: 'Cast',
  input: [input],
  output: [output],
  attribute: [{ name: 'to', type: AttributeProto.AttributeType.INT, i: to }],
});

function fileOf(
  nodes: OnnxSchema.INodeProto[],
  input: Value[],
  output: OnnxSchema.IValueInfoProto[],
  opset = 21,
): Uint8Array {
  return ModelProto.encode({
    irVersion: 10,
    opsetImport: [{ domain: '', version: opset }],
    graph: { name: 'foreign', node: nodes, input: input.map(valueInfo), output },
  }).finish();
}

const rows: Value = { name: 'x', type: types.FLOAT, shape: ['n', 2] };

/** A file that casts its rows to a type. */
const casting = (type: number, from: Value = rows): Uint8Array =>
  fileOf([cast('x', 'y', type)], [from], [valueInfo({ ...from, name: 'y', type })]);

const x = ndarray([1, -2, 3, 100], [2, 2]);

describe.each(['native', 'wasm'] as const)('files that others wrote (%s)', (runtime) => {
  it.each([
    ['int64', types.INT64, Int32Array],
    ['float64', types.DOUBLE, Float32Array],
    ['float16', types.FLOAT16, Float32Array],
    ['int8', types.INT8, Int32Array],
    ['int16', types.INT16, Int32Array],
    ['int32', types.INT32, Int32Array],
  ])('outputs of %s are read', async (name, type, storage) => {
    await using model = await openModel(casting(type), { runtime });
    expect(model.outputs).toEqual([{ name: 'y', type: name, shape: [null, 2] }]);
    const { y } = await model.run({ x });
    expect(y).toEqual({ data: storage.of(1, -2, 3, 100), shape: [2, 2] });
  });

  it.each([
    ['uint8', types.UINT8],
    ['uint16', types.UINT16],
    ['uint32', types.UINT32],
    ['uint64', types.UINT64],
  ])('outputs of %s are read, as numbers and not as truth', async (_, type) => {
    await using model = await openModel(casting(type), { runtime });
    const { y } = await model.run({ x: ndarray([0, 1, 7, 100], [2, 2]) });
    expect(y!.data).toEqual(Int32Array.of(0, 1, 7, 100));
  });

  it('outputs of bool are truth', async () => {
    await using model = await openModel(casting(types.BOOL), { runtime });
    expect((await model.run({ x: ndarray([0, 1, 7, 0], [2, 2]) }))['y']!.data).toEqual(
      Uint8Array.of(0, 1, 1, 0),
    );
  });

  it('float16 is read with its small numbers, infinities and NaN', async () => {
    await using model = await openModel(casting(types.FLOAT16), { runtime });
    const values = [2 ** -24, -(2 ** -14), Infinity, NaN, 65504, -0.1];
    const { y } = await model.run({ x: ndarray(values, [3, 2]) });
    expect([...y!.data].slice(0, 5)).toEqual(values.slice(0, 5));
    expect(y!.data[5]).toBe(-0.0999755859375);
  });

  it('a whole number beyond int32 is refused, not cut off', async () => {
    await using model = await openModel(casting(types.INT64), { runtime });
    await expect(model.run({ x: ndarray([2 ** 31, 0], [1, 2]) })).rejects.toThrow(LeafError);
    await expect(model.run({ x: ndarray([2 ** 31, 0], [1, 2]) })).rejects.toThrow(/holds 2147483648/);
  });

  it('inputs are converted to what the file declares, where it holds them', async () => {
    for (const type of [types.DOUBLE, types.INT64, types.INT32, types.INT8]) {
      await using model = await openModel(casting(types.FLOAT, { ...rows, type }), { runtime });
      expect((await model.run({ x }))['y']!.data).toEqual(Float32Array.of(1, -2, 3, 100));
    }
    await using whole = await openModel(casting(types.FLOAT, { ...rows, type: types.INT64 }), { runtime });
    await expect(whole.run({ x: ndarray([0.5, 0], [1, 2]) })).rejects.toThrow(
      /input "x" is int64.*expected what int64 holds, got 0.5/,
    );
    await using text = await openModel(
      fileOf(
        [{ opType: 'Identity', input: ['x'], output: ['y'] }],
        [{ ...rows, type: types.STRING }],
        [valueInfo({ ...rows, name: 'y', type: types.STRING })],
      ),
      { runtime },
    );
    await expect(text.run({ x })).rejects.toThrow(/openModel: .* got string for "(x|y)"/);
  });

  it('text, sequences and narrow types are refused by name before the run, and others can be asked for', async () => {
    const node: OnnxSchema.INodeProto = { opType: 'SequenceConstruct', input: ['x'], output: ['pairs'] };
    const bytes = fileOf(
      [cast('x', 'labels', types.INT64), cast('x', 'words', types.STRING), cast('x', 'nibbles', int4), node],
      [rows],
      [
        valueInfo({ ...rows, name: 'labels', type: types.INT64 }),
        valueInfo({ ...rows, name: 'words', type: types.STRING }),
        valueInfo({ ...rows, name: 'nibbles', type: int4 }),
        { name: 'pairs', type: { sequenceType: { elemType: { tensorType: { elemType: types.FLOAT } } } } },
      ],
    );
    await using model = await openModel(bytes, { runtime });
    await expect(model.run({ x })).rejects.toThrow(
      /got string for "words"\)\. Ask for others with \{ outputs \}: labels\./,
    );
    for (const name of ['nibbles', 'pairs', 'absent']) {
      await expect(model.run({ x }, { outputs: [name] })).rejects.toThrow(LeafError);
    }
    await expect(model.run({ x }, { outputs: [] })).rejects.toThrow(/Name at least one/);
    const { labels } = await model.run({ x }, { outputs: ['labels'] });
    expect(labels!.data).toEqual(Int32Array.of(1, -2, 3, 100));
  });

  it('texts and doubles go in and come out, where the file has them', async () => {
    const [words, doubles] = [
      { ...rows, name: 'words', type: types.STRING },
      { ...rows, name: 'doubles', type: types.DOUBLE },
    ];
    const bytes = fileOf(
      [{ opType: 'Identity', input: ['words'], output: ['same'] }, cast('doubles', 'written', types.STRING)],
      [words, doubles],
      [valueInfo({ ...words, name: 'same' }), valueInfo({ ...words, name: 'written' })],
    );
    await using model = await openModel(bytes, { runtime });
    const given = { data: ['a', '', 'Größe', '(missing)'], shape: [2, 2] };
    // 2^24 + 1 and 0.1 are other numbers in float32.
    const numbers = { data: Float64Array.of(16_777_217, 0.1, NaN, -3), shape: [2, 2] };
    const { same, written } = await model.ask({ words: given, doubles: numbers });
    expect(same).toEqual(given);
    expect((written!.data as string[]).map(Number)).toEqual([16_777_217, 0.1, NaN, -3]);
    await expect(model.ask({ words: given, doubles: given })).rejects.toThrow(LeafError);
    await expect(model.ask({ words: x, doubles: numbers })).rejects.toThrow(LeafError);
    await expect(model.run({ words: x, doubles: x })).rejects.toThrow(/got string for "same"/);
  });

  it('doubles go to inputs of other types, where these hold them', async () => {
    await using single = await openModel(casting(types.DOUBLE), { runtime });
    const halves = { data: Float64Array.of(0.5, NaN), shape: [1, 2] };
    expect((await single.ask({ x: halves }))['y']!.data).toEqual(Float32Array.of(0.5, NaN));
    await using whole = await openModel(casting(types.FLOAT, { ...rows, type: types.INT64 }), { runtime });
    const large = { data: Float64Array.of(2 ** 40, -1), shape: [1, 2] };
    expect((await whole.ask({ x: large }))['y']!.data).toEqual(Float32Array.of(2 ** 40, -1));
    await expect(whole.ask({ x: halves })).rejects.toThrow(/expected what int64 holds, got 0.5/);
  });

  it.each([1, 3])('a file for %i rows at a time takes any number', async (batch) => {
    await using model = await openModel(casting(types.INT64, { ...rows, shape: [batch, 2] }), { runtime });
    expect(model.inputs[0]!.shape).toEqual([batch, 2]);
    for (const n of [0, 1, 5]) {
      const many = ndarray(
        Float32Array.from({ length: 2 * n }, (_, at) => at),
        [n, 2],
      );
      expect(await runRows(model, many)).toEqual({ data: Int32Array.from(many.data), shape: [n, 2] });
    }
    await expect(runRows(model, x, { size: 2 })).rejects.toThrow(/fixes how many rows/);
  });

  it('a file for any number of rows is fed in runs of the size that is asked for', async () => {
    await using model = await openModel(casting(types.DOUBLE), { runtime });
    expect((await runRows(model, x, { size: 1 })).data).toEqual(x.data);
    await expect(runRows(model, x, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    await expect(runRows(model, x, { output: 'z' })).rejects.toThrow(/expected one of y, got z/);
  });

  it('what is no ONNX file is refused', async () => {
    await expect(openModel(Uint8Array.of(1, 2, 3), { runtime })).rejects.toThrow(ExecutorError);
    await expect(openModel(Uint8Array.of(1, 2, 3), { runtime })).rejects.toThrow(/must read the file/);
  });
});
