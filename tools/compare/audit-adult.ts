/*
 * Says where the time of an audit goes: the 16,281 test rows of Adult, an MLP 128-64 and the same rounded to 4 bits. Trains the
 * network once and keeps both files, the people and their schema in a folder; audits them from there.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '@cfq/audit';
import {
  datasets,
  loadPeople,
  prepareDataset,
  type LoadedDataset,
  type PreparedDataset,
} from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import { bindModel, metadataKeys, readModelFile } from '@cfq/models';
import { decodeWeights, denseNetwork, type Network } from '@cfq/network';
import { mlp, networkOfModel, trainTeacher } from '@cfq/training';

const { values: flags } = parseArgs({
  options: {
    folder: { type: 'string', default: join(tmpdir(), 'cfq-audit-adult') },
    preset: { type: 'string' },
    resamples: { type: 'string', default: '1000' },
  },
});
const { folder } = flags;
const places = {
  csv: join(folder, 'people.csv'),
  schema: join(folder, 'people.json'),
  teacher: join(folder, 'teacher.onnx'),
  student: join(folder, 'student.onnx'),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What a step took: of the clock, and of all processors. */
async function timed<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  const [clock, processors] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(processors);
  const wall = (performance.now() - clock) / 1000;
  say(
    `${name.padEnd(28)} ${wall.toFixed(1).padStart(6)} s, of processors ${((user + system) / 1e6).toFixed(1)} s`,
  );
  return value;
}

/** Every weight rounded to 4 bits, one scale a layer. */
function rounded(network: Network): Network {
  return denseNetwork(
    network.layers.map(({ name, weight, bias }) => {
      const { data, shape } = decodeWeights(weight);
      const largest = Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const codes = Int32Array.from(data, (value) => Math.round((7 * value) / largest));
      const grid = {
        bits: 4,
        signed: true,
        scale: Float32Array.of(largest / 7),
        zeroPoint: Int32Array.of(0),
      };
      return { name, bias, weight: { kind: 'affine', codes, shape, axis: null, ...grid } };
    }),
  );
}

/** The test rows as a lender would have them. */
function table({ table: { columns }, features, label }: LoadedDataset, rows: Int32Array): string {
  const names = [...features.map(({ name }) => name), label.column];
  const cell = (name: string, row: number): string => {
    const column = columns[name]!;
    if (column.kind === 'level') return column.levels[column.codes[row]!] ?? '';
    const value = column.values[row]!;
    return Number.isNaN(value) ? '' : String(value);
  };
  const lines = Array.from(rows, (row) => names.map((name) => cell(name, row)).join(','));
  return `${[names.join(','), ...lines].join('\n')}\n`;
}

function schema({ name, table: { columns }, features, label, policies, sparsity }: LoadedDataset): string {
  const columnOf = ({ kind, immutable, name: column }: LoadedDataset['features'][number]) => {
    const found = columns[column]!;
    return { kind, immutable, ...(found.kind === 'level' && { levels: found.levels }) };
  };
  return JSON.stringify({
    name,
    label: { column: label.column, favourable: label.favourable },
    columns: Object.fromEntries(features.map((feature) => [feature.name, columnOf(feature)])),
    subgroups: {
      sex: { column: 'sex' },
      race: { column: 'race' },
      'age band': { column: 'age', thresholds: [25, 45] },
    },
    policies: Object.fromEntries(
      Object.entries(policies).map(([own, policy]) => [own, { ...policy, name: undefined }]),
    ),
    sparsity,
  });
}

async function make({ dataset, test, featureSpace, ...prepared }: PreparedDataset): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const model = mlp({ inputWidth: featureSpace.width, hidden: [128, 64], classes: 2 });
  const { parameters } = await trainTeacher({
    model,
    dataset: { ...prepared, featureSpace },
    seed: 0,
    options: { decay: 3 },
  });
  const network = networkOfModel(model, parameters);
  const metadata = { [metadataKeys.featureSpace]: JSON.stringify(featureSpace) };
  writeFileSync(places.csv, table(dataset, test.rows));
  writeFileSync(places.schema, schema(dataset));
  writeFileSync(places.student, (await packNetwork(rounded(network), { metadata })).bytes);
  writeFileSync(places.teacher, (await packNetwork(network, { metadata })).bytes);
}

if (!existsSync(places.teacher)) {
  const adult = await datasets.adult.load();
  await timed('training, once', () => make(prepareDataset(adult, { seed: 0 })));
}
await timed('the audit in all', async () => {
  const people = await timed('reading people', () => loadPeople(places));
  const binding = { people, positive: 1, inputMap: { inputs: { x: { layout: 'encoded' } } } } as const;
  await using teacher = await timed('binding the teacher', async () =>
    bindModel(await readModelFile(places.teacher), binding),
  );
  const { featureSpace } = teacher;
  const theirs = { ...binding, featureSpace };
  await using student = await timed('binding the student', async () =>
    bindModel(await readModelFile(places.student), theirs),
  );
  const { environment, data, numbers } = await timed('measuring', () =>
    audit({
      ...{ teacher, student, people, resamples: Number(flags.resamples) },
      runtimes: { teacher: theirs, student: theirs },
      ...(flags.preset !== undefined && { solverOptions: { preset: flags.preset } }),
    }),
  );
  for (const { step, seconds } of environment.seconds)
    say(`  ${step.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s`);
  const value = (id: string) => numbers.find((number) => number.id === id)?.value;
  say(`${data.rows} people, ${data.denied} denied; flips ${value('flips')}, VD at 0.2 ${value('vd@0.2')}`);
});
