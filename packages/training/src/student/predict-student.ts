import { jit, type Jitted, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { compiled } from '../compiled.ts';
import { predictModel } from '../model/model-logits.ts';
import { predictLogits } from '../model/predict-logits.ts';
import {
  deployedLogits,
  deployedParameters,
  type DeployedParameters,
  type DeployedStudent,
} from '../scheme/deployed-student.ts';
import type { Student } from './student.ts';

/** Canonical text of the activation formats. */
function activationKey({ activations }: DeployedStudent): string {
  return Object.entries(activations)
    .map(([layer, { quantizer, bits }]) => `${layer}=${quantizer}/${bits}`)
    .join(',');
}

/** Logits [n, classes] of a deployed student for every row of `x` [n, d]. */
export function predictDeployed(
  student: DeployedStudent,
  x: NDArray,
  parameters: DeployedParameters<NDArray> = deployedParameters(student),
): Promise<NDArray> {
  const name = `predict deployed ${student.model.name} ${activationKey(student)}`;
  const graph: Jitted<[DeployedParameters<tf.Tensor>, tf.Tensor2D], tf.Tensor2D> = compiled(name, () =>
    jit(deployedLogits(student), { name }),
  );
  return predictLogits(graph, parameters, x, student.model.classes);
}

/** Logits [n, classes] of a student for every row of `x` [n, d]: of the deployed integers where it has them. */
export function predictStudent(student: Student, x: NDArray): Promise<NDArray> {
  if (student.kind === 'full-precision') return predictModel(student.model, student.parameters, x);
  return predictDeployed(student.deployed, x, student.parameters);
}
