import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelAllocation } from '@cfq/compression';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { UsageError } from '../../command-line/benchmark-error.ts';
import { ownParts } from '../../plugins/parts.ts';
import { runCli } from '../../testing/run-cli.ts';
import { allocateConfiguration, type AllocateFlags } from './allocate-configuration.ts';

const foreign = (path: string): string =>
  fileURLToPath(new URL(`../../../../../examples/foreign-models/${path}`, import.meta.url));
const model = foreign('scikit-learn/pipeline-mlp.onnx');
const files = { data: foreign('applicants.csv'), schema: foreign('applicants.yaml') };
const asked = (...words: string[]) =>
  runCli(inject('cli'), 'allocate', model, '--data', files.data, '--schema', files.schema, ...words);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-allocate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cfq allocate', () => {
  it('prints every undominated schedule with its proof, and what an allocator makes of it, and draws it', async () => {
    const out = join(folder, 'curve.svg');
    const { code, stdout, stderr } = await asked(
      '--sensitivity',
      'loss',
      '--allocator',
      'greedy',
      '--out',
      out,
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/what bits buy, by loss on \d+ training rows/);
    expect(stdout).toMatch(/no less than/);
    expect(stdout).toMatch(/greedy within \d+ bits: [\d-]+ bits, /);
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg[^]+bound from below/);
  });

  it.each([
    ['bytes', 'bytes', 'worst-group'],
    ['bit-operations', 'bit operations', 'haq'],
    ['latency', 'nanoseconds', 'uniform'],
  ])('spends %s', async (spend, unit, allocator) => {
    const { code, stdout, stderr } = await asked('--spend', spend, '--allocator', allocator, '--json');
    expect(code, stderr).toBe(0);
    const found = JSON.parse(stdout) as ModelAllocation;
    expect(found.unit).toBe(unit);
    expect(found.chosen.cost).toBeLessThanOrEqual(found.chosen.limit);
    expect(found.chosen.loss).toBeGreaterThanOrEqual(found.chosen.optimum - 1e-12);
    found.points.forEach((point, at) => {
      expect(point.lowerBound).toBeLessThanOrEqual(point.loss + 1e-12);
      if (at > 0) expect(point.cost).toBeGreaterThan(found.points[at - 1]!.cost);
      if (at > 0) expect(point.loss).toBeLessThan(found.points[at - 1]!.loss);
    });
  });

  it('refuses a policy, which training learns, in one line', async () => {
    const { code, stderr } = await asked('--allocator', 'gumbel-softmax');
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing is trained .*"gumbel-softmax"/);
  });
});

describe('a request that cannot be used', () => {
  it.each<[string, AllocateFlags, RegExp]>([
    ['no model', files, /name the model file/],
    ['no people', { model }, /--data: must name a file/],
    ['an unknown sensitivity', { model, ...files, sensitivity: 'hawk' }, /--sensitivity: .*hawk/],
    ['an unknown allocator', { model, ...files, allocator: 'knapsak' }, /--allocator: .*knapsak/],
    ['an unknown cost', { model, ...files, spend: 'money' }, /--spend: .*bits, bytes/],
    ['a figure that is none', { model, ...files, out: 'curve.png' }, /expected e\.g\. curve\.svg/],
  ])('%s', (_, flags, message) => {
    expect(() => allocateConfiguration(flags, ownParts)).toThrow(UsageError);
    expect(() => allocateConfiguration(flags, ownParts)).toThrow(message);
  });
});
