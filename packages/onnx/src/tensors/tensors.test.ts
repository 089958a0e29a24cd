import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.ts';
import { info, node, tensor, writeModel } from '../testing/write-model.ts';
import { tensorNumbers } from './tensor-numbers.ts';
import { tensorTexts } from './tensor-texts.ts';
import type { OnnxTensor } from '../model/onnx-tensor.ts';

type Initializer = NonNullable<Parameters<typeof writeModel>[0]['initializer']>[number];

/** Writes a tensor by another library and reads it back. */
function readBack(initializer: Initializer): OnnxTensor {
  const bytes = writeModel({
    ...{ input: [info('x', ['rows', 1])], output: [info('y', ['rows', 1])], initializer: [initializer] },
    node: [node('Relu', ['x'], ['y'])],
  });
  return readOnnx(bytes).graph.initializers[0]!;
}

const raw = (dataType: number, count: number, buffer: ArrayBufferLike): Initializer => ({
  ...{ name: 't', dataType, dims: [count], rawData: new Uint8Array(buffer.slice(0)) },
});

describe('numbers of tensors', () => {
  it.each([
    ['int8', 3, Int8Array, -128, 127],
    ['uint8', 2, Uint8Array, 0, 255],
    ['int16', 5, Int16Array, -32768, 32767],
    ['uint16', 4, Uint16Array, 0, 65535],
    ['int32', 6, Int32Array, -(2 ** 31), 2 ** 31 - 1],
    ['uint32', 12, Uint32Array, 0, 2 ** 32 - 1],
  ] as const)('%s, raw', (type, dataType, Numbers, min, max) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min, max }), { maxLength: 9 }), (values) => {
        const read = readBack(raw(dataType, values.length, Numbers.from(values).buffer));
        expect(read.type).toBe(type);
        expect([...tensorNumbers(read)]).toEqual(values);
      }),
      { numRuns: 20 },
    );
  });

  it('floats of all sizes, raw', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { maxLength: 9 }), (values) => {
        expect([...tensorNumbers(readBack(raw(1, values.length, Float32Array.from(values).buffer)))]).toEqual(
          values,
        );
        expect([
          ...tensorNumbers(readBack(raw(11, values.length, Float64Array.from(values).buffer))),
        ]).toEqual(values);
      }),
    );
    const bits = (...codes: number[]) => Uint16Array.from(codes).buffer;
    // IEEE 754 binary16: 1, −2, the largest, the smallest subnormal, infinity; and bfloat16: 1, −2.
    expect([...tensorNumbers(readBack(raw(10, 5, bits(0x3c00, 0xc000, 0x7bff, 1, 0x7c00))))]).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      Infinity,
    ]);
    expect([...tensorNumbers(readBack(raw(16, 2, bits(0x3f80, 0xc000))))]).toEqual([1, -2]);
  });

  it('64-bit integers, raw and in their field', () => {
    const values = [0, 1, -1, 127, 128, -(2 ** 40), 2 ** 53 - 1];
    expect([...tensorNumbers(readBack(raw(7, 7, BigInt64Array.from(values, BigInt).buffer)))]).toEqual(
      values,
    );
    expect([...tensorNumbers(readBack(tensor('t', [7], values, 'int64')))]).toEqual(values);
  });

  it('numbers in their fields', () => {
    expect([...tensorNumbers(readBack(tensor('t', [3], [0.5, -1, 3])))]).toEqual([0.5, -1, 3]);
    expect([...tensorNumbers(readBack(tensor('t', [2], [0.1, -7], 'float64')))]).toEqual([0.1, -7]);
    expect([...tensorNumbers(readBack(tensor('t', [3], [-128, 0, 127], 'int8')))]).toEqual([-128, 0, 127]);
    expect([...tensorNumbers(readBack(tensor('t', [2], [1, 0], 'bool')))]).toEqual([1, 0]);
    expect([...tensorNumbers(readBack({ name: 't', dataType: 10, dims: [1], int32Data: [0x3c00] }))]).toEqual(
      [1],
    );
  });

  it('packed codes of four and two bits, the first in the low bits', () => {
    const bytes = Uint8Array.of(0x87, 0x0f).buffer;
    expect([...tensorNumbers(readBack(raw(22, 3, bytes)))]).toEqual([7, -8, -1]);
    expect([...tensorNumbers(readBack(raw(21, 3, bytes)))]).toEqual([7, 8, 15]);
    const two = Uint8Array.of(0b11_10_01_00, 0b01).buffer;
    expect([...tensorNumbers(readBack(raw(25, 5, two)))]).toEqual([0, 1, 2, 3, 1]);
    expect([...tensorNumbers(readBack(raw(26, 5, two)))]).toEqual([0, 1, -2, -1, 1]);
    expect([
      ...tensorNumbers(readBack({ name: 't', dataType: 22, dims: [3], int32Data: [0x87, 0x0f] })),
    ]).toEqual([7, -8, -1]);
  });

  it('texts', () => {
    expect(tensorTexts(readBack(tensor('t', [3], ['', 'a', 'straße'], 'string')))).toEqual([
      '',
      'a',
      'straße',
    ]);
    expect(() =>
      tensorTexts(readBack({ name: 't', dataType: 8, dims: [1], stringData: [Uint8Array.of(0xff)] })),
    ).toThrow('UTF-8');
    expect(() => tensorNumbers(readBack(tensor('t', [1], ['a'], 'string')))).toThrow('holds numbers');
    expect(() => tensorTexts(readBack(tensor('t', [1], [1])))).toThrow('holds texts');
  });
});
