import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel, randomStream } from '@cfq/jit';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { runCli } from '../../testing/run-cli.ts';

const cfq = (...words: string[]) => runCli(inject('cli'), ...words);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A teacher whose decay is not searched for. */
const teacher = ['--teacher', 'decay=0.1,learning-rate=1e-2'];
const place = ['export', '--dataset', 'synthetic-linear', '--backbone', 'mlp:8', ...teacher];
const request = [...place, '--method', 'lsq'];

it('writes a file that decides as the student did in every engine, and describes it', async () => {
  const out = join(folder, 'model.onnx');
  const { code, stdout, stderr } = await cfq(...request, '--bits', '3', '--out', out);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/dense0 3 bits as INT4/);
  const bytes = readFileSync(out);
  const description = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
    bytes: number;
    averageBits: number;
    featureSpace: { width: number };
    engines: { changedTestRows: number; changedRecoursePoints: number }[];
  };
  expect(description).toMatchObject({ bytes: bytes.length, averageBits: 3, method: 'lsq', seed: 0 });
  expect(description.engines).toHaveLength(3);
  for (const engine of description.engines) {
    expect(engine).toMatchObject({ changedTestRows: 0, changedRecoursePoints: 0 });
  }
  const model = await openModel(bytes);
  const x = randomStream(0, 'rows').normal([5, description.featureSpace.width]);
  expect((await model.run({ x })).logits?.shape).toEqual([5, 2]);
  await model.dispose();
});

it('writes one of whole numbers, with the grid of its rows', async () => {
  const out = join(folder, 'model.onnx');
  const { code, stderr } = await cfq(...request, '--bits', '8', '--lowering', 'integer', '--out', out);
  const description = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
    engines: { changedTestRows: number; changedRecoursePoints: number; runtime: string }[];
  };
  expect(description).toMatchObject({ lowering: 'integer', inputGrid: { bits: 16 } });
  // Recourse at a margin of 0 lies on the boundary, so that rounding a row may decide it: alike in every engine.
  const changed = description.engines.map((engine) => [engine.changedTestRows, engine.changedRecoursePoints]);
  expect(changed).toEqual([changed[0], changed[0], changed[0]]);
  expect(code, stderr).toBe(changed[0]!.every((count) => count === 0) ? 0 : 1);
  expect(readFileSync(join(folder, 'model.config.yaml'), 'utf8')).toMatch(/^lowering: integer$/m);
});

it.each<[string, string[], RegExp]>([
  [
    'a lowering that there is not',
    ['--lowering', 'int8', '--out', 'DIR/m.onnx'],
    /--lowering: .*qdq.*integer/,
  ],
  ['a full-precision method', ['--method', 'fp32', '--out', 'DIR/m.onnx'], /"fp32" keeps full precision/],
  ['several budgets', ['--bits', '3,4', '--out', 'DIR/m.onnx'], /--bits: takes one number/],
  [
    'a budget that cannot be met',
    ['--bits', '1', '--out', 'DIR/m.onnx'],
    /--bits: no schedule averages 1 bits/,
  ],
  ['another ending', ['--out', 'DIR/m.bin'], /--out: must name the file to write/],
  [
    'a folder that is not there',
    ['--out', 'DIR/none/m.onnx'],
    /--out: must be a file in a folder that is there/,
  ],
])('refuses %s in one line and writes nothing', async (_, words, message) => {
  const asked = words.includes('--method') ? place : request;
  const { code, stdout, stderr } = await cfq(...asked, ...words.map((word) => word.replace('DIR', folder)));
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n').at(-1)).toMatch(message);
  expect(readdirSync(folder)).toEqual([]);
});
