import { denseNetwork } from '@cfq/network';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { actionSet } from '../actions/action-set.ts';
import { costNorms } from '../cost/cost-spec.ts';
import { drawsOf, logitsAt, marginOf, networkPair } from '../certificates/testing/network-pairs.ts';
import { rectifiedLayers } from '../reach/rectified-layers.ts';
import { actionLayout, moveCost, type ActionLayout } from '../search/action-layout.ts';
import { writePoint } from '../search/apply-move.ts';
import { denseMargin, denseParameters } from '../testing/dense-network.ts';
import { smallActionSet, smallConsequences, smallConstraints, smallPeople } from '../testing/small-people.ts';
import { nearest, tightened, wholeBox, type Box } from './box.ts';
import { cheapestWithin } from './cheapest-within.ts';
import { decisionsOf, type Decision } from './decisions.ts';
import { createMarginBound } from './margin-bound.ts';
import { split, splitPoint } from './split.ts';

type Draw = ReturnType<typeof drawsOf>;

/** {@link smallActionSet} with a number that rises with another, at any value. */
const followed = (sparsity: number) =>
  actionSet({
    ...smallActionSet(sparsity),
    relations: [{ kind: 'moves-with', feature: 'age', with: 'income', factor: -0.8, when: 'rises' }],
  });

const anyCase = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 3 }),
  activationBits: fc.constantFrom(null, 2, 8),
  seed: fc.nat(),
  sparsity: fc.integer({ min: 0, max: 5 }),
  set: fc.constantFrom(smallActionSet, smallConstraints, smallConsequences, followed),
  norm: fc.constantFrom(...costNorms),
  limit: fc.constantFrom(0.4, 1.3, 3, Infinity),
  depth: fc.integer({ min: 0, max: 6 }),
});

/** A permitted move of a box that changes no more features than may, its parts drawn. */
function moveIn(layout: ActionLayout, decisions: readonly Decision[], box: Box, draw: Draw): Float64Array {
  const move = new Float64Array(layout.count);
  let places = layout.sparsity - box.moves.reduce((sum, one) => sum + one, 0);
  for (const d of [...decisions.keys()].sort(() => draw() - 0.5)) {
    const decision = decisions[d]!;
    const must = box.moves[d] === 1;
    if (!must && (places === 0 || draw() < 0.3)) continue;
    if (decision.kind === 'category') {
      move[decision.feature] = box.options[d]![Math.floor(draw() * box.options[d]!.length)]!;
    } else {
      const [low, high] = [box.low[d]!, box.high[d]!];
      const corner = draw();
      const wanted = corner < 0.3 ? low : corner < 0.6 ? high : low + draw() * (high - low);
      move[decision.feature] = Math.min(high, Math.max(low, decision.atMost(wanted)));
      if (must && move[decision.feature] === 0) move[decision.feature] = nearest(low, high) || high || low;
    }
    if (!must && move[decision.feature] !== 0) places -= 1;
  }
  return move;
}

/** Where a move lies in a box. */
function isIn(decisions: readonly Decision[], box: Box, move: Float64Array): boolean {
  return decisions.every((decision, d) => {
    const change = move[decision.feature]!;
    if (decision.kind === 'category') return box.options[d]!.includes(change);
    return change >= box.low[d]! && change <= box.high[d]! && (change !== 0 || box.moves[d] === 0);
  });
}

