/* Writes an advice file of many actions and prints how long replaying it on an ONNX file takes, and how much memory. */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  newKeyFiles,
  peopleByHash,
  readSigningKey,
  readVerifyingKeys,
  recordLine,
  replay,
  rowHasher,
  signRecords,
  type AdviceRecord,
} from '@cfq/advice';
import { loadPeople, readableRows, type People, type ReadableRow } from '@cfq/datasets';
import { randomStream } from '@cfq/jit';
import { bindModel, readModelFile } from '@cfq/models';

const { values: flags } = parseArgs({
  options: {
    actions: { type: 'string', default: '1000000' },
    values: { type: 'boolean', default: false },
    signed: { type: 'boolean', default: false },
    file: { type: 'string' },
    key: { type: 'string' },
  },
});
const examples = new URL('../../examples/foreign-models/', import.meta.url);
const pathOf = (name: string): string => fileURLToPath(new URL(name, examples));
const modelFile = pathOf('scikit-learn/pipeline-mlp.onnx');
const people = await loadPeople({ csv: pathOf('applicants.csv'), schema: pathOf('applicants.yaml') });

/** Asks for less, by steps of 50, of people of the table; with values other people are made of theirs, all different. */
function* records(actions: number): Generator<AdviceRecord> {
  const rows = readableRows(people).filter(({ amount }) => typeof amount === 'number' && amount > 1000);
  const shares = randomStream(0, 'advice').uniform([4096]).data;
  const hasher = rowHasher();
  const hashes = rows.map(hasher.hash);
  for (let place = 0; place < actions; place += 1) {
    const own = rows[place % rows.length]!;
    const values: ReadableRow = flags.values ? { ...own, income: 50 * Math.floor(place / rows.length) } : own;
    const amount = 50 * Math.ceil(((own['amount'] as number) * (0.3 + 0.6 * shares[place % 4096]!)) / 50);
    yield {
      ...{ schema: 'cfq-advice/1', issued: '2026-01-01T00:00:00.000Z', expires: '2126-01-01T00:00:00.000Z' },
      model: { name: 'pipeline-mlp.onnx', sha256: '0'.repeat(64) },
      person: flags.values
        ? { hash: hasher.hash(values), hashed: hasher.kind, line: 2, values }
        : { hash: hashes[place % rows.length]!, hashed: hasher.kind },
      alternative: 1,
      action: [{ feature: 'amount', ...(flags.values && { from: own['amount']! }), to: amount }],
      ...{ cost: { norm: 'l1', value: 1.25 }, margin: { promised: 0.2, reached: 0.3125 } },
    };
  }
}

async function write(file: string, actions: number): Promise<string | undefined> {
  const pair = flags.signed ? await newKeyFiles() : undefined;
  const key = pair && (await readSigningKey(pair.privateKey));
  const stream = createWriteStream(file);
  let some: AdviceRecord[] = [];
  const flush = async (): Promise<void> => {
    const lines = key === undefined ? some : await signRecords(some, key);
    some = [];
    if (!stream.write(lines.map(recordLine).join(''))) await once(stream, 'drain');
  };
  for (const record of records(actions)) {
    some.push(record);
    if (some.length === 256) await flush();
  }
  await flush();
  stream.end();
  await once(stream, 'finish');
  return pair?.publicKey;
}

async function measure(file: string, key: string | undefined, table: People): Promise<void> {
  await using model = await bindModel(await readModelFile(modelFile), { people: table });
  const known = flags.values ? undefined : peopleByHash(table);
  const keys = key === undefined ? undefined : await readVerifyingKeys(key);
  const before = process.resourceUsage().maxRSS / 1024;
  const [start, used] = [performance.now(), process.cpuUsage()];
  const pieces = createReadStream(file, { highWaterMark: 2 ** 18 });
  const { actions, kept, findings } = await replay({ pieces, model, people: known, keys });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `${actions} actions, ${kept} kept, ${findings.broken} broken; ${seconds.toFixed(1)} s, ` +
      `${Math.round(actions / seconds)} a second, ${((user + system) / 1e6).toFixed(1)} s of processor; ` +
      `peak memory ${peak.toFixed(0)} MiB, ${before.toFixed(0)} MiB of it before the first record\n`,
  );
}

if (flags.file !== undefined) {
  await measure(flags.file, flags.key, people);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'cfq-replay-'));
  try {
    const file = join(folder, 'advice.jsonl');
    const key = await write(file, Number(flags.actions));
    process.stdout.write(`${flags.actions} records, ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB\n`);
    // A process of its own, so that its memory is that of the replay.
    const words = [...process.execArgv, fileURLToPath(import.meta.url), '--file', file];
    if (flags.values) words.push('--values');
    if (key !== undefined) words.push(`--key=${key}`);
    const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
