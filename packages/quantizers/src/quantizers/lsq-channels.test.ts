import { randomStream, type NDArray } from '@cfq/jit';
import { describe, expect, it } from 'vitest';
import { decode } from '../building-blocks/decode.ts';
import { runGradients } from '../testing/run-fake-quantize.ts';
import { lsqChannels } from './lsq-channels.ts';
import { lsq } from './lsq.ts';

const shape = [30, 5];
const x = randomStream(2, 'channels').normal(shape);
const upstream = randomStream(3, 'upstream').normal(shape);
const widths = [2, 8, 3, 5, 3];

const columnOf = ({ data }: NDArray, channel: number, count: number): number[] =>
  Array.from(data).filter((_, at) => at % count === channel);
const column = (values: NDArray, channel: number): NDArray => ({
  data: Float32Array.from(columnOf(values, channel, 5)),
  shape: [30, 1],
});

describe('lsq-channels', () => {
  it('is LSQ, bit for bit, until somebody gives channels widths of their own', async () => {
    const own = lsqChannels.initLeastSquares!(x, 4, { axis: 1 });
    const plain = lsq.initLeastSquares!(x, 4, { axis: 1 });
    expect([...own.width.data]).toEqual([4, 4, 4, 4, 4]);
    expect(own.step).toEqual(plain.step);
    expect(lsqChannels.encode(x, own, 4)).toEqual(lsq.encode(x, plain, 4));
    const ours = await runGradients(lsqChannels, { x, parameters: own, bits: 4 }, upstream, 'eager');
    const theirs = await runGradients(lsq, { x, parameters: plain, bits: 4 }, upstream, 'eager');
    expect(ours.x).toEqual(theirs.x);
    ours.parameters['step']!.data.forEach((gradient, channel) => {
      expect(gradient).toBeCloseTo(theirs.parameters['step']!.data[channel]!, 5);
    });
  });

  it('treats every channel as LSQ does at its own width, and moves no width', async () => {
    const step = lsq.init(x, 3, { axis: 1 }).step;
    const parameters = { step, width: { data: Float32Array.from(widths), shape: [1, 5] } };
    const encoded = lsqChannels.encode(x, parameters, 8);
    expect(encoded.channelBits).toEqual(widths);
    const whole = await runGradients(lsqChannels, { x, parameters, bits: 8 }, upstream, 'eager');
    expect([...whole.parameters['width']!.data]).toEqual([0, 0, 0, 0, 0]);
    for (const [channel, bits] of widths.entries()) {
      const alone = { step: { data: step.data.slice(channel, channel + 1), shape: [1, 1] } };
      const values = column(x, channel);
      expect(columnOf(decode(encoded), channel, 5)).toEqual([
        ...decode(lsq.encode(values, alone, bits)).data,
      ]);
      const given = { x: values, parameters: alone, bits };
      const theirs = await runGradients(lsq, given, column(upstream, channel), 'eager');
      expect(columnOf(whole.x, channel, 5)).toEqual([...theirs.x.data]);
      expect(whole.parameters['step']!.data[channel]).toBeCloseTo(theirs.parameters['step']!.data[0]!, 4);
    }
  });

  it('refuses a width that is none', () => {
    const parameters = {
      ...lsqChannels.init(x, 4, { axis: 1 }),
      width: { data: new Float32Array(5).fill(2.5), shape: [1, 5] },
    };
    expect(() => lsqChannels.encode(x, parameters, 4)).toThrow(
      /lsq-channels.encode: each channel has a width \(expected whole numbers from/,
    );
  });
});
