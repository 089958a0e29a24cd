import { packNetwork } from '@cfq/deploy';
import { randomStream } from '@cfq/jit';
import { denseNetwork, referenceLogits, type Network } from '@cfq/network';
import { expect, it } from 'vitest';
import { raiseSteps } from './raise-steps.ts';

const grid = { scale: 2 ** -12, zeroPoint: 2 ** 15, bits: 16 } as const;

/** Two units, the second of which has its weights on the given step. */
function network(step: number): Network {
  const affine = (codes: readonly number[], scale: readonly number[]) => ({
    ...({ kind: 'affine', bits: 4, signed: true, axis: 1, shape: [2, 2] } as const),
    codes: Int32Array.from(codes),
    scale: Float32Array.from(scale),
    zeroPoint: new Int32Array(2),
  });
  return denseNetwork([
    { weight: affine([3, -7, 2, 5], [0.1, step]), bias: [0.1, 0.7], grid: { scale: 0.01, bits: 8 } },
    { weight: affine([3, -7, 2, 5], [0.1, 0.2]), bias: [0, 0.1] },
  ]);
}
const x = randomStream(0, 'rows').normal([20, 2]);

it.each([1e-12, 1e-9, 1e-7])(
  'gives a file of whole numbers where a unit hardly moves (step %d), and decides as before',
  async (step) => {
    const idle = network(step);
    await expect(packNetwork(idle, { lowering: 'integer', inputGrid: grid })).rejects.toThrow(/32-bit/);
    const raised = raiseSteps(idle, grid);
    const { bytes } = await packNetwork(raised, { lowering: 'integer', inputGrid: grid });
    expect(bytes.length).toBeGreaterThan(0);
    expect(referenceLogits(raised, x)).toEqual(referenceLogits(idle, x));
  },
);

it('leaves units whose bias has room as they are', () => {
  const moved = network(1e-3);
  expect(raiseSteps(moved, grid)).toEqual(moved);
});
