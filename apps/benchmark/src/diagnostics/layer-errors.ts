import { counterfactualMarginSensitivity } from '@cfq/bit-allocation';
import { packNetwork } from '@cfq/deploy';
import { takeRows, type NDArray } from '@cfq/jit';
import { decode, uniformSymmetric } from '@cfq/quantizers';
import { networkOfStudent, sensitivityProblem, type ModelParameters, type Student } from '@cfq/training';
import { fullPrecisionBits } from '../cells/full-precision-bits.ts';
import type { LayerErrors } from '../cells/diagnostics/layer-errors-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { seededSample } from './seeded-sample.ts';

/** Recourse points the sensitivity is measured on, at most. */
const mostPoints = 2048;
const floatBytes = 4;

/** What is asked of the context. */
type LayerErrorsContext = Pick<
  DiagnosticContext,
  'teacher' | 'student' | 'evaluated' | 'seed' | 'scope' | 'signal'
>;

/**
 * Theory diagnostics layer by layer: the bits, how far the student's weights are from the teacher's, how far rounding
 * alone would have moved them, and the measured counterfactual sensitivity of that layer at those bits.
 *
 * Sensitivity is that of the teacher (one layer rounded after training by least-squares steps, one step per output
 * channel), as allocations are chosen by it, but measured on the evaluated population: the valid teacher actions at
 * the smallest issue margin, at most 2 048 of them by a seeded draw. A layer in full precision has none: 0.
 */
export async function layerErrors(context: LayerErrorsContext): Promise<LayerErrors> {
  const { teacher, student, evaluated, seed, scope, signal } = context;
  const [minimal] = evaluated.actions;
  const found = [...evaluated.population.keys()].filter((row) => minimal?.valid[row] === 1);
  const points = Int32Array.from(seededSample(found, mostPoints, seed, 'layer errors'));
  const candidates = [...new Set(student.allocation.map(({ bits }) => bits))]
    .filter((bits) => bits < fullPrecisionBits)
    .sort((left, right) => left - right);
  const sensitivity =
    minimal === undefined || points.length === 0 || candidates.length === 0
      ? undefined
      : await counterfactualMarginSensitivity.measure(
          sensitivityProblem({
            teacher,
            weights: { quantizer: uniformSymmetric, perChannel: true },
            candidates,
            recourse: {
              x: takeRows(evaluated.denied, points),
              delta: takeRows(minimal.delta, points),
            },
            scope,
            signal,
          }),
        );
  const bytes = await weightBytes(student);
  const weights = weightsOf(student);
  const layers = teacher.model.layers.map(({ layer, parameters }, index) => {
    const own = teacher.parameters[layer]!.weight;
    const bits = student.allocation.find((entry) => entry.layer === layer)!.bits;
    const full = bits >= fullPrecisionBits;
    const increase = sensitivity?.lossIncrease[index]?.[candidates.indexOf(bits)] ?? null;
    return {
      layer,
      parameters,
      bits,
      relativeError: relativeError(weights[layer]!.weight, own),
      largestError: largestError(weights[layer]!.weight, own),
      roundingError: full ? 0 : relativeError(roundedTo(own, bits), own),
      sensitivity: full ? 0 : increase,
      weightBytes: bytes.get(layer) ?? floatBytes * parameters,
    };
  });
  return { layers, n: { recoursePoints: found.length, sensitivity: points.length } };
}

/** The weights a student computes with. */
function weightsOf(student: Student): ModelParameters {
  return student.kind === 'quantized' ? student.parameters.dense : student.parameters;
}

/** Bytes of each layer's codes in the file a student is packed into; empty for full precision. */
async function weightBytes(student: Student): Promise<ReadonlyMap<string, number>> {
  if (student.kind === 'full-precision') return new Map();
  const { layers } = await packNetwork(networkOfStudent(student));
  return new Map(layers.map(({ layer, codeBytes }) => [layer, codeBytes]));
}

function roundedTo(weight: NDArray, bits: number): NDArray {
  const learned = uniformSymmetric.init(weight, bits, { axis: 1, observer: 'mse' });
  return decode(uniformSymmetric.encode(weight, learned, bits));
}

/** `‖changed − own‖_F / ‖own‖_F`; null where `own` is 0. */
function relativeError(changed: NDArray, own: NDArray): number | null {
  let [difference, size] = [0, 0];
  own.data.forEach((value, at) => {
    difference += (changed.data[at]! - value) ** 2;
    size += value ** 2;
  });
  return size === 0 ? null : Math.sqrt(difference / size);
}

function largestError(changed: NDArray, own: NDArray): number {
  let most = 0;
  for (let at = 0; at < own.data.length; at += 1)
    most = Math.max(most, Math.abs(changed.data[at]! - own.data[at]!));
  return most;
}
