import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parseRecord } from '@cfq/metrics';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { cellSchema, type Cell } from '../../cells/cell.ts';
import { cellFromRecord } from '../../cells/cell-from-record.ts';
import { cellJsonSchema } from '../../cells/cell-json-schema.ts';
import { readPlans } from '../../store/read-plans.ts';
import { runCli, startCli, type CliResult } from '../../testing/run-cli.ts';

const cellsOf = (text: string): Cell[] => z.array(cellSchema).parse(JSON.parse(text));
const untimed = (cells: readonly Cell[]) =>
  cells.map(({ seconds, cpuSeconds, ...rest }) => ({
    ...rest,
    timed: [Object.keys(seconds), Object.keys(cpuSeconds)],
  }));

/** Two methods and two seeds of a small generated dataset: four cells, a few seconds. */
const study = [
  'run',
  '--dataset',
  'synthetic-linear',
  '--method',
  'fp32,lsq',
  '--bits',
  '4',
  '--seeds',
  '0-1',
];
/** A teacher whose decay is not searched for. */
const teacher = ['--teacher', 'decay=0.1,learning-rate=1e-2'];
const small = ['--backbone', 'mlp:8', ...teacher, '--margins', '0,0.2,0.8', '--json'];

let folder: string;
let first: CliResult;
let stored: string;
const cfq = (...words: string[]) => runCli(inject('cli'), ...words);
const filesEndingIn = (where: string, ending: string) =>
  readdirSync(where).filter((name) => name.endsWith(ending));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-study-'));
  stored = join(folder, 'stored');
  first = await cfq(...study, ...small, '--jobs', '2', '--out', stored, '--records');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('cfq run', () => {
  it('prints an array of cells on stdout and nothing else, each by the published schema', () => {
    expect(first.code).toBe(0);
    const valid = new Ajv2020({ strict: true }).compile({ type: 'array', items: cellJsonSchema() });
    const cells: unknown = JSON.parse(first.stdout);
    expect(valid(cells), JSON.stringify(valid.errors)).toBe(true);
    expect(cellsOf(first.stdout).map(({ method, seed, budgetBits }) => [method, budgetBits, seed])).toEqual([
      ['fp32', 32, 0],
      ['lsq', 4, 0],
      ['fp32', 32, 1],
      ['lsq', 4, 1],
    ]);
  });

  it('says on stderr, in plain lines, what finished and how long the rest takes', () => {
    const [told = '', where] = first.stderr.split(/(?=Where the time went)/);
    const lines = told.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^synthetic-linear fp32 32 bits seed \d, mlp:8, [^:]*: accuracy .* \(about .* left\)$/,
    );
    expect(lines[3]).toMatch(/^synthetic-linear lsq 4 bits seed \d, mlp:8, [^:]*: accuracy [^(]*$/);
    expect(where).toMatch(/^Where the time went: .* wall, .* CPU, .* cells per minute\n/);
    expect(where).toMatch(/teacher +│ +[\d.]+ │ +[\d.]+ │ +\d+ % │ +2 │ +0 │/);
  });

  it('finds no fault with the teacher itself, and shares it between the methods of a seed', () => {
    const cells = cellsOf(first.stdout);
    for (const cell of cells.filter(({ method }) => method === 'fp32')) {
      expect(cell).toMatchObject({ agreement: 1, acceptanceDrift: 0, overGrant: 0, nearMissFidelity: 1 });
      expect(
        cell.margins.map(({ validityDrop, counterfactualRecourseGap: gap }) => [validityDrop, gap]),
      ).toEqual(Array(3).fill([0, 0]));
      const partner = cells.find(({ method, seed }) => method === 'lsq' && seed === cell.seed);
      expect(partner?.accuracyTeacher).toBe(cell.accuracyTeacher);
      expect(partner?.seconds.teacher).toBe(cell.seconds.teacher);
      expect(partner?.n.denied).toBe(cell.n.denied);
    }
  });

  it('meets its budget and prints the schedule of every layer', () => {
    for (const { averageBits, budgetBits, allocation } of cellsOf(first.stdout)) {
      expect(averageBits).toBeLessThanOrEqual(budgetBits);
      expect(allocation.map(({ layer }) => layer)).toEqual(['dense0', 'dense1']);
    }
  });

  it('saves records from which every aggregate can be computed again', () => {
    const cells = cellsOf(first.stdout);
    const names = filesEndingIn(stored, '.record.json.gz');
    expect(names).toHaveLength(4);
    for (const name of names) {
      const record = parseRecord(gunzipSync(readFileSync(join(stored, name))).toString('utf8'));
      const cell = cells.find(
        ({ method, seed }) => method === record.about['method'] && seed === record.about['seed'],
      );
      if (cell === undefined) throw new Error(`${name} belongs to a cell of the run`);
      expect({ ...cell, ...cellFromRecord(record, cell) }).toEqual(cell);

      const agreeing = record.test.teacherPrediction.filter(
        (one, row) => one === record.test.studentPrediction[row],
      );
      expect(cell.agreement).toBeCloseTo(agreeing.length / cell.n.test, 12);
      const [, lead] = record.margins;
      const promised = [...(lead?.teacher.valid ?? [])].flatMap((valid, row) => (valid === 1 ? [row] : []));
      const kept = promised.filter((row) => lead?.atTeacherRecourse.studentPrediction[row] === 1);
      expect(cell.margins[1]?.validityDrop).toBeCloseTo(1 - kept.length / promised.length, 12);
      expect(cell.margins[1]?.counts.validityDrop).toBe(promised.length);
    }
  });

  it('runs the snippet of the README on a saved record', async () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const snippet = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
    const script = fileURLToPath(new URL('../../testing/readme-snippet.tmp.ts', import.meta.url));
    const [name] = filesEndingIn(stored, '.record.json.gz');
    const use = 'console.log(JSON.stringify(summaryOf(process.argv[2] ?? "").margins[1]?.validityDrop));';
    writeFileSync(script, `${snippet ?? ''}\n${use}\n`);
    try {
      const words = ['--conditions=@cfq/source', '--import', 'tsx', script, join(stored, name ?? '')];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      expect(JSON.parse(stdout)).toMatchObject({
        value: expect.any(Number) as number,
        count: expect.any(Number) as number,
      });
    } finally {
      rmSync(script);
    }
  });

  it('is deterministic but for the times, in one process or in several, and writes nothing without --out', async () => {
    const before = readdirSync(folder);
    const second = await cfq(...study, ...small, '--jobs', '1');
    expect(second.code).toBe(0);
    expect(untimed(cellsOf(second.stdout))).toEqual(untimed(cellsOf(first.stdout)));
    expect(readdirSync(folder)).toEqual(before);
  });

  it('takes finished cells as they are', async () => {
    const again = await cfq(...study, ...small, '--out', stored, '--records');
    expect(again).toEqual({
      code: 0,
      stdout: first.stdout,
      stderr: `reused 4 finished cells of ${stored}\n`,
    });
  });

  it('prints the tables, the schedules and the executor in use for people', async () => {
    const { code, stdout } = await cfq(...study, ...small.slice(0, -1), '--out', stored);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'synthetic-linear, mlp:8, actions=actionable, teacher decay=0.1, teacher learningRate=0.01, 2 seeds: recourse at κ = 0.2',
    );
    expect(stdout).toContain('  lsq @ 4: dense0 4, dense1 4 (average 4.00), seeds 0, 1\n');
    expect(stdout).toMatch(/\nexecutor: \S[^\n]+\n/);
    expect(stdout.match(/seed \d, .*: no optimality gap: its cells were there before\n/g)).toHaveLength(2);
  });

  it('computes a damaged cell again', async () => {
    const [name] = filesEndingIn(stored, '.cell.json');
    const path = join(stored, name ?? '');
    truncateSync(path, 700);
    const again = await cfq(...study, ...small, '--out', stored);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(`${name}: not a whole cell file`);
    expect(again.stderr).toContain('reused 3 finished cells');
    expect(untimed(cellsOf(again.stdout))).toEqual(untimed(cellsOf(first.stdout)));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('checksum');
  });

  it.each(['1', '2'])(
    'resumes after a kill where it was, leaving nothing half written (%s jobs)',
    async (jobs) => {
      const out = join(folder, `killed-${jobs}`);
      const words = [...study, ...small, '--out', out, '--jobs', jobs];
      const running = startCli(inject('cli'), ...words);
      await running.seen(/lsq 4 bits seed \d/);
      running.child.kill('SIGKILL');
      expect((await running.result).code).toBeNull();
      for (const name of filesEndingIn(out, '.cell.json')) {
        expect(JSON.parse(readFileSync(join(out, name), 'utf8'))).toHaveProperty('checksum');
      }
      const resumed = await cfq(...words);
      expect(resumed.code).toBe(0);
      expect(resumed.stderr).toMatch(/reused [234] finished cells/);
      expect(untimed(cellsOf(resumed.stdout))).toEqual(untimed(cellsOf(first.stdout)));
      expectOnlyWholeFiles(out);
    },
  );

  it.each(['1', '2'])('stops cleanly at Ctrl-C and says how to go on (%s jobs)', async (jobs) => {
    const out = join(folder, `interrupted-${jobs}`);
    const words = [...study, ...small, '--out', out, '--jobs', jobs];
    const running = startCli(inject('cli'), ...words);
    await running.seen(/fp32 32 bits seed \d/);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.result;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/cfq: interrupted; \d finished cells? (is|are) in .*the same command resumes\n$/);
    expect((await cfq(...words)).stderr).toMatch(/reused \d finished cell/);
    expectOnlyWholeFiles(out);
  });

  it('lets two processes share a folder', async () => {
    const out = join(folder, 'shared-folder');
    const words = [...study, ...small, '--out', out, '--jobs', '1', '--records'];
    const both = await Promise.all([cfq(...words), cfq(...words)]);
    for (const { code, stdout } of both) {
      expect(code).toBe(0);
      expect(untimed(cellsOf(stdout))).toEqual(untimed(cellsOf(first.stdout)));
    }
    expect(filesEndingIn(out, '.cell.json')).toHaveLength(4);
    expect(filesEndingIn(out, '.record.json.gz')).toHaveLength(4);
    expectOnlyWholeFiles(out);
    expect((await cfq(...words)).stderr).toBe(`reused 4 finished cells of ${out}\n`);
  });

  it('takes teachers and their recourse from the folder, damaged ones not', async () => {
    const out = join(folder, 'teachers');
    const seed = ['run', '--dataset', 'synthetic-linear', '--seeds', '0', ...small, '--out', out];
    const brief = ['--override', 'length.steps=40'];
    const [cfqCell] = cellsOf((await cfq(...seed, ...brief, '--method', 'cfq')).stdout);
    const again = await cfq(...seed, ...brief, '--method', 'lsq,cfq-faithful');
    expect(again.stderr).toMatch(/teacher +│ +0\.0 │ +0\.0 │ +\d+ % │ +0 │ +1 │/);
    expect(again.stderr).toMatch(/its recourse +│ +0\.0 │ +0\.0 │ +\d+ % │ +0 │ +1 │/);
    const [lsqCell] = cellsOf(again.stdout);
    expect(lsqCell?.seconds.teacher).toBe(cfqCell?.seconds.teacher);
    expect(lsqCell?.accuracyTeacher).toBe(cfqCell?.accuracyTeacher);
    for (const name of readdirSync(join(out, 'shared'))) truncateSync(join(out, 'shared', name), 100);
    const repaired = await cfq(...seed, ...brief, '--method', 'kd');
    expect(repaired.code).toBe(0);
    expect(repaired.stderr).toMatch(/teacher-\w+\.bin: not a whole file .* It will be computed again\./);
    expect(cellsOf(repaired.stdout)[0]?.accuracyTeacher).toBe(cfqCell?.accuracyTeacher);
  });

  it('runs on data of your own', async () => {
    const { csv, schema } = ownData((row) => row % 7 > 2);
    const out = await cfq(
      'run',
      '--csv',
      csv,
      '--schema',
      schema,
      '--method',
      'lsq',
      '--seeds',
      '3',
      '--backbone',
      'mlp:16',
      '--json',
    );
    expect(out.code, out.stderr).toBe(0);
    const [cell] = cellsOf(out.stdout);
    expect(cell).toMatchObject({ dataset: 'own-loans', seed: 3, backbone: 'mlp:16' });
    expect(cell?.n.denied).toBeGreaterThan(0);
    expect(out.stderr).toContain(
      'own-loans: "country" is left out, since it is "at" for every training row.',
    );
    expect(out.stderr).not.toContain('NaN');
  });

  it('goes on where everything is immutable, and says why nobody can act', async () => {
    const { csv, schema } = ownData((row) => row % 7 > 2, { immutable: true });
    const words = [
      '--csv',
      csv,
      '--schema',
      schema,
      '--method',
      'lsq',
      '--seeds',
      '3',
      '--backbone',
      'logistic',
    ];
    const { code, stdout, stderr } = await cfq('run', ...words, '--json');
    expect(code, stderr).toBe(0);
    expect(cellsOf(stdout)[0]?.n.denied).toBeGreaterThan(0);
    expect(stderr).toMatch(
      /own-loans: No action is possible.*immutable: true in the columns of "score", "home"; the same value in every row of "country"\./,
    );
  });

  it.each<[string, (row: number) => boolean, RegExp]>([
    ['too few rows of an outcome', (row) => row > 2, /own-loans, seed 0: .*rows of each class are needed/],
    ['one outcome', () => true, /label column "paid" holds two values.* \(got "yes"\)\. With one outcome/],
  ])('takes %s for bad input, before any cell', async (_, favourable, message) => {
    const { csv, schema } = ownData(favourable);
    const out = join(folder, 'too-few');
    const words = [
      '--csv',
      csv,
      '--schema',
      schema,
      '--method',
      'lsq',
      '--backbone',
      'logistic',
      '--out',
      out,
    ];
    const { code, stdout, stderr } = await cfq('run', ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => message.test(line)),
    ).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });

  it('records why a cell failed, goes on, and returns 1', async () => {
    const { csv, schema } = ownData((row) => (row * 7919) % 13 > 6);
    const out = join(folder, 'failed');
    const words = [
      '--csv',
      csv,
      '--schema',
      schema,
      '--method',
      'lsq,kd',
      '--seeds',
      '0',
      '--backbone',
      'mlp:4',
    ];
    const { code, stdout, stderr } = await cfq('run', ...words, '--out', out, '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '[]\n' });
    expect(stderr).toMatch(/own-loans lsq 4 bits seed 0, mlp:4: failed: .*teacher/);
    expect(stderr).toMatch(/cfq: 2 of 2 cells failed; the reasons are above\n$/);
    const [name] = filesEndingIn(out, '.error.json');
    expect(JSON.parse(readFileSync(join(out, name ?? ''), 'utf8'))).toMatchObject({
      error: { name: 'UninformativeTeacherError' },
    });
  });

  it('tables of its folder come with the targets of the protocol', async () => {
    expect(existsSync(stored)).toBe(true);
    const { code, stdout } = await cfq('table', stored, '--markdown');
    expect(code).toBe(0);
    expect(stdout).toContain(
      '**synthetic-linear, mlp:8, actions=actionable, teacher decay=0.1, teacher learningRate=0.01, 2 seeds: recourse at κ = 0.2**',
    );
  });
});

