import { expectLaw } from '@cfq/parts';
import { channelLayout, channelOf } from '../../building-blocks/channels.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** Half a step, and what float32 division adds to it on the finest grid. */
const nearest = 0.5 + 1e-4;

/**
 * Of a quantizer that offers a grid: codes are the nearest to `x / s + z` on it, and `s` and `z` are no function of `x`.
 * So each may be rounded to its other neighbour instead, which is what learned rounding does.
 */
export const roundsOnOfferedGrid: QuantizerLaw = {
  name: 'rounds to the nearest point of the grid it offers',
  check(quantizer, at) {
    if (quantizer.grid === undefined) return;
    const grid = quantizer.grid(at.bits);
    const encoded = quantizer.encode(at.x, at.parameters, at.bits);
    const zeros = { data: new Float32Array(at.x.data.length), shape: at.x.shape };
    const elsewhere = quantizer.encode(zeros, at.parameters, at.bits);
    expectLaw(
      encoded.kind === 'affine' && elsewhere.kind === 'affine',
      () => `${where(quantizer, at)}: it offers a grid and stores codes of a codebook.`,
    );
    const { codes, scale, zeroPoint, axis, signed } = encoded;
    expectLaw(
      grid.signed === signed,
      () =>
        `${where(quantizer, at)}: the grid offered is ${grid.signed ? '' : 'un'}signed, codes are ${signed ? '' : 'un'}signed.`,
    );
    expectLaw(
      scale.every((value, channel) => value === elsewhere.scale[channel]) &&
        zeroPoint.every((value, channel) => value === elsewhere.zeroPoint[channel]),
      () => `${where(quantizer, at)}: scale and zero point change with the tensor that is encoded.`,
    );
    const layout = channelLayout('quantizerLaws', at.x.shape, axis);
    codes.forEach((code, index) => {
      const channel = channelOf(layout, index);
      const place = at.x.data[index]! / scale[channel]! + zeroPoint[channel]!;
      const within = Math.min(Math.max(place, grid.low), grid.high);
      expectLaw(
        Math.abs(code - within) <= nearest,
        () =>
          `${where(quantizer, at)}: ${at.x.data[index]} lies at ${place} on the grid and has code ${code}.`,
      );
    });
  },
};
