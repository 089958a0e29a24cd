import { ndarray } from '@cfq/jit';
import { denseNetwork, referenceLogits } from '@cfq/network';
import { decode, quantizers, uniformAffine, uniformSymmetric, type Quantizer } from '@cfq/quantizers';
import { describe, expect, it } from 'vitest';
import { TrainingError } from '../training-error.ts';
import { activationGridOf } from './activation-grid-of.ts';

const rectified = ndarray([0, 0.11, 0.24, 0.5, 0.77, 1.3, 2.9, 3, 4.5], [9, 1]);
/** What rectified outputs become on a grid, by the network that is deployed. */
const onGrid = (grid: ReturnType<typeof activationGridOf>) =>
  referenceLogits(denseNetwork([{ weight: [[1]], grid }, { weight: [[1]] }]), rectified).data;

describe('activationGridOf', () => {
  const ofActivations = Object.values<Quantizer>(quantizers).filter(({ roles }) =>
    roles.includes('activation'),
  );
  // A signed grid, of which rectified outputs meet one half.
  const all: Quantizer[] = [...new Set([...ofActivations, uniformSymmetric])];
  it.each(all.map((quantizer) => [quantizer.name, quantizer] as const))(
    '%s: the grid rounds rectified outputs as the quantizer does',
    (_, quantizer) => {
      for (const bits of [2, 3, 4, 8]) {
        const parameters = quantizer.init(ndarray([0, 1, 2, 3], [4]), bits);
        const grid = activationGridOf('dense0', { quantizer, bits, parameters });
        expect(onGrid(grid)).toEqual(decode(quantizer.encode(rectified, parameters, bits)).data);
      }
    },
  );

  it('refuses a grid that does not start at 0', () => {
    const parameters = uniformAffine.init(ndarray([-1, 3], [2]), 4);
    expect(() => activationGridOf('dense0', { quantizer: uniformAffine, bits: 4, parameters })).toThrow(
      TrainingError,
    );
  });
});
