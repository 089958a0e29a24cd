import type { AuditResult } from '@cfq/audit';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { standardOutput, type ReportsAsked } from './reports-asked.ts';

/**
 * Writes the reports that were asked for.
 *
 * @returns where they stand, in their order
 */
export function writeReports(result: AuditResult, { json }: ReportsAsked): string[] {
  const written: string[] = [];
  if (json !== undefined && json !== standardOutput) {
    writeFileAtomically(json, `${JSON.stringify(result, null, 2)}\n`);
    written.push(json);
  }
  return written;
}
