import { networkOfModel } from '../model/network-of-model.ts';
import type { Network } from '@cfq/network';
import type { Student } from './student.ts';

/**
 * The plain network that a student decides with: of a quantized one its integer weights, float biases and the grid of
 * every hidden output; of any other its float parameters.
 */
export function networkOfStudent(student: Student): Network {
  return student.kind === 'quantized'
    ? student.deployed.network
    : networkOfModel(student.model, student.parameters);
}