describe('boxes of actions', () => {
  it('split into parts that hold every action once, and tightened keep all that are cheap enough', () => {
    fc.assert(
      fc.property(anyCase, ({ seed, sparsity, set, norm, limit, depth }) => {
        const x = smallPeople(1, seed);
        const draw = drawsOf(seed);
        const layout = actionLayout(set(sparsity), { norm }, x.data);
        const decisions = decisionsOf(layout, 0);
        let box = wholeBox(decisions);
        for (let round = 0; round <= depth; round += 1) {
          const move = moveIn(layout, decisions, box, draw);
          const kept = tightened(layout, decisions, box, limit);
          if (moveCost(layout, move, 0) < limit)
            expect(kept !== null && isIn(decisions, kept, move)).toBe(true);
          if (kept === null) return;
          box = kept;
          const inside = moveIn(layout, decisions, box, draw);
          const d = Math.floor(draw() * decisions.length);
          const parts = split(decisions, box, d, splitPoint(box, d, draw() - 0.5));
          if (parts.length === 0) continue;
          const holding = parts.filter((part) => isIn(decisions, part, inside));
          expect(holding).toHaveLength(1);
          box = holding[0]!;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('createMarginBound', () => {
  it('is never exceeded by an action of the box, in float32, and no such action undercuts the cheapest', () => {
    fc.assert(
      fc.property(anyCase, ({ hidden, classes, activationBits, seed, sparsity, set, norm, limit, depth }) => {
        const { student } = networkPair({ widths: [12, ...hidden, classes], seed, bits: 4, activationBits });
        const x = smallPeople(2, seed);
        const target = seed % classes;
        const layout = actionLayout(set(sparsity), { norm }, x.data);
        const bounds = createMarginBound(rectifiedLayers(student)!, target, layout);
        const draw = drawsOf(seed);
        const row = seed % 2;
        const decisions = decisionsOf(layout, row);
        let box = wholeBox(decisions);
        for (let round = 0; round <= depth; round += 1) {
          const kept = tightened(layout, decisions, box, limit);
          if (kept === null) return;
          box = kept;
          bounds[draw() < 0.3 ? 'glance' : 'look'](row, decisions, box, limit);
          for (let trial = 0; trial < 6; trial += 1) {
            const move = moveIn(layout, decisions, box, draw);
            const cost = moveCost(layout, move, 0);
            if (cost >= limit) continue;
            const point = new Float32Array(12);
            writePoint(layout, x.data as Float32Array, row * 12, move, 0, point, 0);
            const margin = marginOf(logitsAt(student, point, Math.fround), target);
            const { from } = bounds.directions;
            for (const form of bounds.forms) {
              let value = form.constant;
              decisions.forEach((decision, d) => {
                if (from[d] === from[d + 1]) return;
                if (decision.kind === 'number') {
                  const step = move[decision.feature]! - nearest(box.low[d]!, box.high[d]!);
                  value += form.along[from[d]!]! * step;
                } else {
                  const option = box.options[d]!.indexOf(move[decision.feature]!);
                  if (option > 0) value += form.along[from[d]! + option - 1]!;
                }
              });
              expect(margin).toBeLessThanOrEqual(value + 1e-9);
              const wanted = { from, kappa: margin, limit };
              const cheapest = cheapestWithin(layout, decisions, box, form, wanted);
              expect(cheapest).not.toBeNull();
              expect(cheapest!.cost).toBeLessThanOrEqual(cost * (1 + 1e-6) + 1e-9);
            }
          }
          if (draw() < 0.7) box = { ...box, known: bounds.ranges() };
          const d = Math.floor(draw() * decisions.length);
          const parts = split(decisions, box, d, splitPoint(box, d, 0));
          if (parts.length > 0) box = parts[Math.floor(draw() * parts.length)]!;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is no looser where ranges of a box around are known', () => {
    const parameters = denseParameters([12, 9, 7, 5, 2], 4);
    const network = denseNetwork(parameters.map(({ w, b }) => ({ weight: w, bias: b })));
    const layout = actionLayout(smallActionSet(), { norm: 'l1' }, smallPeople(1, 2).data);
    const bounds = createMarginBound(rectifiedLayers(network)!, 1, layout);
    const decisions = decisionsOf(layout, 0);
    const whole = wholeBox(decisions);
    bounds.look(0, decisions, whole, 2);
    const known = bounds.ranges();
    const part = split(decisions, whole, 0, splitPoint(whole, 0, 0))[1]!;
    bounds.look(0, decisions, part, 2);
    const fresh = bounds.ranges();
    bounds.look(0, decisions, { ...part, known }, 2);
    let narrower = 0;
    bounds.ranges().forEach(({ low, high }, k) => {
      low.forEach((least, j) => {
        expect(least).toBeGreaterThanOrEqual(known[k]!.low[j]!);
        expect(high[j]).toBeLessThanOrEqual(known[k]!.high[j]!);
        narrower += Number(high[j]! - least < known[k]!.high[j]! - known[k]!.low[j]!);
        if (least < 0 && high[j]! > 0)
          expect(high[j]! - least).toBeLessThan(fresh[k]!.high[j]! - fresh[k]!.low[j]! + 1e-5);
      });
    });
    expect(narrower).toBeGreaterThan(0);
    bounds.glance(0, decisions, { ...part, known }, 2);
    bounds.ranges().forEach(({ low, high }, k) => {
      low.forEach((least, j) => {
        expect(least).toBeGreaterThanOrEqual(known[k]!.low[j]!);
        expect(high[j]).toBeLessThanOrEqual(known[k]!.high[j]!);
      });
    });
  });

  it('is the margin itself at a single action, and knows the margin anywhere', () => {
    const parameters = denseParameters([12, 9, 5, 2], 4);
    const network = denseNetwork(parameters.map(({ w, b }) => ({ weight: w, bias: b })));
    const x = smallPeople(1, 2);
    const layout = actionLayout(smallActionSet(), { norm: 'l1' }, x.data);
    const bounds = createMarginBound(rectifiedLayers(network)!, 1, layout);
    const decisions = decisionsOf(layout, 0);
    const whole = wholeBox(decisions);
    bounds.look(0, decisions, whole, Infinity);
    const own = denseMargin(parameters, x.data);
    expect(bounds.marginAt(new Float64Array(bounds.directions.count()))).toBeCloseTo(own, 6);
    const still = tightened({ ...layout, sparsity: 0 }, decisions, whole, Infinity)!;
    bounds.look(0, decisions, still, Infinity);
    expect(bounds.directions.count()).toBe(0);
    expect(bounds.forms[0]!.constant).toBeGreaterThan(own);
    expect(bounds.forms[0]!.constant).toBeCloseTo(own, 3);
  });
});
