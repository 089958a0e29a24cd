import type { Allocation } from '@cfq/bit-allocation';
import type { NDArray } from '@cfq/jit';
import type * as tf from '@tensorflow/tfjs-core';
import type { LogitsFunction } from '../model/model-logits.ts';
import type { Model, ModelParameters } from '../model/model.ts';
import type { DeployedLogits, DeployedParameters, DeployedStudent } from '../scheme/deployed-student.ts';

/** What was measured after an epoch of a student. */
export interface StudentEpochRecord {
  /**
   * `search`: a policy is choosing bits. `trial`: an allocation is tried out. `fit`: bits are fixed. `round`: each weight is
   * fitted to one of the two codes around it.
   */
  readonly phase: 'search' | 'trial' | 'fit' | 'round';
  readonly epoch: number;
  readonly epochs: number;
  /** Means over the epoch: `loss`, and every term by name. */
  readonly losses: Readonly<Record<string, number>>;
  /** Cross-entropy to the labels on validation rows, of the rounded student; NaN where the method does not look. */
  readonly validationLoss: number;
  /** What is tried out. */
  readonly allocation?: Allocation;
  /** The policy's probabilities [layer][candidate] while it searches. */
  readonly policy?: readonly (readonly number[])[];
  /** Mean over the epoch's steps of the L2 norm of the gradient of its logits: 0 would be a policy that nothing moves. */
  readonly policyGradient?: number;
  /** Weight of the bit cost while it searches. */
  readonly multiplier?: number;
}

/** What every student has in common, quantized or not. */
interface StudentBase {
  /** Name of its method. */
  readonly method: string;
  readonly model: Model;
  readonly seed: number;
  /** Parameter-weighted mean bit-width; at most the budget, or 32. */
  readonly averageBits: number;
  readonly allocation: Allocation;
  readonly history: readonly StudentEpochRecord[];
  /** Wall time of training, compilation included, teacher recourse excluded. */
  readonly seconds: number;
}

/** A quantized student: what is evaluated is what is deployed. */
export interface QuantizedStudent extends StudentBase {
  readonly kind: 'quantized';
  /** Integer weights, biases, activation grids: what is packed. */
  readonly deployed: DeployedStudent;
  /** Parameters for `logits`: weights decoded from the integer codes. */
  readonly parameters: DeployedParameters<NDArray>;
  /** Traced logits of the deployed model, for `predictStudent`, solvers and certificates. */
  readonly logits: DeployedLogits;
}

/** A student that kept full precision. */
export interface FullPrecisionStudent extends StudentBase {
  readonly kind: 'full-precision';
  readonly parameters: ModelParameters;
  readonly logits: LogitsFunction<ModelParameters<tf.Tensor>>;
}

/** A student of any method. */
export type Student = QuantizedStudent | FullPrecisionStudent;
