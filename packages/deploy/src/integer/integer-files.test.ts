import { ndarray } from '@cfq/jit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { packNetwork } from '../packing/pack-network.ts';
import { writeFile } from '../packing/write-file.ts';
import { inputGrids, integerNetworks, rowValues } from '../test-help/integer-networks.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings, type RuntimeSetting } from '../verifying/runtime-settings.ts';
import { runInteger } from './run-integer.ts';
import { toIntegerNetwork } from './to-integer-network.ts';

const rows = 5;

const cases = fc.tuple(integerNetworks, inputGrids).chain(([network, inputGrid]) =>
  fc.record({
    network: fc.constant(network),
    inputGrid: fc.constant(inputGrid),
    x: fc
      .array(rowValues, { minLength: rows * network.inputWidth, maxLength: rows * network.inputWidth })
      .map((values) => ndarray(values, [rows, network.inputWidth])),
  }),
);

const settings: readonly RuntimeSetting[] = [
  ...runtimeSettings,
  { runtime: 'native', optimization: 'disabled' },
];

describe.each(settings)('in $runtime, optimization $optimization', (setting) => {
  it('a file of whole numbers gives the logits of the interpreter to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ network, inputGrid, x }) => {
        const { bytes } = await packNetwork(network, { lowering: 'integer', inputGrid });
        const { logits } = runInteger(toIntegerNetwork(network, inputGrid), x);
        expect(await runPacked({ bytes, x }, setting)).toEqual(logits);
      }),
      { numRuns: 30 },
    );
  });

  it('codes out of a stream of bits give the same', async () => {
    const schema = await loadOnnxSchema();
    await fc.assert(
      fc.asyncProperty(cases, async ({ network, inputGrid, x }) => {
        const whole = toIntegerNetwork(network, inputGrid);
        const names = new Set(network.layers.map(({ name }) => name));
        const { bytes, layers } = writeFile(schema, { network, whole }, names);
        expect(new Set(layers.map(({ storage }) => storage))).toEqual(new Set(['BITS']));
        expect(await runPacked({ bytes, x }, setting)).toEqual(runInteger(whole, x).logits);
      }),
      { numRuns: 10 },
    );
  });
});
