import { assertWithinBudget, averageBits } from '@cfq/bit-allocation';
import { randomStream, type NDArray } from '@cfq/jit';
import { classificationScores } from '../classification-scores.ts';
import { predictDeployed } from '../predict-student.ts';
import { pointSets } from '../points/point-sets.ts';
import { chooseBits } from './choose-bits.ts';
import { pointsOf } from './compile-student-epoch.ts';
import { deployedLogits, deployedParameters, deployStudent } from './deployed-student.ts';
import { fitStudent } from './fit-student.ts';
import { begin, epochs, formOf, searchEpochs, shared, type TrainQuantizedProblem } from './student-run.ts';
import type { QuantizedMethod } from '../methods/method.ts';
import type { StudentForm, StudentParameters } from './student-form.ts';
import type { QuantizedStudent, StudentEpochRecord } from './student.ts';

/** Whether a method looks at the teacher's actions. */
export function needsRecourse({ terms, allocator }: QuantizedMethod): boolean {
  const points = pointsOf(terms.map(({ term }) => term));
  return allocator === 'counterfactual-knapsack' || points.some((name) => pointSets[name].needsRecourse);
}

/** Trains a quantized student: chooses bits, trains under them, rounds to integers. */
export async function trainQuantized(problem: TrainQuantizedProblem): Promise<QuantizedStudent> {
  const { method, teacher, budgetBits, seed } = problem;
  const started = performance.now();
  const { model } = teacher;
  const history: StudentEpochRecord[] = [];
  const chosen = await chooseBits(problem, history);
  assertWithinBudget(model.layers, chosen.allocation, budgetBits);
  const form = formOf(problem, chosen.allocation);
  const parameters = await fit(problem, form, chosen.start, history);
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
  const fitEpochs = searched === null ? epochs : epochs - searchEpochs;
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
