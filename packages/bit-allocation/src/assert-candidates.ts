import { AllocationError } from './allocation-error.ts';

/**
 * Refuses candidate lists that are empty, unordered, not whole bits or longer than 256.
 *
 * @throws AllocationError unless the candidates are 1 to 256 positive whole numbers, strictly ascending.
 */
export function assertCandidates(caller: string, candidates: readonly number[]): void {
  const valid =
    candidates.length > 0 &&
    candidates.length <= 256 &&
    candidates.every(
      (bits, index) =>
        Number.isSafeInteger(bits) && bits > 0 && (index === 0 || bits > candidates[index - 1]!),
    );
  if (valid) return;
  throw new AllocationError(
    `${caller}: candidate bit-widths must be 1 to 256 positive whole numbers in strictly ascending order ` +
      `(got [${candidates.join(', ')}]). Use for instance [2, 3, 4, 8].`,
  );
}
