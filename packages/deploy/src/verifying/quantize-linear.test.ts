import { ndarray, randomStream, type NDArray } from '@cfq/jit';
import { decode, uniformAffine, uniformSymmetric, type AffineTensor, type Quantizer } from '@cfq/quantizers';
import type { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { appendInitializer, appendNode, integer, type GraphParts } from '../graph/graph-parts.ts';
import { floats } from '../graph/initializers.ts';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { rowsOf } from '../interface/value-infos.ts';
import { runFile } from '../test-help/run-file.ts';
import { runtimeSettings } from './runtime-settings.ts';

const typesOf = { uint8: 2, int8: 3, uint4: 21, int4: 22 } as const;

/** Zero points of a type in the file, two a byte where they have 4 bits, the first of a byte lowest. */
function zeroPoints({ zeroPoint, bits, signed, axis }: AffineTensor): onnx.ITensorProto {
  const rawData = new Uint8Array(Math.ceil((zeroPoint.length * bits) / 8));
  zeroPoint.forEach((code, at) => {
    rawData[Math.floor((at * bits) / 8)]! |= (code & (2 ** bits - 1)) << ((at * bits) % 8);
  });
  const dataType = typesOf[`${signed ? '' : 'u'}int${bits}` as keyof typeof typesOf];
  return { name: 'zero', dataType, dims: axis === null ? [] : [zeroPoint.length], rawData };
}

/** What the runtime's own operators make of a tensor, on the grid that a quantizer chose. */
async function throughOperators(x: NDArray, grid: AffineTensor, setting: (typeof runtimeSettings)[number]) {
  const schema = await loadOnnxSchema();
  const parts: GraphParts = { schema, nodes: [], initializers: [] };
  appendInitializer(parts, floats('scale', grid.scale, grid.axis === null ? [] : [grid.scale.length]));
  appendInitializer(parts, zeroPoints(grid));
  const axis = [integer(parts, 'axis', grid.axis ?? 1)];
  appendNode(parts, 'QuantizeLinear', ['x', 'scale', 'zero'], 'codes', axis);
  appendNode(parts, 'DequantizeLinear', ['codes', 'scale', 'zero'], 'values', axis);
  const width = x.shape[1]!;
  const bytes = schema.ModelProto.encode({
    irVersion: 10,
    opsetImport: [{ domain: '', version: 21 }],
    graph: {
      name: 'operators',
      node: parts.nodes,
      initializer: parts.initializers,
      input: [rowsOf('x', 'float32', width)],
      output: [rowsOf('values', 'float32', width)],
    },
  }).finish();
  const fed = { type: 'float32', values: x.data as Float32Array, shape: x.shape } as const;
  return [...((await runFile(bytes, { x: fed }, setting))['values']!.data as Float32Array)];
}

describe.each(Object.values<Quantizer>({ uniformAffine, uniformSymmetric }))('$name', (quantizer) => {
  it.each(runtimeSettings)(
    'is QuantizeLinear and DequantizeLinear of ONNX Runtime, whole and by channels: $runtime, $optimization',
    async (setting) => {
      const drawn = randomStream(0, 'operators', quantizer.name).normal([40, 5]);
      // Uneven channels, whose ends the other rows exceed: they are clipped as the operator does it.
      const fitted = ndarray(
        drawn.data.slice(0, 150).map((value, at) => value * (1 + (at % 5)) + (at % 2)),
        [30, 5],
      );
      const x = ndarray(
        drawn.data.map((value, at) => 2 * value * (1 + (at % 5))),
        [40, 5],
      );
      for (const bits of [4, 8]) {
        for (const options of [{}, { axis: 1 }]) {
          const encoded = quantizer.encode(x, quantizer.init(fitted, bits, options), bits) as AffineTensor;
          const expected = [...decode(encoded).data];
          expect(new Set(encoded.codes).size).toBeGreaterThan(12);
          const actual = await throughOperators(x, encoded, setting);
          expect(actual.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
        }
      }
    },
    120_000,
  );
});
