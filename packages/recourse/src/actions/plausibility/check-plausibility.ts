import { RecourseError } from '../../recourse-error.ts';
import type { Plausibility } from './plausibility.ts';

/** Sets that differ in something else share theirs. */
const known = new WeakSet<Plausibility>();

/**
 * Makes sure that there are enough rows to measure plausibility by, with the columns of the action set and no NaN.
 *
 * @throws RecourseError naming the rule.
 */
export function checkPlausibility(caller: string, plausibility: Plausibility, width: number): void {
  const { rows, neighbours } = plausibility;
  const fail = (rule: string, expected: string, got: unknown, remedy: string): never => {
    throw new RecourseError(
      `${caller}: ${rule} of plausibility (expected ${expected}, got ${String(got)}). ${remedy}`,
    );
  };
  const [count = 0, columns] = rows.shape;
  if (rows.shape.length !== 2 || columns !== width || rows.data.length !== count * width) {
    fail('the rows', `[m, ${width}]`, `[${rows.shape.join(', ')}]`, 'Encode approved people.');
  }
  if (known.has(plausibility)) return;
  if (count <= neighbours) {
    fail(
      'the rows',
      `more than its ${neighbours} neighbours`,
      count,
      'Pass more of them, or lower neighbours.',
    );
  }
  const bad = rows.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const where = `${rows.data[bad]} in row ${Math.floor(bad / width)}, column ${bad % width}`;
    fail('the rows', 'finite numbers', where, 'Fill in missing values first.');
  }
  known.add(plausibility);
}
