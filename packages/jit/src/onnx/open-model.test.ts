import { describe, expect, it } from 'vitest';

import { DisposedError } from '../errors/disposed-error.ts';
import { LeafError } from '../errors/leaf-error.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { ndarray } from '../arrays/ndarray.ts';
import { encodeModel } from './encode-model.ts';
import { openModel } from './open-model.ts';

/** A file with inputs a and b and outputs a · b and a > b, under the names the encoder gave. */
async function file(): Promise<{
  bytes: Uint8Array;
  a: string;
  b: string;
  product: string;
  greater: string;
}> {
  const g = new GraphBuilder();
  const [x, y] = [g.input({ dtype: 'float32', shape: [2] }), g.input({ dtype: 'float32', shape: [2] })];
  const graph = g.finish([g.emit('Mul', [x, y]), g.emit('Greater', [x, y])]);
  const { bytes, inputNames, outputNames } = await encodeModel(graph, 'file');
  const [a, b] = inputNames as [string, string];
  const [product, greater] = outputNames as [string, string];
  return { bytes, a, b, product, greater };
}

describe.each(['native', 'wasm'] as const)('openModel (%s)', (runtime) => {
  it('runs a file by name and gives arrays back', async () => {
    const { bytes, a, b, product, greater } = await file();
    const model = await openModel(bytes, { runtime, optimization: 'basic' });
    expect(model.inputNames).toEqual([a, b]);
    expect(model.outputNames).toEqual([product, greater]);
    expect(model.runtime).toBe(runtime === 'native' ? 'onnxruntime-node' : 'onnxruntime-web');
    const result = await model.run({ [b]: ndarray([3, 4], [2]), [a]: ndarray([5, 2], [2]) });
    expect(result[product]?.data).toEqual(Float32Array.of(15, 8));
    expect(result[greater]?.data).toEqual(Uint8Array.of(1, 0));
    await model.dispose();
  });
});

it('missing and unknown inputs are errors, and so is a run after disposal', async () => {
  const { bytes, a, b } = await file();
  const model = await openModel(bytes);
  await expect(model.run({ [a]: ndarray([1, 2], [2]) })).rejects.toThrow(LeafError);
  await expect(model.run({ [a]: ndarray([1, 2], [2]), other: ndarray([1, 2], [2]) })).rejects.toThrow(
    new RegExp(`expected ${a}, ${b}, got ${a}, other`),
  );
  await model.dispose();
  await expect(model.run({})).rejects.toThrow(DisposedError);
});
