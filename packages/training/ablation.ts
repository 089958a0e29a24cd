/**
 * What each part of `cfq-faithful` buys: trains the recipe with one part changed at a time and prints a table measured on
 * validation rows, never on test rows.
 *
 *   npm run ablation -- german,compas 0,1,2,3,4 4
 *
 * Arguments: data sets, seeds, budget in bits per weight, and variants by their labels, separated by semicolons; default all.
 */
import { uniform } from '@cfq/bit-allocation';
import { dataset as datasetNamed, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { evaluate, tracedModel } from '@cfq/evaluation';
import { recordStatistics } from '@cfq/metrics/aggregates';
import { actionSetFromFeatureSpace, targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import {
  allocatedBits,
  feasibleMatch,
  match,
  methods,
  mlp,
  modelLogits,
  nearMiss,
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
  readonly decay?: number;
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
  'teacher with next to no decay': { decay: 0.3 },
};

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

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
  const { x, y } = dataset.validation;
  const models = {
    teacher: tracedModel({ logits: modelLogits(teacher.model), parameters: teacher.parameters }),
    student: tracedModel(student),
  };
  const record = await evaluate({ ...models, x, labels: y, actionSet, margins: [0, 0.2], seed: 0 });
  const { test, denied, margins } = recordStatistics(record);
  const [promised, answered] = [await models.teacher.margins(x), await models.student.margins(x)];
  return {
    error: Math.sqrt(mean(Array.from(answered, (margin, row) => (margin - promised[row]!) ** 2))),
    agreement: 100 * test.agreement.value,
    drift: 100 * test.acceptanceDrift.value,
    vd: 100 * margins[1]!.validityDrop.value,
    nearMiss: 100 * denied.nearMissFidelity.value,
    bits: student.allocation.map(({ bits }) => bits).join('-'),
  };
}

const [
  names = 'german,compas',
  seedList = '0,1,2,3,4',
  budget = '4',
  only = Object.keys(variants).join(';'),
] = process.argv.slice(2);
const asked = only.split(';');
print('| data set | variant | margin error | agreement % | drift | VD % at κ = 0.2 | near-miss % | bits |');
print('|---|---|---|---|---|---|---|---|');
for (const name of names.split(',')) {
  const table = await datasetNamed(name).load();
  for (const [label, { recipe, decay }] of Object.entries(variants).filter(([one]) => asked.includes(one))) {
    const results: Awaited<ReturnType<typeof measure>>[] = [];
    for (const seed of seedList.split(',').map(Number)) {
      const dataset = prepareDataset(table, { seed });
      const model = mlp({ inputWidth: dataset.featureSpace.width });
      const options = decay === undefined ? {} : { decay };
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
