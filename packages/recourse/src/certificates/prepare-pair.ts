import {
  checkNetwork,
  decodeWeights,
  layerWidths,
  matchLayer,
  type ActivationGrid,
  type DenseLayer,
  type Layer,
  type Network,
  type SumGrid,
  type Weights,
} from '@cfq/network';

import { RecourseError } from '../recourse-error.ts';
import { prepareColumns, type PreparedColumns } from './prepare-columns.ts';

/** A matrix `[inputs, outputs]`, its absolute values, and its transpose `[outputs, inputs]`. */
export interface PreparedMatrix {
  readonly signed: Float64Array;
  readonly absolute: Float64Array;
  readonly transposed: Float64Array;
}

/** A pair that is laid out. */
interface PreparedPair {
  /** What both networks make of a row before their layers; null where these read it as it is. */
  readonly columns: PreparedColumns | null;
  readonly layers: readonly PreparedLayer[];
}

/** One layer of both networks in float64. */
export interface PreparedLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly teacher: PreparedMatrix;
  readonly student: PreparedMatrix;
  /** Student minus teacher. */
  readonly change: PreparedMatrix;
  readonly teacherBias: Float64Array;
  readonly studentBias: Float64Array;
  /** Euclidean norm of every column. */
  readonly teacherNorms: Float64Array;
  readonly studentNorms: Float64Array;
  /** Frobenius norms of both matrices, added. */
  readonly norm: number;
  /** The same of both biases. */
  readonly biasNorm: number;
  /** What outputs are rounded to. */
  readonly grids: { readonly teacher: ActivationGrid | null; readonly student: ActivationGrid | null };
  /** What sums are rounded to; null where neither network rounds them. */
  readonly sums: { readonly teacher: PreparedSums; readonly student: PreparedSums } | null;
}

/** The grids that the sums of a layer go through, and the bias that is added behind them. */
export interface PreparedSums {
  readonly grids: readonly SumGrid[];
  readonly behind: Float32Array;
}

function refuse(rule: string, expected: string, got: string, remedy: string): never {
  throw new RecourseError(`boundDifference: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

const matrix = (signed: Float64Array, [inputs, outputs]: readonly [number, number]): PreparedMatrix => ({
  signed,
  absolute: signed.map(Math.abs),
  transposed: signed.map((_, at) => signed[(at % inputs) * outputs + Math.floor(at / inputs)]!),
});

function columnNorms(weight: Float64Array, outputs: number): Float64Array {
  const norms = new Float64Array(outputs);
  weight.forEach((value, at) => (norms[at % outputs]! += value * value));
  return norms.map(Math.sqrt);
}

/** A dense layer that a ReLU follows, unless it is the last. */
function rectified(layer: Layer, isLast: boolean): DenseLayer {
  return matchLayer(layer, {
    dense: (dense) => {
      if (isLast || dense.activation === 'relu') return dense;
      return refuse(
        'layers have a ReLU between each two',
        "activation 'relu'",
        `'${dense.activation}' behind "${dense.name}"`,
        'Multiply it into the layer that follows.',
      );
    },
  });
}

/** All that is added to the sums of a layer, before its grids and behind them. */
const wholeBias = ({ bias, sumGrids }: DenseLayer): Float64Array =>
  Float64Array.from(bias, (value, at) => sumGrids.reduce((sum, grid) => sum + grid.bias[at]!, value));

const preparedSums = ({ sumGrids, bias }: DenseLayer): PreparedSums => ({ grids: sumGrids, behind: bias });

const float64Of = (weight: Weights): Float64Array => Float64Array.from(decodeWeights(weight).data);

/**
 * Checks that two networks belong together and lays them out for {@link boundDifference}.
 *
 * @param width columns of the points.
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws RecourseError when the networks or the points have other sizes, or layers have no ReLU between them.
 */
export function preparePair(
  pair: { readonly teacher: Network; readonly student: Network },
  width: number,
): PreparedPair {
  checkNetwork(pair.teacher, 'boundDifference');
  checkNetwork(pair.student, 'boundDifference');
  if (width !== pair.teacher.inputWidth) {
    refuse(
      'points have the width of the networks',
      `${pair.teacher.inputWidth} columns`,
      String(width),
      'Encode them.',
    );
  }
  const { columns, teacher, student } = prepareColumns(pair);
  const widths = layerWidths(teacher);
  if (String(layerWidths(student)) !== String(widths)) {
    refuse(
      'both networks must have the same layers',
      `widths ${widths.join('-')}`,
      layerWidths(student).join('-'),
      'A student has the architecture of its teacher.',
    );
  }
  if (widths.at(-1)! < 2) {
    refuse(
      'the last layer gives the logits of two classes or more',
      'at least 2 outputs',
      String(widths.at(-1)),
      'Give a class of its own to what a single logit is held against, with weights 0.',
    );
  }
  const layers = teacher.layers.map((layer, at): PreparedLayer => {
    const isLast = at === teacher.layers.length - 1;
    const whole = rectified(layer, isLast);
    const coarse = rectified(student.layers[at]!, isLast);
    const [inputs, outputs] = [widths[at]!, widths[at + 1]!];
    const shape = [inputs, outputs] as const;
    const own = float64Of(whole.weight);
    const rounded = float64Of(coarse.weight);
    const norms = { teacher: columnNorms(own, outputs), student: columnNorms(rounded, outputs) };
    const teacherBias = wholeBias(whole);
    const studentBias = wholeBias(coarse);
    return {
      inputs,
      outputs,
      teacher: matrix(own, shape),
      student: matrix(rounded, shape),
      change: matrix(
        rounded.map((value, index) => value - own[index]!),
        shape,
      ),
      teacherBias,
      studentBias,
      teacherNorms: norms.teacher,
      studentNorms: norms.student,
      norm: Math.hypot(...norms.teacher) + Math.hypot(...norms.student),
      biasNorm: Math.hypot(...teacherBias) + Math.hypot(...studentBias),
      grids: { teacher: whole.grid, student: coarse.grid },
      sums:
        whole.sumGrids.length + coarse.sumGrids.length === 0
          ? null
          : { teacher: preparedSums(whole), student: preparedSums(coarse) },
    };
  });
  return { columns, layers };
}
