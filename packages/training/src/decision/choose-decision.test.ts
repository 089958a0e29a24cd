import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDecision } from './choose-decision.ts';
import type { DecisionRule } from './decision-rule.ts';

//                  1: favourable
const labels = [0, 0, 0, 1, 0, 1, 1, 1, 1, 1];
const margins = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5];
const choose = (rule: DecisionRule) => chooseDecision({ rule, margins, labels });

describe('chooseDecision', () => {
  it('takes a threshold as it is', () => {
    expect(choose({ kind: 'fixed', threshold: 0.8 })).toEqual({
      threshold: 0.8,
      logit: Math.log(0.8 / (1 - 0.8)),
      rule: '0.8',
    });
    expect(choose({ kind: 'fixed', threshold: 0.5 }).logit).toBe(0);
  });

  it('cuts where a wrong grant and a wrong denial cost least', () => {
    // Above 0.5 one favourable person is denied, between −1.5 and −0.5 one unfavourable one granted.
    expect(choose({ kind: 'cost', falseGrant: 5, falseDenial: 1 }).logit).toBe(0.5);
    expect(choose({ kind: 'cost', falseGrant: 1, falseDenial: 5 }).logit).toBe(-1.5);
    // Of two equal ones that nearest to ln(1 / 1) = 0, which is 0.5 away on the one side and 1.5 on the other.
    expect(choose({ kind: 'cost', falseGrant: 1, falseDenial: 1 }).logit).toBe(0.5);
  });

  it('cuts where the share that is granted is nearest to what was asked for', () => {
    expect(choose({ kind: 'acceptance-rate', rate: 0.3 }).logit).toBe(2.5);
    expect(choose({ kind: 'acceptance-rate', rate: 0.32 }).logit).toBe(2.5);
    expect(choose({ kind: 'acceptance-rate', rate: 0.999 }).logit).toBe(-5);
  });

  it('maximises F1 of the rarer class, here the unfavourable one, and sensitivity plus specificity', () => {
    // Denied below 0.5: 4 of 4 unfavourable and one more: F1 = 8/9. Below −1.5: 3 of 4, none more: F1 = 6/7.
    expect(choose({ kind: 'f1' }).logit).toBe(0.5);
    // Below 0.5: 5/6 + 4/4. Below −1.5: 6/6 + 3/4.
    expect(choose({ kind: 'youden' }).logit).toBe(0.5);
    const turned = chooseDecision({
      rule: { kind: 'f1' },
      margins: margins.map((margin) => -margin),
      labels: labels.map((label) => 1 - label),
    });
    // Favourable is the rare one now: the mirror image.
    expect(turned.logit).toBe(-0.5);
  });

  it('is as good as every other cut, tried one by one', () => {
    const rules: readonly (readonly [DecisionRule, (granted: number[], given: number[]) => number])[] = [
      [
        { kind: 'cost', falseGrant: 3, falseDenial: 2 },
        (granted, given) =>
          granted.reduce((sum, yes, row) => sum + (yes > given[row]! ? 3 : yes < given[row]! ? 2 : 0), 0),
      ],
      [
        { kind: 'acceptance-rate', rate: 0.7 },
        (granted) => Math.abs(granted.reduce((sum, yes) => sum + yes, 0) - 0.7 * granted.length),
      ],
      [
        { kind: 'youden' },
        (granted, given) => {
          const share = (label: number): number => {
            const of = granted.filter((_, row) => given[row] === label);
            return of.filter((yes) => yes === label).length / of.length;
          };
          return -share(1) - share(0);
        },
      ],
    ];
    const people = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.nat(1)), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(people, fc.constantFrom(...rules), (rows, [rule, loss]) => {
        const given = [0, 1, ...rows.map(([, label]) => label)];
        const scores = [0, 1, ...rows.map(([score]) => score)];
        const lossAt = (cut: number): number =>
          loss(
            scores.map((score) => Number(score > cut)),
            given,
          );
        const { logit, threshold } = chooseDecision({ rule, margins: scores, labels: given });
        const least = Math.min(...Array.from({ length: 15 }, (_, at) => lossAt(at - 7.5)));
        expect(lossAt(logit)).toBeCloseTo(least, 9);
        expect(threshold).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
        expect(scores).not.toContain(logit);
      }),
    );
  });
});
