/**
 * What each part of `cfq-faithful` buys: trains the recipe with one part changed at a time and prints a table measured on
 * validation rows, never on test rows.
 *
 *   npm run ablation -- german,compas 0,1,2,3,4 4
 *
 * Arguments: data sets, seeds, budget in bits per weight.
 */
import { uniform } from '@cfq/bit-allocation';
import { dataset as datasetNamed, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { ndarray, type NDArray } from '@cfq/jit';
import { actionSetFromFeatureSpace, solvers, targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import {
  allocatedBits,
  feasibleMatch,
  match,
  methods,
  mlp,
  modelLogits,
  nearMiss,
  predictModel,
  predictStudent,
  teacherRecourse,
  trainStudent,
  trainTeacher,
  type PointTerm,
  type QuantizedMethod,
  type Teacher,
} from './src/index.ts';

/** A change to one part of the experiment. */
interface Variant {
  readonly recipe?: Partial<QuantizedMethod>;
  /** Total decay of the teacher; default its own. */
  readonly totalDecay?: number;
}

const whole = methods['cfq-faithful'];
const weighted = (...terms: readonly PointTerm[]): QuantizedMethod['terms'] =>
  terms.map((term) => ({ term, weight: 1 }));

/** The margin match with one charge for both directions. */
const evenHanded = (term: PointTerm): PointTerm => ({
  ...term,
  value: ({ student, teacher, target }) => {
    const promised = targetMargin(teacher, target);
    const near = tf.add(tf.exp(tf.div(tf.neg(tf.abs(promised)), 0.5)), 0.1);
    const error = tf.sub(targetMargin(student, target), promised);
    return tf.mean<tf.Scalar>(tf.mul(near, tf.square(error)));
  },
});

const variants: Readonly<Record<string, Variant>> = {
  'cfq-faithful, whole': {},
  'without feasible-match': { recipe: { terms: weighted(match, nearMiss) } },
  'without near-miss': { recipe: { terms: weighted(match, feasibleMatch) } },
  'without match on the data': { recipe: { terms: weighted(nearMiss, feasibleMatch) } },
  'both directions alike': {
    recipe: { terms: weighted(...[match, nearMiss, feasibleMatch].map(evenHanded)) },
  },
  'one step per layer': { recipe: { weights: { ...whole.weights, perChannel: false } } },
  "steps start by LSQ's rule": { recipe: { weights: { ...whole.weights, scaleInit: 'quantizer' } } },
  'uniform bits': { recipe: { bits: allocatedBits(uniform) } },
  'half the updates': { recipe: { training: { ...whole.training, length: { steps: 1000 } } } },
  "the baselines' rates": {
    recipe: { training: { ...whole.training, learningRate: 1e-3, quantizerLrScale: 0.1 } },
  },
  'teacher with a tenth of the decay': { totalDecay: 0.3 },
};

const marginsOf = (logits: NDArray): number[] =>
  Array.from({ length: logits.shape[0]! }, (_, row) => logits.data[2 * row + 1]! - logits.data[2 * row]!);
const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The validation rows a teacher denies, and its actions for them at κ = 0 and 0.2. */
async function promises(teacher: Teacher, dataset: PreparedDataset) {
  const x: NDArray = dataset.validation.x;
  const width = dataset.featureSpace.width;
  const margin = marginsOf(await predictModel(teacher.model, teacher.parameters, x));
  const denied = margin.flatMap((m, row) => (m <= 0 ? [row] : [])).slice(0, 1500);
  const rows = ndarray(
    Float32Array.from(denied.flatMap((row) => Array.from(x.data.subarray(row * width, (row + 1) * width)))),
    [denied.length, width],
  );
  const { byMargin } = await solvers.slp.solve({
    model: { logits: modelLogits(teacher.model), parameters: teacher.parameters, target: 1 },
    x: rows,
    actionSet: actionSetFromFeatureSpace(dataset.featureSpace),
    cost: { norm: 'l1' },
    margins: [0, 0.2],
    seed: 0,
  });
  return { x, margin, rows, actions: byMargin };
}

/** One trained student against its teacher, in percent. */
async function measure(
  teacher: Teacher,
  dataset: PreparedDataset,
  recipe: QuantizedMethod,
  budgetBits: number,
  seed: number,
) {
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
  const recourse = await teacherRecourse({ teacher, dataset, actionSet });
  const student = await trainStudent({ method: recipe, teacher, dataset, recourse, budgetBits, seed });
  const { x, margin, rows, actions } = await promises(teacher, dataset);
  const kept = marginsOf(await predictStudent(student, x));
  const moved = (delta: NDArray, rho: number): NDArray =>
    ndarray(
      Float32Array.from(rows.data, (value, i) => value + rho * delta.data[i]!),
      rows.shape,
    );
  const [tight, issued] = actions;
  const atIssued = marginsOf(await predictStudent(student, moved(issued!.delta, 1)));
  const broken = Array.from(issued!.valid).flatMap((ok, row) => (ok ? [Number(atIssued[row]! <= 0)] : []));
  const misses: number[] = [];
  for (const rho of [0.5, 0.8, 0.95]) {
    const point = moved(tight!.delta, rho);
    const promised = marginsOf(await predictModel(teacher.model, teacher.parameters, point));
    const answered = marginsOf(await predictStudent(student, point));
    promised.forEach((m, row) => {
      if (tight!.valid[row] === 1 && m <= 0) misses.push(Number(answered[row]! <= 0));
    });
  }
  return {
    error: Math.sqrt(mean(kept.map((m, row) => (m - margin[row]!) ** 2))),
    agreement: 100 * mean(kept.map((m, row) => Number(m > 0 === margin[row]! > 0))),
    drift: 100 * mean(kept.map((m, row) => Number(m > 0) - Number(margin[row]! > 0))),
    vd: 100 * mean(broken),
    nearMiss: 100 * mean(misses),
    bits: student.allocation.map(({ bits }) => bits).join('-'),
  };
}

const [names = 'german,compas', seedList = '0,1,2,3,4', budget = '4'] = process.argv.slice(2);
print('| data set | variant | margin error | agreement % | drift | VD % at κ = 0.2 | near-miss % | bits |');
print('|---|---|---|---|---|---|---|---|');
for (const name of names.split(',')) {
  const table = await datasetNamed(name).load();
  for (const [label, { recipe, totalDecay }] of Object.entries(variants)) {
    const results: Awaited<ReturnType<typeof measure>>[] = [];
    for (const seed of seedList.split(',').map(Number)) {
      const dataset = prepareDataset(table, { seed });
      const model = mlp({ inputWidth: dataset.featureSpace.width });
      const options = totalDecay === undefined ? {} : { totalDecay };
      const teacher = await trainTeacher({ model, dataset, seed, options });
      results.push(await measure(teacher, dataset, { ...whole, ...recipe }, Number(budget), seed));
    }
    const column = (key: 'error' | 'agreement' | 'drift' | 'vd' | 'nearMiss', digits: number): string =>
      mean(results.map((result) => result[key])).toFixed(digits);
    const bits = [...new Set(results.map((result) => result.bits))].join(', ');
    print(
      `| ${name} | ${label} | ${column('error', 4)} | ${column('agreement', 2)} | ${column('drift', 2)} | ` +
        `${column('vd', 2)} | ${column('nearMiss', 1)} | ${bits} |`,
    );
  }
}
