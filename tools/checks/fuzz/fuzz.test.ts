import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpus } from './corpus.ts';
import { faultsIn } from './faults-in.ts';
import { fuzz } from './fuzz.ts';
import type { FuzzOutcome } from './input.ts';
import { fuzzKinds, inputsOf, type FuzzKind } from './kinds.ts';
import { startRunner, type Runner } from './runner.ts';

const fine: FuzzOutcome = { code: 0, stdout: 'a\n', stderr: '', left: {}, seconds: 1, memory: 2 ** 28 };

describe('what is wrong with how a call ended', () => {
  it.each<[string, Partial<FuzzOutcome>]>([
    ['ended the process', { code: null }],
    ['exit code 3', { code: 3, stderr: 'cfq: no.' }],
    ['without a word', { code: 2, stdout: '' }],
    ['a stack trace', { code: 1, stderr: 'cfq: no\n    at run (file:///cli.js:3:7)' }],
    [
      'nobody wrote: Cannot read propert',
      { code: 2, stdout: '', stderr: 'cfq: Cannot read properties of null' },
    ],
    ['control characters', { stdout: 'a\u001b]0;t\u0007' }],
    ['left out.onnx', { code: 2, stdout: '', stderr: 'cfq: no.', left: { 'out.onnx': new Uint8Array(1) } }],
    ['on stdout', { code: 2, stderr: 'cfq: no.' }],
    ['of processor', { seconds: 31 }],
    ['of memory', { memory: 2 ** 31 }],
  ])('is found: %s', (fault, changes) => {
    expect(faultsIn({ ...fine, ...changes }).join()).toContain(fault);
  });

  it('is nothing where all is as documented', () => {
    expect(faultsIn(fine)).toEqual([]);
    expect(
      faultsIn({ ...fine, code: 2, stdout: '', stderr: 'cfq: --bits: must be above 0 (got 0).\n' }),
    ).toEqual([]);
  });
});

describe('the command, given what nobody expects', () => {
  let runner: Runner;
  beforeAll(() => {
    runner = startRunner();
  });
  afterAll(async () => runner[Symbol.asyncDispose]());

  it.each(corpus.map(({ name, input }) => [name, input] as const))(
    'refuses what once failed: %s',
    async (_, input) => {
      const outcome = await runner.run(input);
      expect(faultsIn(outcome)).toEqual([]);
      expect(outcome.code, outcome.stderr).toBe(2);
    },
    120_000,
  );

  // Cells have to be made first, and people's files to be audited: both belong to the longer search.
  it.each<FuzzKind>(['flags', 'configuration', 'plugins', 'onnx', 'advice'])(
    'ends as documented: %s',
    async (kind) => {
      const { failed, inputs } = await fuzz(kind, runner, {}, { seed: 15, milliseconds: 1500, runs: 40 });
      expect(failed).toBeUndefined();
      expect(inputs).toBeGreaterThan(0);
    },
    120_000,
  );

  it('draws the same inputs from the same seed, and others from another', () => {
    const cells = { 'cells/a.cell.json': Buffer.from('{"a": 1}') };
    for (const kind of fuzzKinds) {
      const draw = (seed: number) => JSON.stringify(fc.sample(inputsOf(kind, cells), { seed, numRuns: 3 }));
      expect(draw(1)).toBe(draw(1));
      expect(draw(1)).not.toBe(draw(2));
    }
  });
});
