import { assertWithinBudget, averageBits } from '@cfq/bit-allocation';
import { randomStream, type NDArray } from '@cfq/jit';
import { classificationScores } from '../model/classification-scores.ts';
import { predictDeployed } from '../student/predict-student.ts';
import { pointSets } from '../samplers/point-sets.ts';
import { chooseBits } from './choose-bits.ts';
import { pointsOf } from './compile-student-epoch.ts';
import { deployedLogits, deployedParameters, deployStudent } from '../scheme/deployed-student.ts';
import { fitRounding } from './fit-rounding.ts';
import { fitStudent } from './fit-student.ts';
import { studentStart } from './student-start.ts';
import {
  begin,
  epochs,
  formOf,
  roundingEpochs,
  searchEpochs,
  shared,
  type TrainQuantizedProblem,
} from './student-run.ts';
import type { QuantizedMethod } from '../methods/method.ts';
import type { StudentForm, StudentParameters } from '../scheme/student-form.ts';
import type { QuantizedStudent, StudentEpochRecord } from '../student/student.ts';

/** Whether a method looks at the teacher's actions. */
export function needsRecourse({ terms, allocator }: QuantizedMethod): boolean {
  const points = pointsOf(terms.map(({ term }) => term));
  return allocator.startsWith('counterfactual') || points.some((name) => pointSets[name].needsRecourse);
}

/** Makes a quantized student: chooses bits, trains under them as far as the recipe says, rounds to integers. */
export async function trainQuantized(given: TrainQuantizedProblem): Promise<QuantizedStudent> {
  const { method, teacher, budgetBits, seed } = given;
  const started = performance.now();
  const problem = { ...given, start: await studentStart(given) };
  const { model } = teacher;
  const history: StudentEpochRecord[] = [];
  const chosen = await chooseBits(problem, history);
  assertWithinBudget(model.layers, chosen.allocation, budgetBits);
  const form = formOf(problem, chosen.allocation);
  const fitted = await fit(problem, form, chosen.start, history);
  const parameters = roundsLearned(problem) ? await fitRounding(problem, form, fitted, history) : fitted;
  const deployed = deployStudent(form, parameters);
  return {
    kind: 'quantized',
    method,
    model,
    seed,
    allocation: chosen.allocation,
    averageBits: averageBits(model.layers, chosen.allocation),
    deployed,
    parameters: deployedParameters(deployed),
    logits: deployedLogits(deployed),
    history,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Whether roundings are fitted. */
function roundsLearned({ recipe, steps }: TrainQuantizedProblem): boolean {
  return recipe.weights.rounding === 'learned' && steps > 0;
}

/** Trains under fixed bits, from where the search ended or from the teacher. */
async function fit(
  problem: TrainQuantizedProblem,
  form: StudentForm,
  searched: StudentParameters<NDArray> | null,
  history: StudentEpochRecord[],
): Promise<StudentParameters<NDArray>> {
  const { recipe, dataset, seed, steps, onProgress } = problem;
  const { validation } = dataset;
  const start = searched === null ? await begin(problem, form) : keepChosen(form, searched);
  let best = { loss: Infinity, parameters: start };
  const spent = (searched === null ? 0 : searchEpochs) + (roundsLearned(problem) ? roundingEpochs : 0);
  const fitEpochs = epochs - spent;
  const last = await fitStudent({
    ...shared(
      problem,
      form,
      recipe.terms.map(({ weight }) => weight),
    ),
    start,
    stream: randomStream(seed, 'student', recipe.name, 'fit'),
    steps: (steps / epochs) * fitEpochs,
    onEpoch: async ({ epoch, parameters, losses, weights }) => {
      let loss = Number.NaN;
      if (recipe.training.keep === 'best') {
        const logits = await predictDeployed(deployStudent(form, parameters), validation.x);
        loss = classificationScores(logits, validation.y).loss;
        if (loss < best.loss) best = { loss, parameters };
      }
      const record: StudentEpochRecord = {
        phase: 'fit',
        epoch,
        epochs: fitEpochs,
        losses,
        validationLoss: loss,
      };
      history.push(record);
      onProgress?.(record);
      return weights;
    },
  });
  return recipe.training.keep === 'best' ? best.parameters : last;
}

/** Drops the candidates that were not chosen. */
function keepChosen(form: StudentForm, parameters: StudentParameters<NDArray>): StudentParameters<NDArray> {
  return {
    ...parameters,
    weights: Object.fromEntries(
      Object.entries(parameters.weights).map(([layer, learned]) => [
        layer,
        Object.fromEntries(
          (form.weights.candidates[layer] ?? []).map((bits) => [`b${bits}`, learned[`b${bits}`]!]),
        ),
      ]),
    ),
  };
}
