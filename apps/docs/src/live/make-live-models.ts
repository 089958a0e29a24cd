// Trains what the live page shows, seed 0 of each of its data sets, or of those that are named, and writes data/live/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createEncoder, datasets, prepareDataset, type Matrix, type ReadableRow } from '@cfq/datasets';
import { addScaled, createCompileScope, takeRows, type NDArray } from '@cfq/jit';
import { actionSetFromFeatureSpace, exact } from '@cfq/recourse';
import {
  method,
  mlp,
  modelLogits,
  networkOfModel,
  networkOfStudent,
  teacherRecourse,
  trainStudent,
  trainTeacher,
} from '@cfq/training';
import {
  liveBits,
  liveMethods,
  liveSets,
  type LiveSet,
  type LiveStart,
  type LiveStudents,
} from './live-data.ts';
import { liveMargin, liveMargins } from './live-model.ts';
import { storeNetwork, type StoredNetwork } from './stored-network.ts';

const seed = 0;
const kappa = 0.2;
const mostPeople = 60;
const folder = new URL('../../data/live/', import.meta.url);
mkdirSync(folder, { recursive: true });
const write = (name: string, value: LiveStart | LiveStudents | StoredNetwork) => {
  writeFileSync(new URL(name, folder), `${JSON.stringify(value)}\n`);
};

const named = process.argv.slice(2) as LiveSet[];
for (const set of named.length > 0 ? named : (Object.keys(liveSets) as LiveSet[])) await make(set);

async function make(set: LiveSet): Promise<void> {
  await using scope = createCompileScope();
  const loaded = await datasets[set].load();
  const policy = loaded.policies[liveSets[set].policy]!;
  const dataset = prepareDataset(loaded, { seed });
  const { featureSpace } = dataset;
  const actionSet = actionSetFromFeatureSpace(featureSpace, policy);
  const teacher = await trainTeacher({
    model: mlp({ inputWidth: featureSpace.width, hidden: [128, 64] }),
    ...{ dataset, seed, actionSet, scope },
  });
  const network = networkOfModel(teacher.model, teacher.parameters);
  const all = dataset.test.x;
  const allMargins = liveMargins(network, all);
  const refused = Int32Array.from(allMargins.keys()).filter((row) => allMargins[row]! <= 0);
  const count = Math.min(mostPeople, refused.length);
  const denied = takeRows(
    all,
    Int32Array.from({ length: count }, (_, place) => refused[Math.floor((place * refused.length) / count)]!),
  );
  const { byMargin } = await exact.solve({
    model: { logits: modelLogits(teacher.model), parameters: teacher.parameters, network, target: 1 },
    ...{ x: denied, actionSet, cost: { norm: 'l1' as const }, margins: [kappa], seed, scope },
  });
  const { valid, delta } = byMargin[0]!;
  const promised = Int32Array.from(valid.keys()).filter((row) => valid[row] === 1);
  const after = addScaled(takeRows(denied, promised), takeRows(delta, promised), 1);

  const people = createEncoder(featureSpace).decodeRows(matrixOf(denied));
  const training = createEncoder(featureSpace).decodeRows(dataset.train.x);
  const ranges = Object.fromEntries(
    featureSpace.features
      .filter(({ kind }) => kind === 'numeric')
      .map(({ name }) => {
        const values = training.map((row) => Number(row[name]));
        return [name, [Math.min(...values), Math.max(...values)] as const];
      }),
  );
  const shown = people.map((row) => readable(row));
  write(`${set}.json`, {
    ...{ dataset: set, seed, featureSpace, policy, ranges },
    people: shown,
    margins: shown.map((values) => liveMargin(network, featureSpace, values)),
  });
  write(`${set}-teacher.json`, storeNetwork(network));

  const recourse = await teacherRecourse({ teacher, dataset, actionSet, scope });
  for (const bits of liveBits) {
    const students = [];
    for (const name of liveMethods) {
      const student = await trainStudent({
        ...{ method: method(name), teacher, dataset, recourse, actionSet, scope, seed },
        budgetBits: bits,
      });
      const own = networkOfStudent(student);
      const tally = (margins: Float32Array, holds: (margin: number) => boolean) =>
        margins.reduce((sum, margin) => sum + Number(holds(margin)), 0);
      const shares = {
        promised: promised.length,
        broken: tally(liveMargins(own, after), (margin) => margin <= 0),
        denied: denied.shape[0]!,
        approved: tally(liveMargins(own, denied), (margin) => margin > 0),
      };
      process.stderr.write(`${set}, ${name}, ${bits} bits: ${JSON.stringify(shares)}\n`);
      students.push({ method: name, network: storeNetwork(own), shares });
    }
    write(`${set}-${bits}.json`, { bits, students });
  }
}

function matrixOf({ data, shape: [rows = 0, width = 0] }: NDArray): Matrix {
  return { data: Float32Array.from(data), shape: [rows, width] };
}

/** Values as a form would hold them: numbers as the file wrote them, without what float32 adds. */
function readable(row: ReadableRow): ReadableRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toPrecision(6)) : value,
    ]),
  );
}
