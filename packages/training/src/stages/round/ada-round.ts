import type { NDArray } from '@cfq/jit';
import type { GridOfWeight } from '../../scheme/rounding/even-grid.ts';
import { hardRounded, initialRounding } from '../../scheme/rounding/roundings.ts';
import { candidateKey, held } from '../../scheme/student-parameters.ts';
import { fit } from '../fit.ts';
import type { RoundStage } from './round-stage.ts';

/**
 * Fits the roundings of a student whose grids are settled: each weight moves between the two codes around it, from where
 * it is at full precision, under the method's objective and a penalty that drives it to one of them; biases and the quantizers
 * of activations move along. Where nothing is trained, every weight takes the code nearest to it.
 *
 * @see Nagel et al. 2020, "Up or Down? Adaptive Rounding for Post-Training Quantization", whose objective is each layer's
 *   output; here it is that of the whole model.
 */
export const adaRound: RoundStage = {
  name: 'ada-round',
  description: 'each weight fitted to one of the two codes around it',
  options: {},
  calls: 12,
  async round(setting, { scheme, fitted: settled, calls }) {
    if (calls.every((size) => size === 0)) return settled;
    const { quantizer, candidates } = scheme.weights;
    const layers = scheme.model.layers.map(({ layer }) => {
      const bits = held(candidates, layer)[0]!;
      const grid: GridOfWeight = {
        quantizer,
        learned: held(held(settled.weights, layer), candidateKey(bits)),
        bits,
      };
      return { layer, key: candidateKey(bits), grid, weight: held(settled.dense, layer).weight };
    });
    const fitted = await fit(setting, {
      scheme: { ...scheme, weights: { ...scheme.weights, rounding: 'learned' } },
      start: {
        ...settled,
        weights: Object.fromEntries(
          layers.map(({ layer, key, grid, weight }) => [layer, { [key]: initialRounding(weight, grid) }]),
        ),
      },
      phase: 'round',
      calls,
    });
    const hard = ({ layer, key, grid, weight }: (typeof layers)[number]): NDArray =>
      hardRounded(weight, grid, held(held(held(fitted.weights, layer), key), 'rounding'));
    return {
      ...fitted,
      weights: settled.weights,
      dense: Object.fromEntries(
        layers.map((one) => [one.layer, { weight: hard(one), bias: held(fitted.dense, one.layer).bias }]),
      ),
    };
  },
};
