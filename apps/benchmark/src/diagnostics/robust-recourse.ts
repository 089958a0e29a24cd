import { favourableMargins } from '@cfq/evaluation';
import { addScaled, type NDArray } from '@cfq/jit';
import { predictStudent } from '@cfq/training';
import type { DiagnosticContext } from './diagnostic-context.ts';
import type { RobustRecourse } from '../cells/diagnostics/robust-recourse-schema.ts';
import { stepError } from './robust-actions.ts';

/**
 * Recourse robust to a set of quantized variants: actions that reach each issue margin on the teacher and on its weights
 * rounded to each of `bits` with fitted and with slightly wrong steps (see `quantizedVariants`), held against the
 * teacher's plain actions. How many people still have one, what it costs more, and what becomes of both kinds on the
 * student, which is not in the set.
 *
 * All the denied are looked at, or a seeded sample of 1 000 where there are more. Actions are solved once for all
 * students of a teacher.
 *
 * @param options.bits bit-widths of the variants, 2 to 8 each
 * @throws QuantizerError for a bit-width out of range; the signal's reason when aborted
 */
export async function robustRecourse(
  context: Pick<DiagnosticContext, 'student' | 'evaluated' | 'margins' | 'scope' | 'solveRobustActions'>,
  { bits }: { readonly bits: readonly number[] },
): Promise<RobustRecourse> {
  const { x, plain, plainLeast, robust, models } = await context.solveRobustActions(bits);
  const acceptedAfter = async (delta: NDArray): Promise<Uint8Array> => {
    const { student, scope } = context;
    const margins = favourableMargins(await predictStudent(student, addScaled(x, delta), { scope }));
    return Uint8Array.from(margins, (margin) => Number(margin > 0));
  };
  const [sampled = 0] = x.shape;
  const people = Array.from({ length: sampled }, (_, row) => row);
  const measured: RobustRecourse['margins'] = [];
  for (const [level, kappa] of context.margins.entries()) {
    const [usual, safe, least] = [plain[level]!, robust[level]!, plainLeast[level]!];
    const accepted = { plain: await acceptedAfter(usual.delta), robust: await acceptedAfter(safe.delta) };
    const withPlain = people.filter((row) => usual.valid[row] === 1);
    const withRobust = people.filter((row) => safe.valid[row] === 1);
    const both = withPlain.filter((row) => safe.valid[row] === 1);
    const refused = (rows: readonly number[], by: Uint8Array) => shareOf(rows, (row) => by[row] === 0);
    measured.push({
      kappa,
      feasibleRate: {
        plain: shareOf(people, (row) => usual.valid[row] === 1),
        robust: shareOf(people, (row) => safe.valid[row] === 1),
      },
      surviving: shareOf(withPlain, (row) => least[row]! > 0 && least[row]! >= kappa),
      price: ratio(total(both, safe.cost), total(both, usual.cost)),
      validityDrop: {
        plain: refused(withPlain, accepted.plain),
        robust: refused(withRobust, accepted.robust),
        plainWhereRobust: refused(both, accepted.plain),
      },
      n: { plain: withPlain.length, robust: withRobust.length, both: both.length },
    });
  }
  const denied = context.evaluated.population.length;
  return { bits: [...bits], models, stepError, n: { denied, sampled }, margins: measured };
}

function shareOf(rows: readonly number[], holds: (row: number) => boolean): number | null {
  return ratio(rows.filter(holds).length, rows.length);
}

function total(rows: readonly number[], costs: Float32Array): number {
  return rows.reduce((sum, row) => sum + costs[row]!, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
