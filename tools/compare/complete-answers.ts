/*
 * How many promises of a teacher its quantized student keeps everywhere in a box, how many it breaks at a row that is known, and
 * how many stay open: the cheapest actions of people, and 95 % of each as a denial.
 */
import { parseArgs } from 'node:util';
import { datasets, policyOf, prepareDataset, type LoadedDataset } from '@cfq/datasets';
import { evaluateTeacher } from '@cfq/evaluation';
import { createCompileScope, takeRows } from '@cfq/jit';
import {
  actionSetFromFeatureSpace,
  constrainActionSet,
  decidePromises,
  promiseOutcomes,
} from '@cfq/recourse';
import {
  methods,
  mlp,
  modelLogits,
  networkOfModel,
  networkOfStudent,
  overrideRecipe,
  teacherRecourse,
  trainStudent,
  trainTeacher,
} from '@cfq/training';
import { processorMilliseconds } from './step-times.ts';

const { values: flags } = parseArgs({
  options: {
    dataset: { type: 'string', default: 'german' },
    policy: { type: 'string', default: 'literature' },
    hidden: { type: 'string', default: '128,64' },
    method: { type: 'string', default: 'cfq-faithful' },
    bits: { type: 'string', default: '4' },
    'activation-bits': { type: 'string', default: '8' },
    kappa: { type: 'string', default: '0.2' },
    radii: { type: 'string', default: '0,0.05' },
    boxes: { type: 'string', default: '200' },
    people: { type: 'string', default: '100' },
    seed: { type: 'string', default: '0' },
  },
});
const [seed, kappa, boxes] = [flags.seed, flags.kappa, flags.boxes].map(Number) as [number, number, number];
const known: Readonly<Record<string, { load(options: object): Promise<LoadedDataset> }>> = datasets;
const dataset = await known[flags.dataset]!.load({});
const split = prepareDataset(dataset, { seed });
const actionSet = constrainActionSet(
  actionSetFromFeatureSpace(split.featureSpace, policyOf(dataset, flags.policy)),
  'moderate',
);
const model = mlp({ inputWidth: split.train.x.shape[1], hidden: flags.hidden.split(',').map(Number) });
await using scope = createCompileScope();
const shared = { scope, actionSet, cost: { norm: 'l1' }, seed } as const;
const teacher = await trainTeacher({ ...shared, model, dataset: split });
const recourse = await teacherRecourse({ ...shared, teacher, dataset: split });
const student = await trainStudent({
  ...shared,
  method: overrideRecipe(
    Object.values(methods).find(({ name }) => name === flags.method)!,
    {
      activationBits: Number(flags['activation-bits']),
    },
  ),
  teacher,
  dataset: split,
  recourse,
  budgetBits: Number(flags.bits),
});
const pair = {
  teacher: networkOfModel(model, teacher.parameters),
  student: networkOfStudent(student),
};

const evaluated = await evaluateTeacher({
  ...shared,
  x: split.test.x,
  margins: [0, kappa],
  teacher: { logits: modelLogits(model), parameters: teacher.parameters, network: pair.teacher },
});
const columns = new Float64Array(model.inputWidth);
for (const { kind, start, width } of actionSet.features) {
  if (kind !== 'categorical') columns.fill(1, start, start + width);
}
const say = (...cells: readonly string[]): void =>
  void process.stdout.write(`${cells.map((cell) => cell.padStart(12)).join('')}\n`);
say('side', 'κ', 'radius', 'boxes', ...promiseOutcomes, 'parts', 'ms a box');
const [promised, nearly] = [evaluated.recourse[1]!, evaluated.nearMiss.short.at(-1)!];
const { valid } = evaluated.actions[0]!;
const sides = [
  { side: 'yes', asked: kappa, x: promised.x, counts: (row: number) => promised.margins[row]! >= kappa },
  {
    side: 'no',
    asked: 0,
    x: nearly.x,
    counts: (row: number) => valid[row]! * nearly.exists[row]! === 1 && nearly.margins[row]! <= 0,
  },
] as const;
for (const { side, x, asked, counts } of sides) {
  const rows = Array.from({ length: x.shape[0]! }, (_, row) => row).filter(counts);
  const points = takeRows(x, Int32Array.from(rows.slice(0, Number(flags.people))));
  const n = points.shape[0]!;
  for (const radius of flags.radii.split(',').map(Number)) {
    const before = processorMilliseconds();
    const { outcome, looked } = await decidePromises({
      ...pair,
      x: points,
      radius,
      columns,
      side,
      kappa: asked,
      boxes,
    });
    const share = (count: number) => `${((100 * count) / n).toFixed(1)} %`;
    say(
      side,
      String(asked),
      String(radius),
      String(n),
      ...promiseOutcomes.map((one) => share(outcome.filter((other) => other === one).length)),
      (looked.reduce((sum, one) => sum + one, 0) / n).toFixed(1),
      ((processorMilliseconds() - before) / n).toFixed(1),
    );
  }
}
