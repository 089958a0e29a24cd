import type { NetworkPair } from '@cfq/recourse';
import type { Student, Teacher } from '@cfq/training';

/**
 * A teacher and its student as plain layers: the student's weights decoded from its codes, its hidden activations on the
 * grids it is deployed with; none where it kept full precision.
 */
export function networkPairOf(teacher: Teacher, student: Student): NetworkPair {
  const layers = teacher.model.layers.map(({ layer }) => layer);
  const dense = student.kind === 'quantized' ? student.parameters.dense : student.parameters;
  const grids = student.kind === 'quantized' ? student.deployed.activations : {};
  return {
    teacher: layers.map((layer) => teacher.parameters[layer]!),
    student: layers.map((layer) => ({ ...dense[layer]!, grid: grids[layer] ?? null })),
  };
}
