import type { CompileScope } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { columnsOnGrid } from '../model/columns-on-bits.ts';
import { modelLogits } from '../model/model-logits.ts';
import type { Model } from '../model/model.ts';
import type { Method } from '../recipe/method.ts';
import type { QuantizedActivation } from '../scheme/activation-grid-of.ts';
import { deployedLogits, deployedParameters, type DeployedStudent } from '../scheme/deployed-student.ts';
import { TrainingError } from '../training-error.ts';
import type { FullPrecisionStudent, QuantizedStudent, Student } from './student.ts';

/** A {@link Student} without its model and its method's functions: plain data, to be kept in a file. */
export type StoredStudent =
  | (Omit<QuantizedStudent, 'model' | 'deployed' | 'parameters' | 'logits'> & {
      readonly network: Network;
      readonly activations: Readonly<Record<string, Omit<QuantizedActivation, 'quantizer'>>>;
    })
  | Omit<FullPrecisionStudent, 'model' | 'logits'>;

/** Leaves out what follows from the model and the method. */
export function packStudent(student: Student): StoredStudent {
  const { method, seed, averageBits, allocation, history, seconds } = student;
  const plain = { method, seed, averageBits, allocation, history, seconds };
  if (student.kind === 'full-precision') {
    return { kind: student.kind, ...plain, parameters: student.parameters };
  }
  const { network, activations } = student.deployed;
  return {
    kind: student.kind,
    ...plain,
    network,
    activations: Object.fromEntries(
      Object.entries(activations).map(([layer, { bits, parameters }]) => [layer, { bits, parameters }]),
    ),
  };
}

/** What {@link unpackStudent} makes a student whole with. */
export interface UnpackStudentContext {
  /** The model of its teacher. */
  readonly model: Model;
  /** The recipe it was trained by. */
  readonly method: Method;
  /** Where its logits are compiled; default: for this student alone. */
  readonly scope?: CompileScope | undefined;
}

/**
 * The whole student again, the same to the last bit.
 *
 * @throws TrainingError where it was trained by another method
 */
export function unpackStudent(
  stored: StoredStudent,
  { model: ofTeacher, method, scope }: UnpackStudentContext,
): Student {
  if (stored.method !== method.name || stored.kind !== method.kind) {
    throw new TrainingError(
      `unpackStudent: the method is the student's own (expected ${stored.method}, got ${method.name}). Pass the recipe that it was trained by.`,
    );
  }
  if (stored.kind === 'full-precision')
    return { ...stored, model: ofTeacher, logits: modelLogits(ofTeacher) };
  const { network, activations, ...plain } = stored;
  const { inputBits, activations: hidden } = method as Extract<Method, { kind: 'quantized' }>;
  const { quantizer } = hidden;
  const grid = inputBits === undefined ? null : network.inputGrid;
  const model = grid === null ? ofTeacher : columnsOnGrid(ofTeacher, grid);
  const deployed: DeployedStudent = {
    model,
    network,
    activations: Object.fromEntries(
      Object.entries(activations).map(([layer, format]) => [layer, { ...format, quantizer }]),
    ),
  };
  return {
    ...plain,
    model,
    deployed,
    parameters: deployedParameters(deployed),
    logits: deployedLogits(deployed, scope),
  };
}
