import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillLinear } from './fill-linear.ts';
import { scarcePlaces } from './scarce-places.ts';
import type { Offer } from './offer.ts';

const amount = fc.double({ min: 0.05, max: 3, noNaN: true });
/** A group that is offered at a cost makes one more feature change; a number may change already. */
const anyOffer = fc
  .record({ gain: amount, unit: amount, isNumber: fc.boolean(), isFree: fc.boolean() })
  .map(({ isFree, ...offer }): Offer => ({
    ...{ ...offer, direction: 0, step: 1, least: 0 },
    takesPlace: !offer.isNumber || !isFree,
  }));

/** The cheapest parts by every choice of what changes, and for each the greedy fill of its numbers. */
function byBruteForce(offers: readonly Offer[], places: number, need: number): number {
  let best = Infinity;
  for (let chosen = 0; chosen < 2 ** offers.length; chosen += 1) {
    const taken = offers.filter((_, o) => (chosen >> o) % 2 === 1);
    if (taken.filter(({ takesPlace }) => takesPlace).length > places) continue;
    let [left, cost] = [need, 0];
    for (const { gain, unit } of taken.filter(({ isNumber }) => !isNumber)) {
      left -= gain;
      cost += unit;
    }
    const numbers = taken.filter(({ isNumber }) => isNumber);
    for (const { gain, unit } of numbers.sort((a, b) => b.gain / b.unit - a.gain / a.unit)) {
      const part = Math.max(0, Math.min(1, left / gain));
      left -= part * gain;
      cost += part * unit;
    }
    if (left <= 1e-9) best = Math.min(best, cost);
  }
  return best;
}

/** Seeded offers of which none is much better than another. */
function alike(count: number, isNumber: boolean, seed: number): Offer[] {
  return Array.from({ length: count }, (_, o) => {
    const noise = (k: number): number => Math.abs(Math.sin((o + 1) * 12.9898 * k + seed)) % 1;
    const gain = 0.5 + noise(1);
    return {
      ...{ direction: o, step: 1, gain, unit: gain * (1 + 0.2 * noise(7)), least: 0 },
      ...{ isNumber, takesPlace: true },
    };
  });
}

describe('fillLinear', () => {
  test('finds what trying everything finds', () => {
    fc.assert(
      fc.property(
        fc.array(anyOffer, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 4 }),
        amount,
        (offers, places, need) => {
          const found = fillLinear(offers, places, need, Infinity)?.cost ?? Infinity;
          const expected = byBruteForce(offers, places, need);
          if (Number.isFinite(expected)) expect(found).toBeCloseTo(expected, 8);
          else expect(found).toBe(Infinity);
        },
      ),
    );
  });

  test('ends where hundreds of features compete for a few places, with the cost that the bound allows', () => {
    const offers = [...alike(420, true, 1), ...alike(60, false, 2)];
    const filled = fillLinear(offers, 5, 6, Infinity)!;
    const gained = filled.parts.reduce((sum, part, o) => sum + part * offers[o]!.gain, 0);
    expect(gained).toBeCloseTo(6, 6);
    expect(filled.parts.filter((part) => part > 0).length).toBeLessThanOrEqual(5);
    const least = scarcePlaces(offers, [...offers.keys()], 5, 6).least(0, 5, 6);
    expect(filled.cost).toBeGreaterThanOrEqual(least - 1e-9);
    expect(filled.cost).toBeLessThan(least * 1.02);
  });
});

describe('scarcePlaces', () => {
  test('bounds what the cheapest parts cost from both sides', () => {
    fc.assert(
      fc.property(
        fc.array(anyOffer, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 4 }),
        amount,
        (offers, places, need) => {
          const { least, most } = scarcePlaces(offers, [...offers.keys()], places, need);
          const cheapest = byBruteForce(offers, places, need);
          expect(least(0, places, need)).toBeLessThanOrEqual(cheapest + 1e-9);
          expect(most).toBeGreaterThanOrEqual(cheapest - 1e-9);
        },
      ),
    );
  });
});
