import { evaluateStudent, favourable, onnxModel, type EvaluationProblem } from '@cfq/evaluation';
import type { RecourseRecord } from '@cfq/metrics';
import { effortWeights } from '@cfq/recourse';
import { networkFunction } from '@cfq/models';
import type { QuantizedStudent } from '@cfq/training';
import { packStudent } from './pack-student.ts';
import type { Candidate } from '../store/candidate.ts';
import type { CandidateSetting } from './candidate-setting.ts';

/**
 * A student held against the teacher on the validation rows, person by person. Asked is the file it becomes, as ONNX
 * Runtime runs it by default; its own actions are looked for along the gradient of the student.
 *
 * @param student as it was trained
 * @param candidate the network it became
 * @throws what packing, solvers and the runtime throw; the signal's reason when aborted
 */
export async function candidateRecord(
  setting: CandidateSetting,
  student: QuantizedStudent,
  { network, balance }: Pick<Candidate, 'network' | 'balance'>,
): Promise<RecourseRecord> {
  const { parts, evaluated, packing, threads } = setting;
  const { bytes } = await packStudent(network, packing);
  await using file = await onnxModel(bytes, { name: 'candidate', threads });
  const { logits, parameters } = balance === undefined ? student : networkFunction(network);
  return await evaluateStudent({
    ...validationProblem(setting),
    teacher: evaluated,
    student: {
      name: file.name,
      margins: (x, context) => file.margins(x, context),
      traced: { logits, parameters, favourableClass: favourable },
    },
    labels: parts.validation.y,
  });
}

/** What teacher and students are asked on validation rows. */
export function validationProblem(
  setting: Omit<CandidateSetting, 'evaluated'>,
): EvaluationProblem & { readonly margins: readonly number[] } {
  const { parts, actionSet, cost, margins, seed, scope, signal } = setting;
  const { x, efforts } = parts.validation;
  return {
    ...{ x, actionSet, cost, margins, seed, scope, signal },
    ...(efforts && { efforts: effortWeights(efforts, actionSet) }),
  };
}
