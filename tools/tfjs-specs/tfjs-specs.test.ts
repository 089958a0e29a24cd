import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NDArray } from '@cfq/jit';
import { afterAll, describe, expect, it } from 'vitest';

import { assertAsOnCpu } from './assert-as-on-cpu.ts';
import { specFiles } from './bundle-specs.ts';
import { listedSpecs, readRefusals, refusalOf, updatedRefusals, type Refusal } from './refusals.ts';
import type { Result } from './replay.ts';
import { runInProcesses, type SpecOutcome } from './run-in-processes.ts';

const failed = (name: string, message: string): SpecOutcome => ({ name, status: 'failed', message });

describe('the list of refusals', () => {
  const strings: Refusal = {
    reason: 'no strings',
    failure: 'got string',
    specs: { 'a_test.js': ['one', 'gone'] },
  };
  const rounding: Refusal = {
    reason: 'rounding',
    failure: '^Arrays differ',
    byHand: true,
    specs: { 'b_test.js': ['near'] },
  };
  const list = [strings, rounding];

  it('excuses a listed spec, and only for its reason', () => {
    expect(refusalOf(list, failed('a_test.js one', 'TraceError: (got string)\nat'))).toBe(strings);
    expect(refusalOf(list, failed('a_test.js one', 'crash: SIGFPE\n(got string)'))).toBeUndefined();
    expect(refusalOf(list, failed('a_test.js two', 'TraceError: (got string)'))).toBeUndefined();
    expect(refusalOf(list, failed('b_test.js near', 'Arrays differ: 1, 2'))).toBe(rounding);
  });

  it('anew holds what fails for a known reason; by hand it only shrinks', () => {
    const outcomes = [
      failed('a_test.js one', 'got string'),
      failed('a_test.js two', 'got string'),
      failed('b_test.js near', 'Arrays differ'),
      failed('b_test.js far', 'Arrays differ'),
      { name: 'a_test.js gone', status: 'passed', message: '' } as const,
    ];
    const anew = updatedRefusals(list, outcomes);
    expect(listedSpecs(anew)).toEqual(['a_test.js one', 'a_test.js two', 'b_test.js near']);
    expect(updatedRefusals(list, outcomes.slice(0, 1))).toHaveLength(1);
  });

  it('as committed names each spec once, in files that TF.js ships', () => {
    const names = listedSpecs(readRefusals());
    expect(new Set(names).size).toBe(names.length);
    const files = new Set(specFiles().map(({ name }) => name));
    expect(names.filter((name) => !files.has(name.split(' ', 1)[0]!))).toEqual([]);
  });
});

describe('values beside those of the cpu backend', () => {
  const compare = (given: NDArray, values: number[], dtype: 'float32' | 'int32' = 'float32'): void => {
    const call = { kernel: 'Neg', inputs: {}, attrs: undefined };
    const result: Result = {
      kind: 'result',
      call,
      index: 0,
      values: Float32Array.from(values),
      shape: [2],
      dtype,
    };
    assertAsOnCpu(given, result);
  };
  const array = (...values: number[]): NDArray => ({
    data: Float32Array.from(values),
    shape: [values.length],
  });

  it('agree to rounding', () => {
    expect(() => compare(array(1, NaN), [1.000001, NaN])).not.toThrow();
    expect(() => compare(array(3e38, -Infinity), [3e38, -Infinity])).not.toThrow();
  });

  it('differ in dtype, shape, value, NaN, infinity and the sign of zero', () => {
    expect(() => compare(array(1, 2), [1, 2], 'int32')).toThrow('type: Neg gives float32[2]');
    expect(() => compare(array(1), [1, 2])).toThrow('type: Neg gives float32[1]');
    expect(() => compare(array(1, 2), [1, 2.0001])).toThrow('value: Neg gives 2 at 1');
    expect(() => compare(array(NaN, 2), [1, 2])).toThrow('gives NaN at 0');
    expect(() => compare(array(Infinity, 2), [3e38, 2])).toThrow('gives Infinity at 0');
    expect(() => compare(array(0, 2), [-0, 2])).toThrow("gives 0 at 0, on TF.js's cpu backend -0");
  });
});

describe('specs in processes of their own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tfjs-specs-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('go on after one that ends the process', async () => {
    // Stands for a bundle: three specs a file, the second of the second file aborts.
    const bundle = join(folder, 'bundle.cjs');
    writeFileSync(
      bundle,
      `const { writeSync } = require('node:fs');
      const { files, skip } = JSON.parse(process.argv[2]);
      for (const file of files) for (const spec of ['one', 'two', 'three']) {
        const name = file + ' ' + spec;
        if (skip.includes(name)) continue;
        writeSync(3, JSON.stringify({ kind: 'started', name }) + '\\n');
        if (name === 'b two') { writeSync(2, 'last words'); process.kill(process.pid, 'SIGKILL'); for (;;); }
        writeSync(3, JSON.stringify({ kind: 'done', name, status: 'passed', message: '' }) + '\\n');
      }`,
    );
    const outcomes = await runInProcesses(bundle, ['a', 'b', 'c'], undefined, {
      way: 'arguments',
      runtime: 'native',
    });
    expect(outcomes.map(({ name }) => name).sort()).toEqual(
      ['a', 'b', 'c'].flatMap((file) => ['one', 'three', 'two'].map((spec) => `${file} ${spec}`)),
    );
    const [crashed, ...others] = outcomes.filter(({ status }) => status === 'failed');
    expect(others).toEqual([]);
    expect(crashed).toMatchObject({ name: 'b two', status: 'failed' });
    expect(crashed!.message).toMatch(/^crash: the process ended \(SIGKILL\)\nlast words/);
  });
});
