import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ndarray, randomStream } from '@cfq/jit';

import { actionSet } from '../../actions/action-set.ts';
import { functionMarginModel } from '../../model/function-margin-model.ts';
import type { ReferenceRows } from '../neighbours/reference-rows.ts';
import { densityGraph, graphKinds, type DensityGraph } from './density-graph.ts';
import { face } from './face.ts';
import { shortestPaths } from './shortest-paths.ts';

/** Rows on a line. */
const onLine = (places: readonly number[]): ReferenceRows => ({
  count: places.length,
  data: Float32Array.from(places),
  margins: new Float32Array(places.length),
  distance: () => NaN,
  between: (a, b) => Math.abs(places[a]! - places[b]!),
});

describe('shortestPaths', () => {
  it('is what relaxing every edge again and again comes to (Bellman and Ford)', () => {
    const edge = fc.record({
      from: fc.nat(7),
      to: fc.nat(7),
      weight: fc.double({ min: 0, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 30 }), fc.array(edge, { maxLength: 4 }), (list, first) => {
        const edges = Array.from({ length: 8 }, (_, from) => list.filter((one) => one.from === from));
        const graph: DensityGraph = { count: 8, edges, edgesFrom: () => [] };
        const least = new Float64Array(8).fill(Infinity);
        for (const { to, weight } of first) least[to] = Math.min(least[to]!, weight);
        for (let round = 0; round < 8; round += 1) {
          for (const { from, to, weight } of list) least[to] = Math.min(least[to]!, least[from]! + weight);
        }
        shortestPaths(graph, first).forEach((length, to) => {
          expect(length).toBeCloseTo(least[to]!, 10);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('densityGraph', () => {
  const places = [0, 1, 2, 5, 10];

  it('joins the nearest, both ways, and weighs length by density', () => {
    const { edges } = densityGraph(onLine(places), 2, { graph: 'k-nn', neighbours: 1, radius: 1 });
    expect(edges.map((out) => out.map(({ to }) => to).sort())).toEqual([[1], [0, 2], [1, 3], [2, 4], [3]]);
    // The nearest are 1, 1, 1, 3 and 5 away: ρ is 1, and an edge of length l weighs l·ln(1 + l²).
    expect(edges[4]![0]!.weight).toBeCloseTo(5 * Math.log(26), 10);
    expect(edges[0]![0]!.weight).toBeCloseTo(Math.log(2), 10);
  });

  it('joins what is within a radius', () => {
    const { edges } = densityGraph(onLine(places), 2, { graph: 'epsilon', neighbours: 1, radius: 3 });
    expect(edges.map((out) => out.map(({ to }) => to).sort())).toEqual([[1, 2], [0, 2], [0, 1, 3], [2], []]);
    expect(edges[3]![0]!.weight).toBeCloseTo(3 * Math.log(2), 10);
  });

  it('takes ways through places where many are to be shorter', () => {
    // Two ways of length 2, one past a crowd.
    const graph = densityGraph(onLine([0, 2, 4, 1, 1, 1, 1]), 1, { graph: 'kde', neighbours: 2, radius: 9 });
    const weight = (from: number, to: number) => graph.edges[from]!.find((edge) => edge.to === to)!.weight;
    expect(weight(0, 1)).toBeLessThan(weight(1, 2));
  });

  it.each(graphKinds)('a dense detour beats a leap over nothing: %s', (graph) => {
    const chain = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    const made = densityGraph(onLine([...chain, -1]), 2, { graph, neighbours: 4, radius: 6 });
    const length = shortestPaths(made, made.edges[0]!);
    if (graph !== 'epsilon') expect(length[10]).toBeLessThan(length[11]!);
    expect(length[10]).toBeLessThan(1 * Math.log(1 + 1e3));
  });
});

describe('face', () => {
  const set = actionSet({
    sparsity: 1,
    features: ['a', 'b'].map((name) => ({ name, kind: 'numeric', lower: -9, upper: 9 })),
  });
  const model = functionMarginModel(({ data }) =>
    Array.from(
      { length: data.length / 2 },
      (_, row) => Math.abs(data[2 * row]!) + 0.1 * data[2 * row + 1]! - 1,
    ),
  );
  // A crowd to the right, a few approved far apart to the left that are nearer.
  const draws = randomStream(1, 'crowd').normal([120]).data;
  const crowd = Array.from({ length: 120 }, (_, i) => 0.3 * draws[i]! + (i % 2 === 0 ? 0.02 * i : 0));
  const given = {
    model,
    x: ndarray([0, 0], [1, 2]),
    actionSet: set,
    reference: ndarray([...crowd, -1.3, 0, -2.5, 0], [62, 2]),
    cost: { norm: 'l1' } as const,
    margins: [0],
    seed: 0,
  };

  it('goes where the data are dense rather than where it is nearest', async () => {
    const [found] = (await face.solve({ ...given, options: { neighbours: 5 } })).byMargin;
    expect(found!.delta.data[0]).toBeGreaterThan(1);
    expect(found!.delta.data[1]).toBe(0);
  });

  it.each(graphKinds)('as published it ends on a training row: %s', async (graph) => {
    const options = { graph, radius: 3, asPublished: true };
    const { byMargin, asPublished } = await face.solve({ ...given, options });
    const { delta, valid } = byMargin[0]!;
    expect([asPublished, valid[0]]).toEqual([true, 1]);
    const { data } = given.reference;
    const isRow = Array.from({ length: 62 }, (_, row) => row).some(
      (row) =>
        Math.abs(data[2 * row]! - delta.data[0]!) < 1e-6 &&
        Math.abs(data[2 * row + 1]! - delta.data[1]!) < 1e-6,
    );
    expect(isRow).toBe(true);
  });
});
