import { denseNetwork } from '@cfq/network';
import { describe, expect, it } from 'vitest';
import { randomNetwork } from '../test-help/random-network.ts';
import { canExport } from './can-export.ts';

const floats = denseNetwork([
  { weight: [[1, 2]], grid: { scale: 0.5, bits: 12 } },
  { weight: [[1], [2]], activation: 'linear' },
  { weight: [[1, 2]] },
]);

describe('canExport', () => {
  it('takes a quantized network either way', () => {
    const network = randomNetwork([2, 3, 8], { perOutput: true });
    expect(canExport(network, 'qdq')).toEqual({ can: true });
    expect(canExport(network, 'integer')).toEqual({ can: true });
  });

  it('takes float weights where they are read as floats, and names all that integers lack', () => {
    expect(canExport(floats, 'qdq')).toEqual({ can: true });
    expect(canExport(floats, 'integer')).toEqual({
      can: false,
      reasons: [
        'layer "dense0": integer products need integer weights, and these are float',
        'layer "dense0": hidden outputs have at most 8 bits, and these have 12',
        'layer "dense1": integer products need integer weights, and these are float',
        'layer "dense1": hidden outputs are rectified, and these are linear',
        'layer "dense2": integer products need integer weights, and these are float',
      ],
    });
  });

  it('asked about bits, looks past the weights as they are', () => {
    const hidden = denseNetwork([
      { weight: [[1, 2]], grid: { scale: 0.5, bits: 8 } },
      { weight: [[1], [2]] },
    ]);
    expect(canExport(hidden, 'integer', 3)).toEqual({ can: true });
    expect(canExport(hidden, 'qdq', 9)).toMatchObject({ can: false, reasons: { length: 2 } });
    expect(canExport(hidden, 'qdq', 2.5)).toMatchObject({
      can: false,
      reasons: [expect.stringMatching(/not 2\.5/)],
    });
  });

  it('says what is wrong with a malformed network', () => {
    expect(canExport({ inputWidth: 1, inputGrid: null, layers: [] }, 'qdq')).toMatchObject({
      can: false,
      reasons: [expect.stringMatching(/at least one layer/)],
    });
  });
});
