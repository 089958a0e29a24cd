import { favourable } from '@cfq/evaluation';
import { takeRows } from '@cfq/jit';
import { certifyRoundings } from '@cfq/recourse';
import { networkOfModel } from '@cfq/training';
import { setImmediate } from 'node:timers/promises';
import type { RoundingSurvival } from '../cells/diagnostics/rounding-survival-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';

/** What is asked of the context. */
type SurvivalContext = Pick<DiagnosticContext, 'teacher' | 'evaluated' | 'margins' | 'signal'>;

/**
 * Which promises hold whatever is done: of the teacher's valid actions at each issue margin, the share at whose end every
 * network in the box of half a step, or of a step, round each of the teacher's weights approves (`certifyRoundings`). It is a
 * number of the teacher alone, known before a method is chosen. A lower bound: what is not certain may hold as well. Only
 * weights are rounded; hidden outputs and biases stay as the teacher has them.
 *
 * @param options.bits bits of a weight, 2 to 16
 * @throws RecourseError where the teacher is no network of rectifiers; the signal's reason when aborted
 */
export async function roundingSurvival(
  { teacher, evaluated, margins, signal }: SurvivalContext,
  { bits: asked }: { readonly bits: readonly number[] },
): Promise<RoundingSurvival> {
  const network = networkOfModel(teacher.model, teacher.parameters);
  const found: RoundingSurvival['margins'] = [];
  for (const [level, kappa] of margins.entries()) {
    const { valid } = evaluated.actions[level]!;
    const rows = Int32Array.from([...valid.keys()].filter((row) => valid[row] === 1));
    const x = takeRows(evaluated.recourse[level]!.x, rows);
    const bits: RoundingSurvival['margins'][number]['bits'] = [];
    for (const one of asked) {
      await setImmediate();
      signal.throwIfAborted();
      const share = (distance: number): number | null => {
        if (rows.length === 0) return null;
        const least = certifyRoundings({ network, x, bits: one, target: favourable, distance });
        return least.filter((margin) => margin > 0).length / rows.length;
      };
      bits.push({ bits: one, nearest: share(0.5), either: share(1) });
    }
    found.push({ kappa, n: rows.length, bits });
  }
  return { margins: found };
}
