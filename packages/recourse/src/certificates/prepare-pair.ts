import {
  checkNetwork,
  decodeWeights,
  layerWidths,
  matchLayer,
  type ActivationGrid,
  type DenseLayer,
  type Layer,
  type Network,
  type Weights,
} from '@cfq/network';

import { RecourseError } from '../recourse-error.ts';

/** A matrix `[inputs, outputs]`, its absolute values, and its transpose `[outputs, inputs]`. */
export interface PreparedMatrix {
  readonly signed: Float64Array;
  readonly absolute: Float64Array;
  readonly transposed: Float64Array;
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
  readonly grid: ActivationGrid | null;
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

const float64Of = (weight: Weights): Float64Array => Float64Array.from(decodeWeights(weight).data);

/**
 * Checks that two networks belong together and lays them out for {@link boundDifference}.
 *
 * @param width columns of the points.
 * @throws NetworkError (of `@cfq/network`) for a malformed network.
 * @throws RecourseError when the networks or the points have other sizes, or layers have no ReLU between them.
 */
export function preparePair(
  { teacher, student }: { readonly teacher: Network; readonly student: Network },
  width: number,
): readonly PreparedLayer[] {
  checkNetwork(teacher, 'boundDifference');
  checkNetwork(student, 'boundDifference');
  const widths = layerWidths(teacher);
  if (String(layerWidths(student)) !== String(widths)) {
    refuse(
      'both networks must have the same layers',
      `widths ${widths.join('-')}`,
      layerWidths(student).join('-'),
      'A student has the architecture of its teacher.',
    );
  }
  if (width !== widths[0]) {
    refuse('points have the width of the networks', `${widths[0]} columns`, String(width), 'Encode them.');
  }
  if (widths.at(-1)! < 2) {
    refuse(
      'the last layer gives the logits of two classes or more',
      'at least 2 outputs',
      String(widths.at(-1)),
      'Give a class of its own to what a single logit is held against, with weights 0.',
    );
  }
  return teacher.layers.map((layer, at) => {
    const isLast = at === teacher.layers.length - 1;
    const whole = rectified(layer, isLast);
    const coarse = rectified(student.layers[at]!, isLast);
    if (whole.grid !== null) {
      refuse(
        'hidden outputs of the teacher are not rounded',
        'no grid',
        `${whole.grid.bits} bits behind "${whole.name}"`,
        'Hold the student against the model it came from.',
      );
    }
    const [inputs, outputs] = [widths[at]!, widths[at + 1]!];
    const shape = [inputs, outputs] as const;
    const own = float64Of(whole.weight);
    const rounded = float64Of(coarse.weight);
    const norms = { teacher: columnNorms(own, outputs), student: columnNorms(rounded, outputs) };
    const teacherBias = Float64Array.from(whole.bias);
    const studentBias = Float64Array.from(coarse.bias);
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
      grid: coarse.grid,
    };
  });
}
