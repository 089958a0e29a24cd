import type { NDArray } from '@cfq/jit';

import { RecourseError } from '../recourse-error.ts';
import type { ActivationGrid, DenseLayer, NetworkPair } from './network-pair.ts';

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

function float64Of(values: NDArray, shape: readonly number[], what: string): Float64Array {
  if (values.shape.length !== shape.length || shape.some((size, axis) => values.shape[axis] !== size)) {
    refuse(
      `${what} must fit its layer`,
      `[${shape.join(', ')}]`,
      `[${values.shape.join(', ')}]`,
      'Pass both networks layer by layer.',
    );
  }
  const data = Float64Array.from(values.data);
  if (!data.every(Number.isFinite)) {
    refuse(
      `${what} must be finite`,
      'finite numbers',
      String(data.find((value) => !Number.isFinite(value))),
      'Check the training.',
    );
  }
  return data;
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

function checkGrid(grid: ActivationGrid, layer: number): void {
  if (
    grid.scale > 0 &&
    Number.isFinite(grid.scale) &&
    Number.isInteger(grid.bits) &&
    grid.bits >= 1 &&
    grid.bits <= 16
  )
    return;
  refuse(
    `the grid of layer ${layer} must be a step and a width`,
    'a positive scale and 1 to 16 bits',
    `scale ${grid.scale}, bits ${grid.bits}`,
    'Leave it out where outputs are not rounded.',
  );
}

/**
 * Checks that two networks belong together and lays them out for {@link boundDifference}.
 *
 * @param width columns of the points.
 * @throws RecourseError naming the layer that does not fit.
 */
export function preparePair({ teacher, student }: NetworkPair, width: number): readonly PreparedLayer[] {
  if (teacher.length === 0 || teacher.length !== student.length) {
    refuse(
      'both networks must have the same layers',
      `${Math.max(1, teacher.length)} student layers`,
      String(student.length),
      'A student has the architecture of its teacher.',
    );
  }
  let inputs = width;
  return teacher.map((layer: DenseLayer, at) => {
    const { weight, bias, grid = null } = student[at]!;
    const outputs = layer.weight.shape[1] ?? 0;
    const shape = [inputs, outputs] as const;
    const own = float64Of(layer.weight, shape, `the teacher's weight ${at}`);
    const rounded = float64Of(weight, shape, `the student's weight ${at}`);
    const last = at === teacher.length - 1;
    if (last && (outputs < 2 || grid !== null)) {
      refuse(
        'the last layer gives the logits of two classes or more, unrounded',
        'at least 2 outputs and no grid',
        `${outputs} outputs${grid === null ? '' : ' and a grid'}`,
        'Pass the layers up to the logits.',
      );
    }
    if (grid !== null) checkGrid(grid, at);
    inputs = outputs;
    const norms = { teacher: columnNorms(own, outputs), student: columnNorms(rounded, outputs) };
    const teacherBias = float64Of(layer.bias, [outputs], `the teacher's bias ${at}`);
    const studentBias = float64Of(bias, [outputs], `the student's bias ${at}`);
    return {
      inputs: shape[0],
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
      grid,
    };
  });
}
