import { borrowScope, jit, type CompileScope, type NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import { predictModel, type PredictOptions } from '../model/model-logits.ts';
import { predictLogits } from '../model/predict-logits.ts';
import {
  deployedLogits,
  deployedParameters,
  type DeployedLogits,
  type DeployedParameters,
  type DeployedStudent,
} from '../scheme/deployed-student.ts';
import type { Student } from './student.ts';

/** What predictions of a deployed student may be told. */
export interface PredictDeployedOptions extends PredictOptions {
  /** What its logits read, where it is at hand; default: decoded from the codes. */
  readonly parameters?: DeployedParameters<NDArray> | undefined;
}

function predictionGraph(logits: DeployedLogits, name: string, scope: CompileScope) {
  return scope.compileOnce([predictionGraph, logits], () =>
    jit<[DeployedParameters<tf.Tensor>, tf.Tensor2D], tf.Tensor2D>(logits, {
      name: `predict deployed ${name}`,
    }),
  );
}

/** Logits [n, classes] of a deployed student for every row of `x` [n, d]. */
export async function predictDeployed(
  student: DeployedStudent,
  x: NDArray,
  { parameters = deployedParameters(student), ...options }: PredictDeployedOptions = {},
): Promise<NDArray> {
  await using scope = borrowScope(options.scope);
  const graph = predictionGraph(deployedLogits(student, scope), student.model.name, scope);
  return await predictLogits(graph, parameters, x);
}

/** Logits [n, classes] of a student for every row of `x` [n, d]: of the deployed integers where it has them. */
export function predictStudent(student: Student, x: NDArray, options: PredictOptions = {}): Promise<NDArray> {
  if (student.kind === 'full-precision') return predictModel(student.model, student.parameters, x, options);
  return predictDeployed(student.deployed, x, { ...options, parameters: student.parameters });
}
