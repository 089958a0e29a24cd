import type { Plausibility } from '../actions/plausibility/plausibility.ts';

/** Whether a point is plausible: the definitions once more, by sorting all distances. */
export function plausible(
  { kind, neighbours, limit, rows: { data, shape } }: Plausibility,
  point: readonly number[],
): boolean {
  const [count = 0, width = 0] = shape;
  const crowd = Array.from({ length: count }, (_, row) =>
    Array.from(data.subarray(row * width, (row + 1) * width)),
  );
  const distance = (a: readonly number[], b: readonly number[]) =>
    Math.hypot(...a.map((value, c) => value - b[c]!));
  const nearest = (of: readonly number[], without?: readonly number[]) =>
    crowd
      .filter((row) => row !== without)
      .map((row) => ({ row, away: distance(of, row) }))
      .sort((a, b) => a.away - b.away)
      .slice(0, neighbours);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  if (kind === 'distance') return mean(nearest(point).map(({ away }) => away)) <= limit + 1e-5;
  const reachability = (near: ReturnType<typeof nearest>) =>
    mean(near.map(({ row, away }) => Math.max(nearest(row, row).at(-1)!.away, away))) + 1e-10;
  const own = nearest(point);
  const factor = reachability(own) * mean(own.map(({ row }) => 1 / reachability(nearest(row, row))));
  return factor <= limit * (1 + 1e-5);
}
