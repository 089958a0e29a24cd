import fc from 'fast-check';
import type { LayerSize } from '../allocation.ts';

/** A small allocation problem whose losses are whole numbers, so that sums are exact in any order. */
export interface SmallProblem {
  readonly layers: LayerSize[];
  readonly candidates: number[];
  readonly loss: number[][];
  readonly budgetBits: number;
}

/** Small problems for tests: 1 to 5 layers, 1 to 4 candidates, budgets from the smallest candidate up. */
export function smallProblems({ forbidding = false } = {}): fc.Arbitrary<SmallProblem> {
  const entry = forbidding
    ? fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: -20, max: 100 }) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      )
    : fc.integer({ min: -20, max: 100 });
  return fc
    .record({
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      candidates: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      share: fc.double({ min: 0, max: 1.1, noNaN: true }),
    })
    .chain(({ sizes, candidates, share }) => {
      const ascending = [...candidates].sort((a, b) => a - b);
      const [low, high] = [ascending[0]!, ascending.at(-1)!];
      const row = fc
        .array(entry, { minLength: ascending.length, maxLength: ascending.length })
        .filter((values) => values.some(Number.isFinite));
      return fc.array(row, { minLength: sizes.length, maxLength: sizes.length }).map((loss) => ({
        layers: sizes.map((parameters, index) => ({ layer: `layer-${index}`, parameters })),
        candidates: ascending,
        loss,
        budgetBits: low + share * (high - low),
      }));
    });
}

/** Every allocation of a small problem, with its total bits and loss. */
export function enumerate({ layers, candidates, loss }: Omit<SmallProblem, 'budgetBits'>): {
  choice: number[];
  bits: number;
  loss: number;
}[] {
  return layers.reduce<{ choice: number[]; bits: number; loss: number }[]>(
    (partial, { parameters }, layer) =>
      partial.flatMap((before) =>
        candidates.map((width, candidate) => ({
          choice: [...before.choice, width],
          bits: before.bits + parameters * width,
          loss: before.loss + loss[layer]![candidate]!,
        })),
      ),
    [{ choice: [], bits: 0, loss: 0 }],
  );
}
