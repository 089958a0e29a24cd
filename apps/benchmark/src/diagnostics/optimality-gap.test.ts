import { takeRows } from '@cfq/jit';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimalityGapSchema } from '../cells/diagnostics/optimality-gap-schema.ts';
import { smallMargin, smallStudy, type SmallStudy } from '../testing/small-study.ts';
import { optimalityGap } from './optimality-gap.ts';
import { provenCosts, type ProvenContext } from './proven-costs.ts';

const asking = <Context extends ProvenContext>(context: Context) => ({
  ...context,
  solveProvenCosts: (people: number) => provenCosts(context, people),
});

let study: ReturnType<typeof asking<SmallStudy>>;
beforeAll(async () => {
  const small = await smallStudy(4);
  study = { ...small, ...asking(small) };
});

describe('optimalityGap', () => {
  it('is nothing much for a good solver, and what was added for one that pays more', async () => {
    const plain = optimalityGapSchema.parse(await optimalityGap(study, { people: 12 }));
    expect(plain.n).toEqual({ denied: study.evaluated.population.length, sampled: 12 });
    const actions = study.evaluated.actions.map((one) => ({
      ...one,
      cost: one.cost.map((value) => 1.25 * value),
    }));
    const dear = await optimalityGap(
      { ...study, evaluated: { ...study.evaluated, actions } },
      { people: 12 },
    );
    plain.margins.forEach(({ gap, interval, dearer, n }, level) => {
      const other = dear.margins[level]!;
      expect(n.compared).toBeGreaterThan(5);
      expect(n.compared + n.missed + n.infeasible + n.open).toBe(12);
      expect(gap).toBeGreaterThan(-1e-3);
      expect(gap).toBeLessThan(0.25);
      expect(interval![0]).toBeLessThanOrEqual(gap!);
      expect(interval![1]).toBeGreaterThanOrEqual(gap!);
      expect(dearer).toBeLessThan(1);
      expect(other.gap).toBeCloseTo(1.25 * (1 + gap!) - 1, 5);
      expect(other.dearer).toBe(1);
      expect(other.n).toEqual(n);
    });
    expect(await optimalityGap(study, { people: 12 })).toEqual(plain);
  });

  it('counts who was missed, and who has no action that plain loops could find either', async () => {
    const none = study.evaluated.actions.map((one) => ({ ...one, valid: new Uint8Array(one.valid.length) }));
    const evaluated = { ...study.evaluated, actions: none };
    const far = asking({ ...study, evaluated, margins: [0, 50] });
    const { margins } = optimalityGapSchema.parse(await optimalityGap(far, { people: 6 }));
    expect(margins[0]).toMatchObject({ gap: null, interval: null, dearer: null, n: { compared: 0 } });
    expect(margins[0]!.n.missed).toBeGreaterThan(3);
    expect(margins[1]!.n).toEqual({ compared: 0, missed: 0, infeasible: 6, open: 0, bounded: 0 });
    const { parameters } = study.teacher;
    const own = takeRows(study.evaluated.denied, Int32Array.of(0)).data;
    expect(smallMargin(parameters, own)).toBeLessThan(50);
  });

  it('bounds how much too dear actions are where no proof comes to its end, and never too low', async () => {
    const cut = (boxes: number) => ({
      ...study,
      solveProvenCosts: (people: number) => provenCosts(study, people, { boxes }),
    });
    const [whole, few, none] = await Promise.all(
      [100_000, 3, 0].map(async (boxes) =>
        optimalityGapSchema.parse(await optimalityGap(cut(boxes), { people: 12 })),
      ),
    );
    whole!.margins.forEach(({ n, gap, gapAtMost }, level) => {
      const [less, least] = [few, none].map((one) => one!.margins[level]!);
      expect(n.open).toBe(0);
      expect(n.bounded).toBe(n.compared);
      // The proof leaves 5e-4 open.
      expect(gapAtMost).toBeGreaterThanOrEqual(gap! - 1e-6);
      expect(gapAtMost).toBeLessThan(gap! + 2e-3);
      expect(less!.n.open).toBeGreaterThan(0);
      expect(less!.n.bounded).toBe(n.bounded);
      expect(less!.gapAtMost).toBeGreaterThan(gapAtMost!);
      expect(least!.gapAtMost).toBeNull();
    });
  });
});
