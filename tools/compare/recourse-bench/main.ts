// Ours and peers on RecourseBench's rows: node --conditions=@cfq/source --import tsx tools/compare/recourse-bench/main.ts --help
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { NDArray } from '@cfq/jit';
import { readModelFile } from '@cfq/models';
import type { Network } from '@cfq/network';
import { recogniseNetwork } from '@cfq/onnx';
import * as ort from 'onnxruntime-node';
import { say } from '../step-times.ts';
import type { Answers } from './answers.ts';
import { compareCosts } from './compare-costs.ts';
import { readBench, rowsAt } from './layout.ts';
import { measureAnswers, type Measured, type View } from './measure-answers.ts';
import { ourAnswers, ourMethods, problemOf } from './our-answers.ts';
import { renderTable } from './render-table.ts';
import { renderTimes, timesHead, timeSearches } from './time-searches.ts';
import { writeTables } from './write-tables.ts';

process.env['ORT_DISABLE_TELEMETRY'] ??= '1';

const { values: given } = parseArgs({
  options: {
    raw: { type: 'string' },
    work: { type: 'string', default: 'recourse-bench-work' },
    python: { type: 'string', default: 'python3' },
    datasets: { type: 'string', default: 'adult,compas,german,credit' },
    models: { type: 'string', default: 'linear,mlp' },
    methods: { type: 'string' },
    'skip-peers': { type: 'boolean', default: false },
    times: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [names, models] = [given.datasets.split(','), given.models.split(',')];

function python(script: string, ...words: string[]): void {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const threads = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { status } = spawnSync(given.python, ['-W', 'ignore', path, ...words], {
    stdio: ['ignore', 'inherit', 'ignore'],
    env: { ...process.env, ...threads },
  });
  if (status !== 0) throw new Error(`${script}: ${given.python} ended with ${status}; see requirements.txt`);
}

/** The class that a file gives each of some rows, by ONNX Runtime. */
async function classifier(path: string): Promise<Measured['classesOf']> {
  const session = await ort.InferenceSession.create(path, { logSeverityLevel: 3 });
  const [input, output] = [session.inputNames[0]!, session.outputNames[0]!];
  return async ({ data, shape }: NDArray) => {
    const answers = await session.run({
      [input]: new ort.Tensor('float32', data as Float32Array, [...shape]),
    });
    return Uint8Array.from(answers[output]!.data as BigInt64Array, Number);
  };
}

async function networkOf(path: string): Promise<Network> {
  const file = await readModelFile(path);
  const recognised = file.format === 'onnx' ? recogniseNetwork(file.onnx) : undefined;
  if (recognised === undefined || !('network' in recognised)) throw new Error(`${path}: no network`);
  return recognised.network;
}

async function printTimes(dataset: string, model: string): Promise<void> {
  const folder = join(given.work, dataset);
  const network = await networkOf(join(folder, `${model}.onnx`));
  const method = { label: 'slp', solver: 'slp' };
  const times = await timeSearches(problemOf(readBench(folder), { model, network, method }));
  say(renderTimes(dataset, model, times));
}

async function compare(dataset: string, model: string): Promise<void> {
  const folder = join(given.work, dataset);
  const bench = readBench(folder);
  const path = join(folder, `${model}.onnx`);
  const network = await networkOf(path);
  const classesOf = await classifier(path);
  const measured: Measured = {
    features: bench.features,
    x: rowsAt(bench.rows, bench.people[model]!),
    reference: bench.rows,
    referenceClasses: await classesOf(bench.rows),
    classesOf,
  };
  const answers: [string, Answers][] = [];
  for (const method of ourMethods()) {
    if (given.methods !== undefined && !given.methods.split(',').includes(method.label)) continue;
    try {
      answers.push([`cfq ${method.label}`, await ourAnswers(bench, { model, network, method })]);
    } catch (error) {
      say(`cfq ${method.label}: left out: ${(error as Error).message}`);
    }
  }
  const peers = join(folder, `peers-${model}.json`);
  if (existsSync(peers)) {
    answers.push(...Object.entries(JSON.parse(readFileSync(peers, 'utf8')) as Record<string, Answers>));
  }
  for (const view of ['as returned', 'valid and violation-free'] as View[]) {
    const rows = await Promise.all(
      answers.map(async ([name, one]) => [name, await measureAnswers(one, view, measured)] as const),
    );
    say(`\n${dataset}, ${model}, ${view}\n\n${renderTable(rows)}`);
  }
  const own = answers.find(([name]) => name === 'cfq slp')?.[1];
  if (own !== undefined)
    say(`\n${dataset}, ${model}: valid and violation-free, of the same people, beside cfq slp\n`);
  for (const [name, one] of own === undefined ? [] : answers) {
    const { both, missed, theirs, ours, cheaper } = await compareCosts(one, own!, measured);
    const costs = both === 0 ? '' : `, L1 ${theirs.toFixed(4)} against ${ours.toFixed(4)}`;
    say(`${name}: ${both} people${costs}, cheaper for ${cheaper}; ${missed} whom slp has no answer for`);
  }
  writeFileSync(join(folder, `ours-${model}.json`), JSON.stringify(Object.fromEntries(answers)));
}

if (given.help) {
  say(
    'main.ts --raw FOLDER [--work FOLDER] [--python PATH] [--datasets a,b] [--models linear,mlp] [--methods a,b] [--skip-peers] [--times]',
  );
} else {
  if (given.raw !== undefined) {
    const tables = join(given.work, 'tables');
    mkdirSync(tables, { recursive: true });
    for (const name of ['german_v2.csv', 'credit_processed.csv'])
      copyFileSync(join(given.raw, name), join(tables, name));
    await writeTables(tables);
    python('prepare.py', '--tables', tables, '--out', given.work, '--datasets', ...names);
  }
  if (!given['skip-peers'] && !given.times)
    python('peers.py', '--work', given.work, '--datasets', ...names, '--models', ...models);
  if (given.times) say(timesHead);
  for (const dataset of names) {
    for (const model of models) await (given.times ? printTimes(dataset, model) : compare(dataset, model));
  }
}