/** Nothing of a folder was left half written: no temporary file, and every plan and cell is whole. */
function expectOnlyWholeFiles(out: string): void {
  const names = [out, join(out, 'shared')].flatMap((where) => readdirSync(where));
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const { plans, damaged } = readPlans(out);
  expect(damaged).toEqual([]);
  expect(plans.flatMap(({ cells }) => cells.map(({ state }) => state))).toEqual(Array(4).fill('done'));
}

/** 420 loans with one column that decides (or not), one category and one that is the same for all, as files. */
function ownData(
  favourable: (row: number) => boolean,
  rule: { readonly immutable?: boolean } = {},
): { csv: string; schema: string } {
  const where = mkdtempSync(join(folder, 'own-'));
  const rows = Array.from(
    { length: 420 },
    (_, row) => `${row % 7},${row % 2 ? 'rent' : 'own'},at,${favourable(row) ? 'yes' : 'no'}`,
  );
  writeFileSync(join(where, 'own.csv'), `score,home,country,paid\n${rows.join('\n')}\n`);
  const schema = {
    name: 'own-loans',
    label: { column: 'paid', favourable: 'yes' },
    columns: {
      score: { kind: 'numeric', ...rule },
      home: { kind: 'categorical', ...rule },
      country: { kind: 'categorical' },
    },
    sparsity: 2,
  };
  writeFileSync(join(where, 'own.json'), JSON.stringify(schema));
  return { csv: join(where, 'own.csv'), schema: join(where, 'own.json') };
}
