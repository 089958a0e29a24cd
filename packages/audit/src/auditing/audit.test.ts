import { createEncoder } from '@cfq/datasets';
import { packNetwork } from '@cfq/deploy';
import type { BoundModel } from '@cfq/models';
import { referenceLogits, type Network } from '@cfq/network';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  audit,
  auditResultSchema,
  parseLimitExpression,
  type AuditProgress,
  type AuditResult,
} from '../index.ts';
import { boundNetwork, type BoundNetworkOptions } from '../testing/bound-network.ts';
import { loans, loanTeacher, spaceOf } from '../testing/loans.ts';
import { atTwoBits, biasMoved, groupTransposed, unitNegated, unitsReordered } from '../testing/planted.ts';

const people = loans();
const space = spaceOf(people);
const network = loanTeacher(people, space);
const quick = { people, resamples: 50, solverOptions: { preset: 'fast' }, margins: [0, 0.2] };

let teacher: BoundModel;
let opaque: BoundModel;
beforeAll(async () => {
  teacher = await boundNetwork(network, space);
  opaque = await boundNetwork(network, space, { opaque: true });
});
afterAll(async () => {
  await teacher.dispose();
  await opaque.dispose();
});

async function against(changed: Network, options: BoundNetworkOptions = {}): Promise<AuditResult> {
  await using student = await boundNetwork(changed, space, options);
  return await audit({ teacher: options.opaque === true ? opaque : teacher, student, ...quick });
}

const told = ({ findings }: AuditResult, kind: string) => findings.find((one) => one.kind === kind)?.text;

describe('two files that behave alike', () => {
  it('the same file has no finding, and every number says so', async () => {
    const result = await audit({
      ...{ teacher, student: teacher, ...quick },
      limits: parseLimitExpression('flips<=0, drift<=0, vd<=0, near-miss>=1, accuracy-drop<=0, reasons>=1'),
    });
    expect(auditResultSchema.parse(result)).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result).toMatchObject({ outcome: 'within', identical: true, findings: [], caveats: [] });
    expect(result.swapSet.people).toEqual([]);
    expect(result.promises.margins.every(({ promised, broken }) => promised > 100 && broken === 0)).toBe(
      true,
    );
    expect(result.limits!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a copy that was written again, with another hash, has none', async () => {
    const { bytes } = await packNetwork(network, { metadata: { note: 'written again' } });
    const result = await against(network, { bytes });
    expect(result).toMatchObject({ identical: false, findings: [] });
    expect(result.marginDifference.largest).toBe(0);
  });

  it('the same function added up in another order has none', async () => {
    const result = await against(unitsReordered(network, 0));
    expect(result.findings).toEqual([]);
    expect(result.marginDifference.largest).toBeGreaterThan(0);
  });

  it('two black boxes have none', async () => {
    const result = await audit({ teacher: opaque, student: opaque, ...quick });
    expect(result.findings).toEqual([]);
    expect(result.settings.solver).toBe('black-box');
  });
});

describe('what is measured', () => {
  it('is what the networks say of each line by themselves', async () => {
    const changed = atTwoBits(network, 1);
    const result = await against(changed);
    const { data, shape } = createEncoder(space).encodeTable(people.table);
    const margins = (of: Network) => {
      const logits = referenceLogits(of, { data, shape: [...shape] }).data;
      return Float64Array.from({ length: shape[0] }, (_, row) => logits[2 * row + 1]! - logits[2 * row]!);
    };
    const [f, q] = [margins(network), margins(changed)];
    const flipped = [...f.keys()].filter((row) => f[row]! > 0 !== q[row]! > 0);
    expect(flipped.length).toBeGreaterThan(5);
    expect(result.swapSet.people.map(({ line }) => line)).toEqual(flipped.map((row) => people.lines[row]));
    for (const { line, to, teacherMargin, studentMargin } of result.swapSet.people) {
      const row = people.lines.indexOf(line);
      expect(teacherMargin).toBeCloseTo(f[row]!, 4);
      expect(studentMargin).toBeCloseTo(q[row]!, 4);
      expect(to).toBe(q[row]! > 0 ? 'approved' : 'denied');
    }
    expect(result.numbers.find(({ id }) => id === 'flips')?.value).toBe(flipped.length / shape[0]);
    const [, lead] = result.promises.margins;
    expect(result.promises.broken).toHaveLength(lead!.broken);
    for (const { line, action, teacherMargin, studentMargin } of result.promises.broken) {
      expect(f[people.lines.indexOf(line)]).toBeLessThanOrEqual(0);
      expect(action.changes.length).toBeGreaterThan(0);
      expect(teacherMargin).toBeGreaterThanOrEqual(0.2);
      expect(studentMargin).toBeLessThanOrEqual(0);
    }
  });

  it('is the same again, but for the time it took', async () => {
    const [one, other] = [await against(biasMoved(network, 0.3)), await against(biasMoved(network, 0.3))];
    expect({ ...other, environment: null }).toEqual({ ...one, environment: null });
  });

  it('is told as it goes, and ends when it is asked to', async () => {
    const told: AuditProgress[] = [];
    await audit({ teacher, student: teacher, ...quick, onProgress: (progress) => told.push(progress) });
    expect([...new Set(told.map(({ step }) => step))]).toEqual([
      ...['teacher', 'student', 'numbers', 'reasons', 'runtimes', 'findings'],
    ]);
    const controller = new AbortController();
    const reason = new Error('enough');
    const stopped = audit({
      ...{ teacher, student: teacher, ...quick, signal: controller.signal },
      onProgress: ({ step }) => {
        if (step === 'student') controller.abort(reason);
      },
    });
    await expect(stopped).rejects.toBe(reason);
  });
});

describe('planted breakage is found and named', () => {
  it('a bias moved by 0.05 logits', async () => {
    for (const inside of [false, true]) {
      const result = await against(biasMoved(network, 0.05), { opaque: !inside });
      expect(told(result, 'margins-shifted')).toMatch(/the teacher's \+0.05 logits, for everybody/);
      expect(told(result, 'bias-moved')).toEqual(
        inside ? expect.stringContaining('unit 1 of layer "dense2" by 0.05') : undefined,
      );
      expect(result.swapSet.toDenied).toBe(0);
    }
  });

  it("one neuron's sign", async () => {
    const result = await against(unitNegated(network, 1, 3));
    expect(told(result, 'sign-turned')).toContain('unit 3 of layer "dense1"');
    expect(result.findings.map(({ kind }) => kind)).not.toContain('low-precision');
  });

  it('one layer at 2 bits', async () => {
    const result = await against(atTwoBits(network, 1));
    expect(told(result, 'low-precision')).toMatch(/layer "dense1" take [23] different values a unit/);
    expect(told(result, 'sign-turned')).toBeUndefined();
  });

  it('a swapped label map', async () => {
    for (const inside of [true, false]) {
      const result = await against(network, { favourable: 0, opaque: !inside });
      expect(result.findings[0]).toMatchObject({ kind: 'decisions-mirrored', severity: 'error' });
      expect(told(result, 'decisions-mirrored')).toMatch(/correlation -1.00.*swapped label map/);
    }
  });

  it('a one-hot group in another order', async () => {
    for (const inside of [true, false]) {
      const result = await against(groupTransposed(network, space, 'housing'), { opaque: !inside });
      const exchanged = result.findings.filter(({ kind }) => kind === 'categories-exchanged');
      expect(exchanged).toHaveLength(1);
      expect(exchanged[0]!.text).toMatch(
        /Of "housing", .*"free" as the teacher does to "rent" and "rent" as the teacher does to "free"/,
      );
    }
  });
});
