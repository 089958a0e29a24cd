import { randomStream, type NDArray } from '@cfq/jit';
import { hardRounded, initialRounding, type GridOfWeight } from '../scheme/rounding/roundings.ts';
import { fitStudent } from './fit-student.ts';
import { candidateKey, type StudentForm, type StudentParameters } from '../scheme/student-form.ts';
import { roundingEpochs, shared, epochs, type TrainQuantizedProblem } from './student-run.ts';
import type { StudentEpochRecord } from '../student/student.ts';

/**
 * Fits the roundings of a student whose steps are settled: each weight moves between the two codes around it, from where
 * it is at full precision, under the recipe's objective and a penalty that drives it to one of them; biases and clips
 * move along.
 *
 * @param form one candidate a layer.
 * @returns parameters whose weights lie on their grids, for a form that rounds to nearest.
 * @see Nagel et al. 2020, whose objective is each layer's output; here it is that of the whole model.
 */
export async function fitRounding(
  problem: TrainQuantizedProblem,
  form: StudentForm,
  settled: StudentParameters<NDArray>,
  history: StudentEpochRecord[],
): Promise<StudentParameters<NDArray>> {
  const { recipe, seed, steps, onProgress } = problem;
  const gridOf = (layer: string): GridOfWeight => {
    const bits = form.weights.candidates[layer]![0]!;
    return {
      quantizer: form.weights.quantizer,
      learned: settled.weights[layer]![candidateKey(bits)]!,
      bits,
    };
  };
  const layers = form.model.layers.map(({ layer }) => ({ layer, grid: gridOf(layer) }));
  const weights = recipe.terms.map(({ weight }) => weight);
  const fitted = await fitStudent({
    ...shared(problem, { ...form, weights: { ...form.weights, rounding: 'fitted' } }, weights),
    start: {
      ...settled,
      weights: Object.fromEntries(
        layers.map(({ layer, grid }) => [
          layer,
          { [candidateKey(grid.bits)]: initialRounding(settled.dense[layer]!.weight, grid) },
        ]),
      ),
    },
    rounds: true,
    stream: randomStream(seed, 'student', recipe.name, 'round'),
    steps: (steps / epochs) * roundingEpochs,
    onEpoch: ({ epoch, losses }) => {
      const record: StudentEpochRecord = {
        phase: 'round',
        epoch,
        epochs: roundingEpochs,
        losses,
        validationLoss: Number.NaN,
      };
      history.push(record);
      onProgress?.(record);
      return weights;
    },
  });
  return {
    ...fitted,
    weights: settled.weights,
    dense: Object.fromEntries(
      layers.map(({ layer, grid }) => {
        const { weight } = settled.dense[layer]!;
        const { rounding } = fitted.weights[layer]![candidateKey(grid.bits)]!;
        return [layer, { weight: hardRounded(weight, grid, rounding!), bias: fitted.dense[layer]!.bias }];
      }),
    ),
  };
}
