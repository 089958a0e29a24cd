import { compareDecisions, packNetwork, runtimeSettings, verifyPacked } from '@cfq/deploy';
import { ExecutorError, takeRows, type CompileScope, type NDArray } from '@cfq/jit';
import { networkOfStudent, predictStudent, type Student } from '@cfq/training';
import type { ExportResult } from '../../cells/models/export-schema.ts';
import { distinctPoints } from './distinct-points.ts';

/** A student, and the rows that its file is to decide as it did. */
export interface ExportToVerify {
  readonly student: Student;
  /** Test rows. */
  readonly x: NDArray;
  /** The denied among them, and their recourse points of every issue margin. */
  readonly population: Int32Array;
  readonly recourse: readonly NDArray[];
  readonly scope: CompileScope;
  readonly signal: AbortSignal;
}

/**
 * Packs a student and runs the file itself in every runtime: one load and one pass over the rows in each. A runtime that
 * does not load here leaves null behind.
 *
 * @returns null for a student in full precision, which has no file.
 */
export async function verifyExport({
  student,
  x: rows,
  population,
  recourse,
  scope,
  signal,
}: ExportToVerify): Promise<ExportResult | null> {
  if (student.kind !== 'quantized') return null;
  const { bytes } = await packNetwork(networkOfStudent(student));
  const { x, places } = distinctPoints(rows, population, recourse);
  const expected = await predictStudent(student, x, { scope });
  const changed: ExportResult['changed'] = [];
  for (const setting of runtimeSettings) {
    let decisions: number | null = null;
    try {
      const [verdict] = await verifyPacked({ bytes, x, expected, settings: [setting], signal });
      const { changed: distinct, logits } = verdict!;
      // Points that several people share count for each of them.
      decisions =
        distinct === 0
          ? 0
          : compareDecisions({ expected: takeRows(expected, places), actual: takeRows(logits, places) })
              .changed;
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
    }
    changed.push({ ...setting, decisions });
  }
  return {
    bytes: bytes.length,
    points: places.length,
    verified: changed.every(({ decisions }) => decisions === 0),
    changed,
  };
}
