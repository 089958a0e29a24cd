/**
 * What each part of `cfq-faithful` buys: trains the recipe with one part changed at a time and prints a table measured on
 * validation rows, never on test rows.
 *
 *   npm run ablation -- german,compas 0,1,2,3,4 4
 *
 * Arguments: data sets, seeds, budget in bits per weight, and variants by their labels, separated by semicolons; default all of the
 * recipe. Others are asked for by name, and so are teachers behind `@`:
 *
 *   npm run ablation -- german 0,1,2 4 'kd-long;kd-fresh;cfq-faithful, whole' 'a tenth of the decay;no decay'
 *
 * The second table holds every other variant against the first one on the same people and seeds, with 95 % bootstrap intervals.
 */
import { uniform } from '@cfq/bit-allocation';
import { dataset as datasetNamed, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { evaluate, tracedModel } from '@cfq/evaluation';
import { pairedComparison } from '@cfq/metrics';
import { recordStatistics } from '@cfq/metrics/aggregates';
import { roughnessAlong } from '@cfq/network';
import { actionSetFromFeatureSpace, targetMargin } from '@cfq/recourse';
import * as tf from '@tensorflow/tfjs-core';
import {
  allocatedBits,
  feasibleMatch,
  match,
  methods,
  mlp,
  modelLogits,
  networkOfModel,
  nearMiss,
  teacherRecourse,
  trainStudent,
  trainTeacher,
  type PointTerm,
  type QuantizedMethod,
  type Teacher,
  type TeacherOptions,
  type TeacherRecourse,
} from './src/index.ts';

/** A change to one part of the experiment; a teacher where it is not the usual one. */
interface Variant {
  readonly recipe?: Partial<QuantizedMethod>;
  readonly teacher?: TeacherOptions;
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
  'teacher with next to no decay': { teacher: { decay: 0.3 } },
};

/** Variants that are run where they are asked for. */
const more: Readonly<Record<string, Variant>> = {
  'kd-long': { recipe: methods['kd-long'] },
  'kd-fresh': { recipe: methods['kd-fresh'] },
  'four times the updates': { recipe: { training: { ...whole.training, length: { steps: 8000 } } } },
  'four times the points': { recipe: { training: { ...whole.training, batch: 256 } } },
};

/** Teachers that are not the usual one, where they are asked for. */
const teachers: Readonly<Record<string, TeacherOptions>> = {
  usual: {},
  'a tenth of the decay': { decayScale: 0.1 },
  'a hundredth of the decay': { decayScale: 0.01 },
  'no decay': { decayScale: 0 },
  'no decay, best accuracy': { decayScale: 0, keep: 'accuracy' },
  'by heart': { decayScale: 0, keep: 'last' },
};

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** One trained student against its teacher, on people whom neither has learned from. */
async function measure(
  { teacher, recourse }: { readonly teacher: Teacher; readonly recourse: TeacherRecourse },
  dataset: PreparedDataset,
  { recipe, budgetBits, seed }: { recipe: QuantizedMethod; budgetBits: number; seed: number },
) {
  const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
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
    agreement: test.agreement,
    drift: test.acceptanceDrift,
    vd: margins[1]!.validityDrop,
    nearMiss: denied.nearMissFidelity,
    bits: student.allocation.map(({ bits }) => bits).join('-'),
  };
}

/** How rough a teacher is along its actions on training rows, in the mean. */
function roughness(teacher: Teacher, recourse: TeacherRecourse): string {
  const network = networkOfModel(teacher.model, teacher.parameters);
  const { slope, bend, flips } = roughnessAlong({ network, x: recourse.x, delta: recourse.delta });
  return [slope, bend, flips].map((values) => mean(Array.from(values)).toFixed(3)).join(' / ');
}

const [
  names = 'german,compas',
  seedList = '0,1,2,3,4',
  budget = '4',
  only = Object.keys(variants).join(';'),
  teacherList = 'usual',
] = process.argv.slice(2);
const asked = Object.entries({ ...variants, ...more }).filter(([label]) => only.split(';').includes(label));
asked.sort(([a], [b]) => only.split(';').indexOf(a) - only.split(';').indexOf(b));
const columns = '| margin error | agreement % | drift | VD % at κ = 0.2 | near-miss % | bits |';
print(`| data set | variant ${columns}`);
print('|---|---|---|---|---|---|---|---|');
const differences: string[] = [];
for (const name of names.split(',')) {
  const table = await datasetNamed(name).load();
  for (const kind of teacherList.split(';')) {
    const found = asked.map(([label, variant]) => ({
      label: kind === 'usual' ? label : `${label} @ ${kind}`,
      variant,
      results: [] as Awaited<ReturnType<typeof measure>>[],
    }));
    const rough: string[] = [];
    for (const seed of seedList.split(',').map(Number)) {
      const dataset = prepareDataset(table, { seed });
      const model = mlp({ inputWidth: dataset.featureSpace.width });
      const actionSet = actionSetFromFeatureSpace(dataset.featureSpace);
      const made = async (options: TeacherOptions) => {
        const teacher = await trainTeacher({ model, dataset, seed, options });
        return { teacher, recourse: await teacherRecourse({ teacher, dataset, actionSet }) };
      };
      const usual = await made(teachers[kind] ?? {});
      rough.push(roughness(usual.teacher, usual.recourse));
      for (const { variant, results } of found) {
        const promising = variant.teacher === undefined ? usual : await made(variant.teacher);
        const recipe = { ...whole, ...variant.recipe };
        results.push(await measure(promising, dataset, { recipe, budgetBits: Number(budget), seed }));
      }
    }
    for (const { label, results } of found) {
      const column = (key: 'agreement' | 'drift' | 'vd' | 'nearMiss', digits: number): string =>
        (100 * mean(results.map((result) => result[key].value))).toFixed(digits);
      const bits = [...new Set(results.map((result) => result.bits))].join(', ');
      const error = mean(results.map((result) => result.error)).toFixed(4);
      print(
        `| ${name} | ${label} | ${error} | ${column('agreement', 2)} | ${column('drift', 2)} | ` +
          `${column('vd', 2)} | ${column('nearMiss', 1)} | ${bits} |`,
      );
    }
    differences.push(`| ${name} | ${kind}: slope / bend / flips by seed | ${rough.join(', ')} | | |`);
    const [first, ...others] = found;
    for (const { label, results } of others.filter(({ variant }) => variant.teacher === undefined)) {
      const against = (['agreement', 'vd', 'nearMiss'] as const).map((key) => {
        const { value, lower, upper } = pairedComparison({
          first: results.map((result) => result[key]),
          second: first!.results.map((result) => result[key]),
          ...{ seed: 0, resamples: 1000 },
        });
        return [value, lower, upper].map((one) => (100 * one).toFixed(2)).join(' … ');
      });
      differences.push(`| ${name} | ${label} − ${first!.label} | ${against.join(' | ')} |`);
    }
  }
}
print('');
print('| data set | difference: mean … lower … upper | agreement % | VD % at κ = 0.2 | near-miss % |');
print('|---|---|---|---|---|');
differences.forEach(print);
