import { favourable, favourableMargins, type TeacherEvaluation } from '@cfq/evaluation';
import { randomStream, takeRows } from '@cfq/jit';
import { referenceLogits, type Network } from '@cfq/network';
import { boundDifference, type ActionSet } from '@cfq/recourse';
import { z } from 'zod';
import { CompressionError } from '../compression-error.ts';

/** What is proved, rather than measured, of the teacher's promises. */
export const certificateSummarySchema = z.strictObject({
  rows: z
    .enum(['validation'])
    .describe("whose actions were looked at: those of the denied among the candidates' rows"),
  margins: z
    .array(
      z.strictObject({
        kappa: z.number().min(0).describe('issue margin κ of the actions, in logits'),
        actions: z.int().min(0).describe('valid actions that were looked at; at most 1000, drawn by seed'),
        radii: z.array(
          z.strictObject({
            radius: z
              .number()
              .min(0)
              .describe('how far every numeric and ordinal column may be off, in standard deviations'),
            certified: z
              .number()
              .min(0)
              .max(1)
              .nullable()
              .describe('share of the actions that provably lead to approval; null of none'),
          }),
        ),
      }),
    )
    .min(1),
});

/** See {@link certificateSummarySchema}. */
export type CertificateSummary = z.infer<typeof certificateSummarySchema>;

/** What {@link certificateSummary} looks at. */
export interface CertificateProblem {
  readonly teacher: Network;
  readonly student: Network;
  /** The teacher with its actions. */
  readonly evaluated: TeacherEvaluation;
  readonly actionSet: ActionSet;
  readonly margins: readonly number[];
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** The action itself, and an action that is carried out not quite as told. */
const radii: readonly number[] = [0, 0.05];
const mostActions = 1000;

/**
 * For which of the teacher's actions it is certain that the student approves whoever carries them out, in whatever order a runtime adds
 * float32 numbers: by sound bounds on what the two networks may answer differently around the point the action leads to.
 * Categories stay as told; numbers may be off by a radius.
 *
 * @throws CompressionError where the student is seen to deny what was certified; the signal's reason when aborted
 */
export function certificateSummary(problem: CertificateProblem): CertificateSummary {
  const { teacher, student, evaluated, actionSet, margins, seed, signal } = problem;
  const columns = new Float64Array(teacher.inputWidth);
  for (const { kind, start, width } of actionSet.features) {
    if (kind !== 'categorical') columns.fill(1, start, start + width);
  }
  return {
    rows: 'validation',
    margins: margins.map((kappa, index) => {
      signal?.throwIfAborted();
      const { valid } = evaluated.actions[index]!;
      const { x, margins: reached } = evaluated.recourse[index]!;
      const rows = drawn(
        [...valid.keys()].filter((row) => valid[row] === 1),
        seed,
      );
      const points = takeRows(x, rows);
      const decided = favourableMargins(referenceLogits(student, points));
      const bounds =
        rows.length === 0
          ? []
          : boundDifference({ teacher, student, x: points, radii, columns, target: favourable });
      return {
        kappa,
        actions: rows.length,
        radii: radii.map((radius, at) => {
          const certain = [...rows].filter((row, place) => {
            const { shortfall, studentLow } = bounds[at]!.linear;
            const certified = reached[row]! > shortfall[place]! || studentLow[place]! > 0;
            if (certified && decided[place]! <= 0) {
              throw new CompressionError(
                `certificateSummary: internal: a bound is unsound (an action certified at radius ${radius} has the margin ` +
                  `${decided[place]}). Please report it with model and data.`,
              );
            }
            return certified;
          });
          return { radius, certified: rows.length === 0 ? null : certain.length / rows.length };
        }),
      };
    }),
  };
}

/** All rows, or as many of them as are looked at, ascending. */
function drawn(rows: readonly number[], seed: number): Int32Array {
  if (rows.length <= mostActions) return Int32Array.from(rows);
  const { data } = randomStream(seed, 'certified actions').permutation(rows.length);
  return Int32Array.from(Array.from(data.subarray(0, mostActions), (place) => rows[place]!)).sort();
}
