import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceAt, balanceCurve, offsetToKeep, type DecidingMargins } from './balance-curve.ts';

const margins = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 40 });
const keptOf = (promises: readonly number[], offset: number): number =>
  promises.filter((margin) => margin + offset > 0).length;

describe('offsetToKeep', () => {
  it('is the least that keeps the share: with a little less one promise too few is kept', () => {
    fc.assert(
      fc.property(margins, fc.double({ min: 0.01, max: 1, noNaN: true }), (promises, share) => {
        const offset = offsetToKeep(Float32Array.from(promises), share);
        const needed = Math.ceil(share * promises.length - 1e-9);
        expect(keptOf(promises, offset)).toBeGreaterThanOrEqual(needed);
        if (offset > 0) expect(keptOf(promises, offset - 2e-5)).toBeLessThan(needed);
      }),
    );
  });

  it('asks for no person more than the share: 99 of 100 are 99 %', () => {
    const promises = Float32Array.from({ length: 100 }, (_, person) => (person === 0 ? -3 : 1));
    expect(offsetToKeep(promises, 0.99)).toBe(0);
    expect(offsetToKeep(promises, 1)).toBeCloseTo(3, 4);
  });

  it('counts a tie as refused, as decisions do', () => {
    expect(offsetToKeep(Float32Array.of(0), 1)).toBeGreaterThan(0);
  });
});

const student: DecidingMargins = {
  people: Float32Array.of(-2, -0.5, -0.1, 0.3, 1),
  approved: Int32Array.of(0, 0, 1, 0, 1),
  promises: Float32Array.of(-0.4, -0.05, 0.2, 0.6),
  nearMisses: Float32Array.of(-1, -0.2, -0.3, 0.1),
};

describe('balanceCurve', () => {
  it('says what an offset does to everybody, counted by hand', () => {
    expect(balanceAt(student, 0)).toEqual({ offset: 0, kept: 0.5, nearMiss: 0.75, drift: 0, flips: 0.4 });
    expect(balanceAt(student, 0.25)).toEqual({
      ...{ offset: 0.25, kept: 0.75, nearMiss: 0.5, drift: 0.2, flips: 0.2 },
    });
  });

  it('begins without an offset, ends where every promise is kept, and only ever trades the one for the other', () => {
    const curve = balanceCurve(student, 0.7);
    expect(curve[0]).toEqual(balanceAt(student, 0));
    expect(curve.at(-1)!.kept).toBe(1);
    expect(curve.some(({ kept }) => kept === 0.75)).toBe(true);
    curve.slice(1).forEach((point, at) => {
      expect(point.offset).toBeGreaterThan(curve[at]!.offset);
      expect(point.kept).toBeGreaterThanOrEqual(curve[at]!.kept);
      expect(point.nearMiss).toBeLessThanOrEqual(curve[at]!.nearMiss!);
    });
  });

  it('has no near misses to speak of where there are none', () => {
    expect(balanceAt({ ...student, nearMisses: new Float32Array() }, 0).nearMiss).toBeNull();
  });
});
