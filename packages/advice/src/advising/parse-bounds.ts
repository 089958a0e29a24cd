import type { PersonBounds } from '@cfq/recourse';
import { AdviceError } from '../advice-error.ts';

const bound =
  /^(?<feature>.+?)\s*=\s*(?<low>-?[\d.]+(?:e[+-]?\d+)?)?\s*\.\.\s*(?<high>-?[\d.]+(?:e[+-]?\d+)?)?$/iu;
/** A comma that ends a bound: behind its two dots, so that names may hold commas. */
const endOfBound = /(?<=\.\.\s*(?:-?[\d.]+(?:e[+-]?\d+)?)?)\s*,\s*/iu;

/**
 * Bounds as people write them, in raw units, separated by commas: `amount=2000..5000, debt=..1000, income=3000..`. A side
 * that is left out is open.
 *
 * @throws AdviceError naming the bound that cannot be read, has no side, or whose sides are out of order.
 */
export function parseBounds(text: string): PersonBounds {
  const bounds: Record<string, readonly [number | null, number | null]> = {};
  for (const written of text.trim().split(endOfBound)) {
    const { feature, low, high } = bound.exec(written.trim())?.groups ?? {};
    const sides = [low, high].map((side) => (side === undefined ? null : Number(side)));
    const [lowest, highest] = sides as [number | null, number | null];
    const readable =
      feature !== undefined &&
      (lowest !== null || highest !== null) &&
      !sides.some(Number.isNaN) &&
      (lowest ?? -Infinity) <= (highest ?? Infinity);
    if (!readable) {
      throw new AdviceError(
        'parseBounds: a bound names a feature and how low and high it may go (expected "amount=2000..5000", ' +
          `"debt=..1000" or "income=3000..", got ${JSON.stringify(written)}). Correct it.`,
      );
    }
    if (Object.hasOwn(bounds, feature)) {
      throw new AdviceError(
        `parseBounds: a feature has one pair of bounds (got "${feature}" twice). Keep one.`,
      );
    }
    bounds[feature] = [lowest, highest];
  }
  return bounds;
}
