import { takeRows } from '@cfq/jit';
import { actionSet } from '@cfq/recourse';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallStudy, type SmallStudy } from '../testing/small-study.ts';
import { optimalityGap } from './optimality-gap.ts';
import { provenCosts } from './proven-costs.ts';
import { teacherGap } from './teacher-gap.ts';

let study: SmallStudy;
beforeAll(async () => {
  study = await smallStudy(4);
});

const asked = { people: 12, asPublished: false };

describe('teacherGap', () => {
  it('is the optimality gap of the same people at the leading margin, and leaves the actions as they are', async () => {
    const before = study.evaluated.actions.map(({ cost }) => [...cost]);
    const solveProvenCosts = (people: number) => provenCosts(study, people);
    const { n, margins } = await optimalityGap({ ...study, solveProvenCosts }, { people: 12 });
    const told = await teacherGap(study, asked);
    const { kappa, n: counted, gap } = margins[1]!;
    expect(told).toMatchObject({ n, margins: [{ kappa, n: counted }] });
    const [only] = 'reason' in told ? [] : told.margins;
    expect(only!.gap).toBeCloseTo(gap!, 5);
    expect(margins[1]!.kappa).toBe(0.2);
    expect(margins[1]!.n.compared).toBeGreaterThan(5);
    expect(study.evaluated.actions.map(({ cost }) => [...cost])).toEqual(before);
  });

  it('says why there is none: nobody denied, a published form, actions that must be plausible', async () => {
    const none = takeRows(study.evaluated.denied, new Int32Array(0));
    const nobody = { ...study.evaluated, denied: none, population: new Int32Array(0) };
    expect(await teacherGap({ ...study, evaluated: nobody }, asked)).toEqual({ reason: 'nobody is denied' });
    expect(await teacherGap(study, { ...asked, asPublished: true })).toEqual({
      reason: expect.stringContaining('published form') as string,
    });
    const plausible = actionSet({
      ...study.actionSet,
      plausibility: { kind: 'distance', rows: study.x, neighbours: 3, limit: 1 },
    });
    expect(await teacherGap({ ...study, actionSet: plausible }, asked)).toEqual({
      reason: expect.stringContaining('plausib') as string,
    });
  });

  it('ends with the reason of the signal', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(teacherGap({ ...study, signal: stopped }, asked)).rejects.toThrow('enough');
  });
});
