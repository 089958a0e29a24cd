import { ndarray, randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadOnnxSchema } from '../graph/load-onnx-schema.ts';
import { codedWeights } from '../test-help/random-weights.ts';
import { compareDecisions } from '../verifying/compare-decisions.ts';
import { runPacked } from '../verifying/run-packed.ts';
import { runtimeSettings, type RuntimeSetting } from '../verifying/runtime-settings.ts';
import { packNetwork } from './pack-network.ts';
import { writeFile } from './write-file.ts';

const networks = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([inputs, hidden]) => fc.tuple(codedWeights([inputs, hidden]), codedWeights([hidden, 2])))
  .map(([first, last]) =>
    denseNetwork([
      { weight: first, grid: { scale: 0.0625, bits: 8 } },
      { weight: last, bias: [0.25, -1] },
    ]),
  );

/** A network whose first layer is worth a stream. */
const wide = (bits: number) => {
  const codes = Int32Array.from({ length: 60 * 60 }, (_, at) => (at * 7919) % 2 ** bits);
  return denseNetwork([
    {
      weight: {
        ...{ kind: 'affine', codes, shape: [60, 60], bits, signed: false, axis: null },
        ...{ scale: Float32Array.of(0.01), zeroPoint: Int32Array.of(2 ** bits / 2) },
      },
      grid: { scale: 0.05, bits: 8 },
    },
    { weight: randomStream(1, 'last').normal([60, 2]) },
  ]);
};

const settings: readonly RuntimeSetting[] = [
  ...runtimeSettings,
  { runtime: 'native', optimization: 'disabled' },
];

describe.each(settings)('in $runtime, optimization $optimization', (setting) => {
  it('codes out of a stream are the codes of their containers, in every form and width', async () => {
    const schema = await loadOnnxSchema();
    await fc.assert(
      fc.asyncProperty(networks, async (network) => {
        const x = randomStream(network.inputWidth, 'rows').normal([5, network.inputWidth]);
        const [alone, streamed] = [[], network.layers.map(({ name }) => name)].map((names) =>
          writeFile(schema, { network, whole: null }, new Set(names)),
        );
        expect(streamed!.layers.every(({ storage }) => storage === 'BITS')).toBe(true);
        const actual = await runPacked({ bytes: streamed!.bytes, x }, setting);
        expect(actual).toEqual(await runPacked({ bytes: alone!.bytes, x }, setting));
        expect(
          compareDecisions({ expected: referenceLogits(network, x), actual }).largestDifference,
        ).toBeLessThan(0.1);
      }),
      { numRuns: 15 },
    );
  });
});

it.each([1, 3, 5, 6, 7])('%i bits take that many where there is something to gain', async (bits) => {
  const network = wide(bits);
  const { bytes, layers, opset } = await packNetwork(network);
  expect(opset).toBe(21);
  expect(layers[0]).toEqual({ layer: 'dense0', bits, storage: 'BITS', codeBytes: 450 * bits });
  expect(bytes.length).toBeLessThan(
    writeFile(await loadOnnxSchema(), { network, whole: null }, new Set()).bytes.length,
  );
  const x = ndarray(randomStream(2, 'rows').normal([50, 60]).data, [50, 60]);
  const actual = await runPacked({ bytes, x });
  expect(compareDecisions({ expected: referenceLogits(network, x), actual }).changed).toBe(0);
});

it('no file is larger for its stream', async () => {
  const schema = await loadOnnxSchema();
  await fc.assert(
    fc.asyncProperty(networks, async (network) => {
      const { bytes } = await packNetwork(network);
      const alone = writeFile(schema, { network, whole: null }, new Set());
      expect(bytes.length).toBeLessThanOrEqual(alone.bytes.length);
    }),
    { numRuns: 50 },
  );
});
