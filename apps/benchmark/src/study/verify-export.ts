import { packNetwork, runtimeSettings, verifyPacked } from '@cfq/deploy';
import { concatRows, ExecutorError, type CompileScope, type NDArray } from '@cfq/jit';
import { networkOfStudent, predictStudent, type Student } from '@cfq/training';
import type { ExportResult } from '../cells/models/export-schema.ts';

/** A student, and the rows that its file is to decide as it did. */
export interface ExportToVerify {
  readonly student: Student;
  /** Test rows, and recourse points of every issue margin. */
  readonly rows: readonly NDArray[];
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
  rows,
  scope,
  signal,
}: ExportToVerify): Promise<ExportResult | null> {
  if (student.kind !== 'quantized') return null;
  const { bytes } = await packNetwork(networkOfStudent(student));
  const x = concatRows(...rows);
  const expected = await predictStudent(student, x, { scope });
  const changed: ExportResult['changed'] = [];
  for (const setting of runtimeSettings) {
    let decisions: number | null = null;
    try {
      const [verdict] = await verifyPacked({ bytes, x, expected, settings: [setting], signal });
      decisions = verdict!.changed;
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
    }
    changed.push({ ...setting, decisions });
  }
  return {
    bytes: bytes.length,
    points: x.shape[0]!,
    verified: changed.every(({ decisions }) => decisions === 0),
    changed,
  };
}
