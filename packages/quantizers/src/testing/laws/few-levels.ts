import { expectLaw } from '@cfq/parts';
import { channelLayout, channelOf } from '../../building-blocks/channels.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** What a bit-width promises: as many different codes as it has, or as few as the quantizer says. */
export const fewLevels: QuantizerLaw = {
  name: 'at most 2^bits levels occur in a channel',
  check(quantizer, at) {
    const encoded = quantizer.encode(at.x, at.parameters, at.bits);
    const { codes, shape, axis } = encoded;
    const layout = channelLayout('quantizerLaws', shape, axis);
    const levels = Array.from({ length: layout.count }, () => new Set<number>());
    codes.forEach((code, index) => levels[channelOf(layout, index)]!.add(code));
    const widths = encoded.kind === 'affine' ? encoded.channelBits : undefined;
    levels.forEach(({ size }, channel) => {
      const promised = Math.min(2 ** (widths?.[channel] ?? at.bits), quantizer.levels ?? Infinity);
      expectLaw(
        size <= promised,
        () => `${where(quantizer, at)}: ${size} levels occur, ${promised} are promised.`,
      );
    });
    if (widths === undefined) return;
    const spent = widths.reduce((sum, own) => sum + own, 0);
    expectLaw(
      widths.length === layout.count && spent <= at.bits * layout.count,
      () =>
        `${where(quantizer, at)}: ${layout.count} channels take ${at.bits} bits in the mean, got ${widths.join(', ')}.`,
    );
  },
};
