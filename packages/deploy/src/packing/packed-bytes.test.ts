import { createHash } from 'node:crypto';
import { denseNetwork, type Network } from '@cfq/network';
import { expect, it } from 'vitest';
import { randomNetwork } from '../test-help/random-network.ts';
import { packNetwork } from './pack-network.ts';

/** A network whose codes, scales and biases are small whole numbers and fractions that are exact. */
function countedNetwork(bits: readonly number[], perOutput: boolean, activationBits: number | null): Network {
  const widths = [5, 4, 3, 2].slice(3 - bits.length);
  return denseNetwork(
    bits.map((width, index) => {
      const [inputs, outputs] = [widths[index]!, widths[index + 1]!];
      const half = 2 ** (width - 1);
      const scales = perOutput ? outputs : 1;
      return {
        weight: {
          kind: 'affine',
          codes: Int32Array.from(
            { length: inputs * outputs },
            (_, at) => ((at * 7 + index * 3) % (2 * half)) - half,
          ),
          shape: [inputs, outputs],
          bits: width,
          signed: true,
          scale: Float32Array.from({ length: scales }, (_, at) => (at + 1) / 64),
          zeroPoint: new Int32Array(scales),
          axis: perOutput ? 1 : null,
        },
        bias: Array.from({ length: outputs }, (_, at) => (at - 1) / 8),
        grid:
          activationBits === null || index === bits.length - 1
            ? null
            : { scale: 0.0625, bits: activationBits },
      };
    }),
  );
}

// Files that are out there stay what they are: SHA-256 of what these networks were first packed to.
it.each<[string, Network, string]>([
  [
    'of 2, 3 and 8 bits',
    countedNetwork([2, 3, 8], false, 8),
    '5908f1dece17012f83e0b202ec9ecab3980b0e03acac1a8ae3859bce9f18ef37',
  ],
  [
    'of 4, 5 and 6 bits an output',
    countedNetwork([4, 5, 6], true, 4),
    '3b3d80ad4b98882a6aff49bffa6cce3f4953cc63847fe4eb460dfb3319d9225b',
  ],
  [
    'with float hidden outputs',
    countedNetwork([4, 4], true, null),
    'c6c88f4d4336e7d31c42df926e241bccaa1255da114aca618ab79c1feb5213fa',
  ],
  [
    'of one layer',
    countedNetwork([7], false, null),
    'b878a6127ac0c6bb7e7169a521e5d38a807c5f330b839630e56688cd79591972',
  ],
  [
    'with learned steps',
    randomNetwork([2, 3, 8]),
    'ada737cc9a16753e9c49f8a7d068f92aab18c3e38b415351165ecc17d99a10a4',
  ],
])('a network %s packs to the bytes it always packed to', async (_, network, hash) => {
  const { bytes } = await packNetwork(network);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
});
