import { denseNetwork, type ColumnGrid, type Network } from '@cfq/network';
import fc from 'fast-check';
import { drawsOf, networkPair, type NetworkPair, type PairOptions } from './network-pairs.ts';

/** A pair that rounds more than the outputs of the student. */
export interface RoundedOptions extends PairOptions {
  /** What stands in front of both: nothing, a grid of the columns, or a layer whose sums are rounded. */
  readonly columns: 'as they are' | 'one step' | 'own steps' | 'put together';
  /** Bits of the teacher's hidden outputs; null: not rounded. */
  readonly teacherBits: number | null;
  /** How often the sums of each are rounded. */
  readonly sums: { readonly teacher: number; readonly student: number };
  /** Whether sums reach the ends of their grids. */
  readonly clipped: boolean;
}

/** A {@link networkPair} with all that rounds. */
export function roundedPair(options: RoundedOptions): NetworkPair {
  const { widths, seed, columns, teacherBits, sums, clipped } = options;
  const [width] = widths as [number, ...number[]];
  const pair = networkPair(options);
  const draw = drawsOf(seed + 1);
  const vector = (length: number, spread: number) =>
    Float32Array.from({ length }, () => (2 * draw() - 1) * spread);
  const scales = Float32Array.from({ length: width }, () => (draw() < 0.3 ? -1 : 1) * (0.05 + 0.3 * draw()));
  const grids: Record<string, ColumnGrid | null> = {
    'one step': { scale: Float32Array.of(0.125), offset: Float32Array.of(0), lowest: -6, highest: 9 },
    'own steps': { scale: scales, offset: vector(width, 0.5), lowest: -6, highest: 9 },
  };
  const front = {
    ...{ name: 'columns', activation: 'linear' as const, bias: vector(width, 0.5) },
    weight: { data: vector(width * width, 1), shape: [width, width] },
    sumGrids: [{ scale: Math.fround(0.1 + 0.2 * draw()), lowest: -9, highest: 6, bias: vector(width, 0.3) }],
  };
  const rounded = ({ layers }: Network, times: number, bits: number | null) =>
    denseNetwork(
      [
        ...(columns === 'put together' ? [front] : []),
        ...layers.map((layer, at) => ({
          ...layer,
          grid: bits !== null && at < layers.length - 1 ? { scale: 1.5 / 2 ** bits, bits } : layer.grid,
          sumGrids: Array.from({ length: times }, () => ({
            ...{ scale: clipped ? 0.1 : 0.25, lowest: clipped ? -3 : -200, highest: clipped ? 5 : 255 },
            bias: vector(layer.bias.length, 0.2),
          })),
        })),
      ],
      { inputGrid: grids[columns] ?? null },
    );
  return {
    teacher: rounded(pair.teacher, sums.teacher, teacherBits),
    student: rounded(pair.student, sums.student, null),
  };
}

/** Random pairs that round somewhere. */
export const anyRoundedPair: fc.Arbitrary<RoundedOptions> = fc.record({
  widths: fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }))
    .map(([inputs, hidden]) => [inputs, ...hidden, 2]),
  seed: fc.nat(),
  bits: fc.constantFrom(null, 3, 8),
  activationBits: fc.constantFrom(null, 3, 8),
  columns: fc.constantFrom('as they are', 'one step', 'own steps', 'put together'),
  teacherBits: fc.constantFrom(null, 3, 8),
  sums: fc.record({ teacher: fc.integer({ min: 0, max: 2 }), student: fc.integer({ min: 0, max: 2 }) }),
  clipped: fc.boolean(),
});
