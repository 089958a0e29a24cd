import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import {
  denseNetwork,
  referenceLogits,
  type AffineWeights,
  type FileInterface,
  type Network,
} from '@cfq/network';
import type { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { lowerings, type Lowering } from '../exporting/lowering.ts';
import { elementTypes } from '../graph/element-types.ts';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { inputGridOf } from '../integer/input-grid-of.ts';
import { runInteger } from '../integer/run-integer.ts';
import { toIntegerNetwork } from '../integer/to-integer-network.ts';
import { packNetwork } from '../packing/pack-network.ts';
import { verifyPacked } from './verify-packed.ts';

const width = 96;

/** Rows like those of credit data: one of eight in each group, which is what saturating kernels take worst. */
function oneHotRows(rows: number): NDArray {
  const drawn = randomStream(3, 'one hot').normal([rows, width / 8]).data;
  const data = new Float32Array(rows * width);
  drawn.forEach((value, at) => {
    data[at * 8 + (Math.floor(Math.abs(value) * 1000) % 8)] = 1;
  });
  return ndarray(data, [rows, width]);
}

/** Codes at both ends of their range, which is what saturating kernels take worst. */
function affine(shape: readonly [number, number], bits: number, signed: boolean): AffineWeights {
  const lowest = signed ? -(2 ** (bits - 1)) : 0;
  const drawn = randomStream(bits, 'codes', shape[0]).normal(shape).data;
  const codes = Int32Array.from(drawn, (value) =>
    Math.max(
      lowest,
      Math.min(lowest + 2 ** bits - 1, Math.round(lowest + 2 ** (bits - 1) + value * 2 ** bits)),
    ),
  );
  return {
    ...{ kind: 'affine', codes, shape, bits, signed, axis: null },
    scale: Float32Array.of(0.5 / 2 ** bits),
    zeroPoint: Int32Array.of(lowest + 2 ** (bits - 1)),
  };
}

const networkOf = (bits: number, signed: boolean): Network =>
  denseNetwork([
    { weight: affine([width, 64], bits, signed), grid: { scale: 1 / 32, bits: 8 } },
    { weight: affine([64, 32], bits, signed), grid: { scale: 1 / 64, bits: 8 } },
    { weight: affine([32, 2], bits, signed), bias: [0.01, -0.01] },
  ]);

const files: FileInterface = {
  inputs: [{ name: 'x', type: 'float32', columns: width, flat: false }],
  columns: Array.from({ length: width }, (_, column) => ({
    ...{ kind: 'number', input: 'x', column, offset: 0, scale: 1, absent: null },
  })),
  outputs: [{ name: 'logits', kind: 'logits', favourable: 1, flat: false }],
};

const x = oneHotRows(150);
const inputGrid = inputGridOf(x);
const gridOf = (lowering: Lowering) => (lowering === 'integer' ? { lowering, inputGrid } : { lowering });

const cases = [
  ...[1, 3, 8].map((bits) => ({ bits, signed: true })),
  ...[2, 4, 5, 8].map((bits) => ({ bits, signed: false })),
];

describe.each(cases)('weights of $bits bits, signed $signed', ({ bits, signed }) => {
  const network = networkOf(bits, signed);

  it('decide alike in every runtime, as floats', async () => {
    const { bytes } = await packNetwork(network);
    const expected = referenceLogits(network, x);
    for (const { changed, largestDifference } of await verifyPacked({ bytes, x, expected })) {
      expect(changed).toBe(0);
      // Sums in another order may move a hidden output by one step where it lies between two, and no further.
      expect(largestDifference).toBeLessThan(0.05);
    }
  });

  it('give the same bits in every runtime, as whole numbers', async () => {
    const { bytes } = await packNetwork(network, { lowering: 'integer', inputGrid });
    const expected = runInteger(toIntegerNetwork(network, inputGrid), x).logits;
    for (const { logits } of await verifyPacked({ bytes, x, expected })) expect(logits).toEqual(expected);
  });

  it.each(lowerings)('lie in a %s file that no kernel is tempted by', async (lowering) => {
    for (const options of [{}, { interface: files }]) {
      const { bytes } = await packNetwork(network, { ...gridOf(lowering), ...options });
      const { ModelProto } = await loadOnnxSchema();
      expect(temptations(ModelProto.decode(bytes).graph!)).toEqual([]);
    }
  });
});

const narrowTypes = [21, 22, 25, 26];

/** What a runtime would fuse, saturate or refuse. */
function temptations({ node, initializer, output }: onnx.IGraphProto): string[] {
  const nodes = node ?? [];
  const tensors = new Map((initializer ?? []).map((tensor) => [tensor.name!, tensor]));
  const madeBy = new Map(nodes.flatMap((made) => (made.output ?? []).map((name) => [name, made] as const)));
  const found = (output ?? []).flatMap(({ name, type }) =>
    narrowTypes.includes(type!.tensorType!.elemType!) ? [`output ${name} of 2 or 4 bits`] : [],
  );
  for (const { opType, input, attribute } of nodes) {
    const [first, second, , zero] = input!;
    const dequantized = [first, second].some((name) => madeBy.get(name!)?.opType === 'DequantizeLinear');
    if (opType === 'MatMul' && dequantized) found.push('a product that fuses with its weights');
    if (opType === 'Gemm' && !attribute!.some(({ name, i }) => name === 'transB' && Number(i) === 1)) {
      found.push('a Gemm that fuses with its weights');
    }
    if (['QLinearMatMul', 'QGemm', 'QLinearConv'].includes(opType!)) found.push(`${opType}`);
    if (opType === 'MatMulInteger') {
      const weights = tensors.get(second!);
      const signedBytes =
        weights?.dataType === elementTypes.int8 ? [...Int8Array.from(weights.rawData!)] : [];
      if (signedBytes.some((value) => Math.abs(value) > 64)) found.push('signed bytes that saturate');
      if (madeBy.get(second!)?.opType === 'Cast') {
        const { attribute: to } = madeBy.get(second!)!;
        if (Number(to![0]!.i) !== elementTypes.uint8) found.push('weights that are not unsigned');
      }
      if (zero !== undefined && tensors.get(zero)!.dataType !== elementTypes.uint8)
        found.push('a signed zero point');
    }
    if (opType === 'DequantizeLinear') {
      if (tensors.get(second!)!.dataType !== elementTypes.float32) found.push('a scale of another type');
      if (input!.length === 3 && madeBy.get(first!)?.opType === 'MatMulInteger')
        found.push('int32 with a zero point');
    }
  }
  return found;
}
