import { parseLimitExpression } from '@cfq/audit';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { methods } from '@cfq/training';
import { describe, expect, it } from 'vitest';
import { inputGridOf } from './candidates/input-grid-of.ts';
import { compressNetwork } from './compress-network.ts';
import type { Compression, CompressionProblem } from './compression-problem.ts';
import { memoryCandidateStore } from './store/candidate-store.ts';
import { smallNetwork, smallRows } from './testing/small-setting.ts';

const parts = smallRows();
const problem: CompressionProblem = {
  ...{ parts, method: methods['cfq-faithful'], labelled: true, steps: 40, margins: [0] },
  network: smallNetwork(parts.featureSpace.width),
  actionSet: actionSetFromFeatureSpace(parts.featureSpace),
  aim: { bits: 3 },
};
const keep = (expression: string) => parseLimitExpression(expression).limits;

describe('compressNetwork', () => {
  it('spends a budget by the rule of its method, and measures what came of it', async () => {
    const said: string[] = [];
    const { chosen, points, search } = await compressNetwork({
      ...problem,
      onProgress: ({ text }) => said.push(text),
    });
    expect(chosen!.averageBits).toBeLessThanOrEqual(3);
    expect(chosen!.measured!.candidate.numbers.find(({ id }) => id === 'vd@0')!.value).not.toBeNull();
    expect([points, search]).toEqual([[chosen], null]);
    expect(said.at(-1)).toMatch(/^\d-\d bits: \d+ bytes$/);
  });

  it.each(['qdq', 'integer'] as const)(
    'puts promises first: the file keeps the share that was asked for, by its own record (%s)',
    async (lowering) => {
      const inputGrid = inputGridOf(parts, problem.actionSet, null);
      const packing = lowering === 'integer' ? { lowering, inputGrid } : { lowering };
      const store = memoryCandidateStore();
      const asked = { ...problem, packing, store, method: methods.ptq, aim: { bits: 2 } };
      const brokenOf = (found: Compression) =>
        found.chosen!.measured!.candidate.numbers.find(({ id }) => id === 'vd@0')!.value!;
      const plain = await compressNetwork(asked);
      const first = await compressNetwork({ ...asked, promiseFirst: 0.98 });
      expect(brokenOf(plain)).toBeGreaterThan(0.02);
      expect(brokenOf(first)).toBeLessThanOrEqual(0.02);
      const { balance } = first.chosen!.measured!.candidate;
      expect(balance!.curve[0]!.kept).toBeCloseTo(1 - brokenOf(plain), 6);
      const again = await compressNetwork({ ...asked, promiseFirst: 0.98 });
      expect(again.chosen!.measured).toEqual({ ...first.chosen!.measured!, reused: true });
    },
  );

  it('measures at the issue margins that limits name, and a method of one width has one schedule', async () => {
    const { chosen, points, search } = await compressNetwork({
      ...problem,
      method: methods.ptq8,
      aim: { keep: keep('vd@0.3<=100%') },
    });
    expect(points).toHaveLength(1);
    expect(chosen!.allocation.map(({ bits }) => bits)).toEqual([8, 8]);
    expect(chosen!.measured!.verdicts).toMatchObject([{ id: 'vd@0.3', verdict: 'met' }]);
    expect(search).toMatchObject({ whole: 1, sensitivity: null });
  });

  it.each<[string, Partial<CompressionProblem>, RegExp]>([
    ['a method of full precision', { method: methods.fp32 }, /fp32 keeps full precision/],
    [
      'a method with a teacher of its own',
      { method: methods['r-margin'] },
      /trains a teacher of its own kind/,
    ],
    [
      'columns rounded twice',
      {
        method: { ...methods.ptq8, inputBits: 4 },
        network: {
          ...problem.network,
          inputGrid: { scale: Float32Array.of(1), offset: Float32Array.of(0), lowest: -9, highest: 9 },
        },
      },
      /columns are rounded once .* for inputs on 4 bits/,
    ],
    ['a number of finished files', { aim: { keep: keep('reasons>=0.9') } }, /got reasons\).*with an audit/],
    [
      'accuracy without outcomes',
      { labelled: false, aim: { keep: keep('accuracy>=0.5') } },
      /got accuracy\).*have no outcomes/,
    ],
    ['a share that is none', { promiseFirst: 99 }, /a share of promises is kept .* got 99\)/],
    ['a budget below every width', { aim: { bits: 1 } }, /budget is impossible/],
    [
      'a width that is none',
      { aim: { keep: keep('flips<=1%'), widths: [1, 4] } },
      /a weight has 2 to 8 bits/,
    ],
    ['a curve of one end', { aim: { keep: keep('flips<=1%'), most: 1 } }, /a curve has two ends/],
  ])('refuses %s', async (_, change, message) => {
    await expect(compressNetwork({ ...problem, ...change })).rejects.toThrow(message);
  });
});
