import { openModel, randomStream, type NDArray, type OpenedModel } from '@cfq/jit';
import { denseNetwork, type Network } from '@cfq/network';
import { lsq } from '@cfq/quantizers';
import { bench, describe } from 'vitest';
import { inputGridOf } from './integer/input-grid-of.ts';
import { runInteger } from './integer/run-integer.ts';
import { toIntegerNetwork } from './integer/to-integer-network.ts';
import { packNetwork } from './packing/pack-network.ts';

const widths = [104, 128, 64, 2];

const rowsOf = (rows: number): NDArray => randomStream(rows, 'rows').normal([rows, widths[0]!]);

/** A network of the usual size; weights stay float where `bits` is null, and hidden outputs with them. */
const networkOf = (bits: number | null): Network =>
  denseNetwork(
    widths.slice(1).map((outputs, at) => {
      const weight = randomStream(at, 'weights').normal([widths[at]!, outputs]);
      return {
        weight: bits === null ? weight : lsq.encode(weight, lsq.init(weight, bits, { axis: 1 }), bits),
        grid: bits === null || at === widths.length - 2 ? null : { scale: 0.25, bits: 8 },
      };
    }),
  );

const grids = { '8': inputGridOf(rowsOf(1024), { bits: 8 }), '16': inputGridOf(rowsOf(1024), { bits: 16 }) };

const files: readonly (readonly [string, Uint8Array])[] = await Promise.all([
  ...([null, 8, 4, 3, 2] as const).map(async (bits) => {
    const { bytes } = await packNetwork(networkOf(bits));
    return [bits === null ? 'float' : `qdq, ${bits} bits`, bytes] as const;
  }),
  ...([8, 16] as const).map(async (bits) => {
    const inputGrid = grids[bits];
    const { bytes } = await packNetwork(networkOf(8), { lowering: 'integer', inputGrid });
    return [`integer, 8 bits, rows of ${bits}`, bytes] as const;
  }),
]);

const options = { time: 300, warmupTime: 100 };

describe.each(['native', 'wasm'] as const)('%s, one thread', (runtime) => {
  describe.each([1, 32, 1024])('batch of %i', (rows) => {
    const x = rowsOf(rows);
    for (const [name, bytes] of files) {
      let model: OpenedModel;
      bench(
        name,
        async () => {
          await model.run({ x });
        },
        {
          ...options,
          setup: async () => {
            model = await openModel(bytes, { runtime });
          },
          teardown: () => model.dispose(),
        },
      );
    }
  });
});

describe.each([1, 32, 1024])('plain TypeScript, batch of %i', (rows) => {
  const whole = toIntegerNetwork(networkOf(8), grids['8']);
  const x = rowsOf(rows);
  bench('runInteger, 8 bits', () => void runInteger(whole, x), options);
});

describe.each(['native', 'wasm'] as const)('%s, loading', (runtime) => {
  for (const [name, bytes] of files) {
    bench(
      name,
      async () => {
        await (await openModel(bytes, { runtime })).dispose();
      },
      options,
    );
  }
});
