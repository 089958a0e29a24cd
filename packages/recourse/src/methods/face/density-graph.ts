import type { ReferenceRows } from '../neighbours/reference-rows.ts';

/** How rows are joined and weighed (FACE, §3): their nearest, all within a radius, or that with a kernel density. */
export const graphKinds = ['k-nn', 'epsilon', 'kde'] as const;
type GraphKind = (typeof graphKinds)[number];

/** What a graph is made with. */
export interface GraphOptions {
  readonly graph: GraphKind;
  /** `k`, the neighbours of a row; an integer ≥ 1. */
  readonly neighbours: number;
  /** `ε` as a multiple of the median distance to the k-th neighbour; > 0. */
  readonly radius: number;
}

/** Training rows joined where a person could go from one to the other. */
export interface DensityGraph {
  readonly count: number;
  /** Of each row, those it is joined with and what the way to them weighs; ≥ 0. */
  readonly edges: readonly (readonly Edge[])[];
  /** Edges from a point outside: to rows at these distances. */
  edgesFrom(distances: Float64Array): Edge[];
}

/** One way. */
export interface Edge {
  readonly to: number;
  readonly weight: number;
}

/** Positive and falling, about `−ln z` for small `z`: what FACE asks of its `f`. */
const falling = (z: number) => Math.log1p(1 / z);

/**
 * The graph of FACE (Poyiadzi et al. 2020, §3) over training rows: an edge weighs its length times `f(density)` along it,
 * with `f(z) = ln(1 + 1/z)`, so that ways through dense places are short.
 *
 * - `k-nn`: rows are joined with their k nearest; the density is `(ρ / length)^D`, with `ρ` the median distance to the k-th
 *   neighbour and `D` the number of features.
 * - `epsilon`: rows within `ε = radius · ρ` are joined, the density is `(ε / length)^D`.
 * - `kde`: joined likewise; the density is that of a Gaussian kernel of bandwidth `ρ`, over its mean over all rows, and of an
 *   edge the geometric mean of its ends, since between two categories there is no middle to ask at.
 *
 * @param dimensions - `D`.
 */
export function densityGraph(
  { count, between }: ReferenceRows,
  dimensions: number,
  { graph, neighbours, radius }: GraphOptions,
): DensityGraph {
  const distances = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < a; b += 1) {
      distances[a * count + b] = between(a, b);
      distances[b * count + a] = distances[a * count + b]!;
    }
  }
  const rowOf = (a: number) => distances.subarray(a * count, (a + 1) * count);
  const order = (row: Float64Array) => Array.from(row.keys()).sort((a, b) => row[a]! - row[b]! || a - b);
  const orders = Array.from({ length: count }, (_, a) => order(rowOf(a)).filter((b) => b !== a));
  const kth = orders.map((near, a) => rowOf(a)[near[Math.min(neighbours, near.length) - 1] ?? a]!);
  const rho = kth.toSorted((a, b) => a - b)[count >> 1] || 1;
  const reach = radius * rho;
  const densityOf = (row: Float64Array) =>
    row.reduce((sum, length) => sum + Math.exp(-0.5 * (length / rho) ** 2), 0) / Math.max(1, count);
  const densities = graph === 'kde' ? Float64Array.from(orders.keys(), (a) => densityOf(rowOf(a))) : null;
  const mean = (densities?.reduce((sum, value) => sum + value, 0) ?? 0) / Math.max(1, count);

  function weigh(length: number, here: number, there: number): number {
    if (length === 0) return 0;
    if (densities !== null) return length * falling(Math.sqrt(here * densities[there]!) / mean);
    // ln(1 + (length/ρ)^D), also where the power overflows.
    const power = dimensions * Math.log(length / (graph === 'k-nn' ? rho : reach));
    return length * (power > 30 ? power : Math.log1p(Math.exp(power)));
  }
  function edgesOf(row: Float64Array, near: readonly number[]): Edge[] {
    const here = densities === null ? 0 : densityOf(row);
    const joined = graph === 'k-nn' ? near.slice(0, neighbours) : near.filter((to) => row[to]! <= reach);
    return joined.map((to) => ({ to, weight: weigh(row[to]!, here, to) }));
  }
  const edges = orders.map((near, a) => edgesOf(rowOf(a), near));
  // Who is near to one is one's neighbour: ways lead both ways.
  const both = edges.map((out) => [...out]);
  edges.forEach((out, from) => {
    for (const { to, weight } of out) {
      if (!edges[to]!.some((back) => back.to === from)) both[to]!.push({ to: from, weight });
    }
  });
  return { count, edges: both, edgesFrom: (row) => edgesOf(row, order(row)) };
}
