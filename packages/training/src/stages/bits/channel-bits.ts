import { everyWidth, knapsackAllocation } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';
import { decode, lsqChannels, type Quantizer } from '@cfq/quantizers';
import { networkOfModel } from '../../model/network-of-model.ts';
import { firstParameters } from '../../scheme/initial-parameters.ts';
import { schemeOf } from '../../scheme/quantization-scheme.ts';
import { candidateKey } from '../../scheme/student-parameters.ts';
import { TrainingError } from '../../training-error.ts';
import { calibrationRows } from '../calibration-rows.ts';
import { startingParameters } from '../starting-parameters.ts';
import type { BitStage } from './bit-stage.ts';
import { channelLosses } from './channel-losses.ts';

/** Rows of each kind that losses are measured at, at most. */
const most = 512;

/**
 * Bits for every output channel of every layer, 2 to 8: the exact least sum of {@link channelLosses} within the average, a knapsack of
 * channels. Layers share one budget, so that a layer whose rounding moves margins less gives bits to another. For a weight
 * quantizer whose record has a `width` for each channel, `lsq-channels`.
 *
 * An allocation names the widest of a layer's channels; the average is that of all.
 *
 * @see Kellerer, Pferschy and Pisinger 2004, "Knapsack Problems", ch. 11, for the allocator; losses by channel are this project's.
 */
export const channelBits: BitStage = {
  name: 'by-channel',
  description:
    'exact least total loss within the budget over all output channels, by what their rounding does to margins',
  options: {},
  needsRecourse: false,
  calls: 0,
  async choose(setting) {
    const { method, model, start, budgetBits } = setting;
    assertHasWidths(method.name, method.weights.quantizer);
    const steps = new Map<string, NDArray>();
    const losses = channelLosses(
      networkOfModel(model, start.parameters),
      calibrationRows(setting, most),
      (layer, weight, bits) => {
        const { quantizer } = method.weights;
        const first = firstParameters(method.weights, weight, bits);
        steps.set(`${layer}:${bits}`, first['step']!);
        return decode(quantizer.encode(weight, first, bits)).data;
      },
    );
    const allocated = knapsackAllocation({
      layers: losses.map(({ layer, channel, inputs }) => ({
        layer: `${layer}:${channel}`,
        parameters: inputs,
      })),
      candidates: everyWidth,
      budgetBits,
      loss: losses.map(({ loss }) => loss),
    });
    const widths = new Map<string, number[]>(model.layers.map(({ layer }) => [layer, []]));
    losses.forEach(({ layer }, at) => widths.get(layer)!.push(allocated[at]!.bits));
    const allocation = model.layers.map(({ layer }) => ({ layer, bits: Math.max(...widths.get(layer)!) }));
    const scheme = schemeOf(method, { model, budgetBits }, allocation);
    const starting = await startingParameters(setting, scheme);
    const weights = Object.fromEntries(
      allocation.map(({ layer, bits }) => {
        const own = widths.get(layer)!;
        const stepsAt = (width: number): NDArray => steps.get(`${layer}:${width}`)!;
        const { shape } = stepsAt(bits);
        const step = Float32Array.from(own, (width, channel) => stepsAt(width).data[channel]!);
        const record = { step: { data: step, shape }, width: { data: Float32Array.from(own), shape } };
        return [layer, { [candidateKey(bits)]: record }];
      }),
    );
    const bits = losses.reduce((sum, { inputs }, at) => sum + inputs * allocated[at]!.bits, 0);
    const parameters = losses.reduce((sum, { inputs }) => sum + inputs, 0);
    return { allocation, searched: { ...starting, weights }, averageBits: bits / parameters };
  },
};

function assertHasWidths(method: string, quantizer: Quantizer): void {
  if (quantizer.name === lsqChannels.name) return;
  throw new TrainingError(
    `${method}: bits by channel need a quantizer of weights with a width for each channel (expected lsq-channels, got ` +
      `${quantizer.name}). Leave quantizer as it is, or choose other bits.`,
  );
}
