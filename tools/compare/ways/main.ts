/*
 * What changes of the recipe buy: how far margins of students are from the teacher's on rows, at people who are new, and at the ends
 * of actions, all made from validation rows, and how often that turns a decision, beside cfq-faithful, paired by seed.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { evaluateTeacher } from '@cfq/evaluation';
import { createCompileScope, randomStream, type NDArray } from '@cfq/jit';
import type { Network } from '@cfq/network';
import { actionSetFromFeatureSpace, constrainActionSet } from '@cfq/recourse';
import {
  mlp,
  modelLogits,
  networkOfModel,
  networkOfStudent,
  overrideRecipe,
  teacherRecourse,
  trainStudent,
  trainTeacher,
  type TeacherOptions,
} from '@cfq/training';
import { peopleOfTwo } from './people-of-two.ts';
import { marginsOf, repairLastLayer } from './repair-last-layer.ts';
import { showWays, type Measured } from './show-ways.ts';
import { startFrom } from './tried-stages.ts';
import { ways } from './ways.ts';

const { values: flags } = parseArgs({
  options: {
    dataset: { type: 'string', default: 'german' },
    seeds: { type: 'string', default: '0,1,2,3,4' },
    bits: { type: 'string', default: '2' },
    'activation-bits': { type: 'string', default: '4' },
    'decay-scale': { type: 'string', default: '1' },
    ways: { type: 'string' },
  },
});
const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;
const dataset = await known[flags.dataset]!.load({});
const decayScale = Number(flags['decay-scale']);
const options: TeacherOptions = decayScale === 1 ? {} : { decayScale };
const asked = flags.ways?.split(',');
const measured: Measured[] = [];

for (const seed of flags.seeds.split(',').map(Number)) {
  const split = prepareDataset(dataset, { seed });
  const { train, validation, featureSpace } = split;
  const actionSet = constrainActionSet(
    actionSetFromFeatureSpace(featureSpace, policyOf(dataset, 'literature')),
    'moderate',
  );
  const model = mlp({ inputWidth: train.x.shape[1], hidden: [128, 64] });
  await using scope = createCompileScope();
  const shared = { scope, actionSet, cost: { norm: 'l1' }, seed } as const;
  const teacher = await trainTeacher({ ...shared, model, dataset: split, options });
  const recourse = await teacherRecourse({ ...shared, teacher, dataset: split });
  const network = networkOfModel(model, teacher.parameters);
  const evaluated = await evaluateTeacher({
    ...{ ...shared, x: validation.x, margins: [0, 0.2] },
    teacher: { logits: modelLogits(model), parameters: teacher.parameters, network },
  });
  const [, promised] = evaluated.recourse;
  const nearly = evaluated.nearMiss.short.at(-1)!;
  const newPeople = peopleOfTwo(validation.x, featureSpace, randomStream(seed, 'ways'), 2000);
  const people = peopleOfTwo(train.x, featureSpace, randomStream(seed, 'repair'), 2000);
  const problem = { ...shared, teacher, dataset: split, recourse, budgetBits: Number(flags.bits) };
  const wanted = {
    rows: marginsOf(network, validation.x),
    people: marginsOf(network, newPeople),
    promised: marginsOf(network, promised!.x),
    nearly: marginsOf(network, nearly.x),
  };
  const measure = (student: Network): Omit<Measured, 'seed' | 'way' | 'seconds'> => {
    const margins = (x: NDArray): Float64Array => marginsOf(student, x);
    const [ofRows, ofPromised, ofNearly] = [margins(validation.x), margins(promised!.x), margins(nearly.x)];
    return {
      rows: rootMeanSquare(ofRows, wanted.rows),
      people: rootMeanSquare(margins(newPeople), wanted.people),
      promises: rootMeanSquare(ofPromised, wanted.promised),
      flips: share(ofRows, (margin, row) => margin > 0 !== wanted.rows[row]! > 0),
      broken: share(ofPromised, (margin, row) => (wanted.promised[row]! >= 0.2 ? margin <= 0 : null)),
      nearMiss: share(ofNearly, (margin, row) =>
        nearly.exists[row]! === 1 && wanted.nearly[row]! <= 0 ? margin <= 0 : null,
      ),
    };
  };
  for (const { name, method, from, fitted, extraBits = 0, repaired = false } of ways) {
    if (asked !== undefined && !asked.includes(name)) continue;
    const bits = { activationBits: Number(flags['activation-bits']) };
    const started = process.cpuUsage().user;
    const start =
      from === undefined
        ? method.start
        : startFrom(networkOfStudent(await trainStudent({ ...problem, method: from })));
    const budgetBits = problem.budgetBits + extraBits;
    const own = fitted?.({ teacher: network, bits: budgetBits });
    const weights = own === undefined ? method.weights : { ...method.weights, quantizer: own.quantizer };
    const student = await trainStudent({
      ...problem,
      budgetBits,
      method: overrideRecipe({ ...method, start, weights }, bits),
    });
    const plain = networkOfStudent(student);
    const corrected = own?.whole(plain) ?? plain;
    const whole = repaired ? repairLastLayer(plain, people, marginsOf(network, people)) : corrected;
    const seconds = (process.cpuUsage().user - started) / 1e6;
    measured.push({ seed, way: name, ...measure(whole), seconds });
  }
}
process.stdout.write(showWays(measured));

function rootMeanSquare(values: Float64Array, wanted: Float64Array): number {
  return Math.sqrt(
    values.reduce((sum, value, at) => sum + (value - wanted[at]!) ** 2, 0) / Math.max(1, values.length),
  );
}

/** Share of rows of which something is true; rows that are not asked about are null. */
function share(
  margins: Float64Array,
  isTrue: (margin: number, row: number) => boolean | null,
): { readonly count: number; readonly of: number } {
  const answers = Array.from(margins, isTrue).filter((answer) => answer !== null);
  return { count: answers.filter(Boolean).length, of: answers.length };
}
