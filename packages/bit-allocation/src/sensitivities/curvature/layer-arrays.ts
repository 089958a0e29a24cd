import { AllocationError } from '../../allocation-error.ts';
import type { MeasuredModel } from '../sensitivity.ts';

/** One number a weight of every layer. */
export type LayerArrays = Readonly<Record<string, Float64Array>>;

/** Zeros in the shape of the weights of every layer. */
export function zeroArrays(parameters: MeasuredModel['parameters']): LayerArrays {
  return Object.fromEntries(
    Object.entries(parameters).map(([layer, { weight }]) => [layer, new Float64Array(weight.data.length)]),
  );
}

/** `Δ = Q_b(w) − w` of a layer at a bit-width, one float32 number a weight. */
export function roundingError(
  { parameters, quantized }: MeasuredModel,
  layer: string,
  bits: number,
): Float32Array {
  const exact = parameters[layer]!.weight.data;
  return Float32Array.from(quantized(layer, bits).weight.data, (value, at) => value - exact[at]!);
}

/** `‖Q_b(w) − w‖²` of a layer at a bit-width. */
export function squaredRoundingError(model: MeasuredModel, layer: string, bits: number): number {
  return roundingError(model, layer, bits).reduce((sum, value) => sum + value * value, 0);
}

/**
 * A number of a curvature, as it is.
 *
 * @throws AllocationError where it is not finite.
 */
export function finiteCurvature(caller: string, layer: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new AllocationError(
    `${caller}: the curvature of "${layer}" must be a finite number (got ${value}). Look at the model and its inputs.`,
  );
}
