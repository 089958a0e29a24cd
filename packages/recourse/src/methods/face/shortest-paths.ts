import type { DensityGraph, Edge } from './density-graph.ts';

/**
 * The weight of the shortest path from a point outside a graph to each of its rows (Dijkstra 1959), `Infinity` where none
 * leads there.
 *
 * @param first - The edges from the point.
 */
export function shortestPaths({ count, edges }: DensityGraph, first: readonly Edge[]): Float64Array {
  const length = new Float64Array(count).fill(Infinity);
  const settled = new Uint8Array(count);
  for (const { to, weight } of first) length[to] = Math.min(length[to]!, weight);
  for (;;) {
    let nearest = -1;
    for (let row = 0; row < count; row += 1) {
      if (settled[row] === 0 && length[row]! < (nearest < 0 ? Infinity : length[nearest]!)) nearest = row;
    }
    if (nearest < 0) return length;
    settled[nearest] = 1;
    for (const { to, weight } of edges[nearest]!) {
      length[to] = Math.min(length[to]!, length[nearest]! + weight);
    }
  }
}
