import { expectLaw } from '@cfq/parts';
import { channelLayout, channelOf } from '../../building-blocks/channels.ts';
import { where, type QuantizerLaw } from '../law.ts';

/** What a bit-width promises: as many different codes as it has, or as few as the quantizer says. */
export const fewLevels: QuantizerLaw = {
  name: 'at most 2^bits levels occur in a channel',
  check(quantizer, at) {
    const { codes, shape, axis } = quantizer.encode(at.x, at.parameters, at.bits);
    const layout = channelLayout('quantizerLaws', shape, axis);
    const levels = Array.from({ length: layout.count }, () => new Set<number>());
    codes.forEach((code, index) => levels[channelOf(layout, index)]!.add(code));
    const most = Math.max(...levels.map((level) => level.size));
    const promised = Math.min(2 ** at.bits, quantizer.levels ?? Infinity);
    expectLaw(
      most <= promised,
      () => `${where(quantizer, at)}: ${most} levels occur, ${promised} are promised.`,
    );
  },
};
