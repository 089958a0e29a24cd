import { expectLaw } from '@cfq/parts';
import { randomStream } from '@cfq/jit';
import { channelLayoutOfParameter, channelOf } from '../../building-blocks/channels.ts';
import type { EstimatorPoint, Quantizer } from '../../quantizer.ts';
import type { Case } from '../cases.ts';
import { where, type QuantizerLaw } from '../law.ts';
import { runGradients } from '../run-fake-quantize.ts';

const relativeStep = 1e-4;
const tolerance = 2e-3;

/** Moves one coordinate of a point: the input, or a parameter. */
function moved(point: EstimatorPoint, coordinate: string | null, by: number): EstimatorPoint {
  if (coordinate === null) return { ...point, x: point.x + by };
  const value = point.parameters[coordinate]!;
  return { ...point, parameters: { ...point.parameters, [coordinate]: value + by } };
}

/** The two one-sided slopes of the surrogate; they differ at a kink, where either is a fair gradient. */
function slopes(
  quantizer: Quantizer,
  anchor: EstimatorPoint,
  coordinate: string | null,
  bits: number,
): number[] {
  const value = coordinate === null ? anchor.x : anchor.parameters[coordinate]!;
  const step = relativeStep * Math.max(Math.abs(value), 1e-3);
  const at = (by: number): number =>
    quantizer.estimator.surrogate(moved(anchor, coordinate, by), anchor, bits);
  return [(at(step) - at(0)) / step, (at(0) - at(-step)) / step];
}

/**
 * The traced gradient is that of the documented surrogate, by numerical derivatives: element by element for the input,
 * summed over its channel for each parameter.
 */
export const documentedGradient: QuantizerLaw = {
  name: 'the gradient is that of the documented estimator',
  check,
};

async function check(quantizer: Quantizer, at: Case): Promise<void> {
  const { x, parameters, bits } = at;
  const upstream = randomStream(2, 'upstream', at.title, bits).normal(x.shape);
  const traced = await runGradients(quantizer, at, upstream, 'eager');
  const names = Object.keys(parameters);
  const layouts = new Map(
    names.map((name) => [name, channelLayoutOfParameter('quantizerLaws', x.shape, parameters[name]!)]),
  );
  const bounds = new Map(
    names.map((name) => [name, Array.from(parameters[name]!.data, () => ({ low: 0, high: 0, size: 0 }))]),
  );
  for (let index = 0; index < x.data.length; index += 1) {
    const local = names.map((name) => [name, parameters[name]!.data[channelOf(layouts.get(name)!, index)]!]);
    const anchor: EstimatorPoint = {
      x: x.data[index]!,
      parameters: Object.fromEntries(local) as Record<string, number>,
    };
    const weight = upstream.data[index]!;
    const inputSlopes = slopes(quantizer, anchor, null, bits).map((slope) => slope * weight);
    const got = traced.x.data[index]!;
    expectLaw(
      inputSlopes.some((slope) => Math.abs(slope - got) <= tolerance * Math.max(1, Math.abs(weight))),
      () =>
        `${where(quantizer, at)}: the gradient at input ${anchor.x} is ${got}, the estimator ` +
        `says ${inputSlopes.join(' or ')}.`,
    );
    for (const name of names) {
      const terms = slopes(quantizer, anchor, name, bits).map((slope) => slope * weight);
      const sum = bounds.get(name)![channelOf(layouts.get(name)!, index)]!;
      sum.low += Math.min(...terms);
      sum.high += Math.max(...terms);
      sum.size += Math.abs(terms[0]!);
    }
  }
  for (const name of names) {
    const scale = quantizer.estimator.gradientScale(x.shape, parameters[name]!.shape, bits);
    bounds.get(name)!.forEach(({ low, high, size }, channel) => {
      const got = traced.parameters[name]!.data[channel]! / scale;
      const slack = tolerance * Math.max(1, size);
      expectLaw(
        got >= low - slack && got <= high + slack,
        () =>
          `${where(quantizer, at)}: the unscaled gradient of ${name} is ${got}, the estimator ` +
          `says ${low}${high === low ? '' : ` to ${high}`}.`,
      );
    });
  }
}
