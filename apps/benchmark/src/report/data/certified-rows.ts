import type { Cell } from '../../cells/cell.ts';
import type { Certificates } from '../../cells/diagnostics/certificates-schema.ts';
import { reportTables, type ReportRow, type ReportTable } from './report-cells.ts';
import type { ReportContext } from '../blocks/section.ts';

/** The points of one issue margin, or of one fraction of the way. */
export type CertifiedPoints = Certificates['margins'][number] | Certificates['nearMiss'][number];

/** Boxes of one radius around them. */
export type CertifiedRadius = CertifiedPoints['radii'][number];

/** Tables of the rows that hold certificates. */
export function certifiedTables(cells: readonly Cell[], context: ReportContext): ReportTable[] {
  return reportTables(cells, context)
    .map((table) => ({ ...table, methods: table.methods.filter((row) => certificatesOf(row).length > 0) }))
    .filter(({ methods }) => methods.length > 0);
}

/** The certificates of a row, one entry a seed. */
export function certificatesOf({ cells }: ReportRow): Certificates[] {
  return cells.flatMap(({ certificates }) => certificates ?? []);
}

/** The issue margins that theory is shown at: the leading one and the largest. */
export function shownKappas(cells: readonly Cell[]): number[] {
  const certified = cells.filter(({ certificates }) => certificates !== null);
  const leads = certified.map(({ leadKappa }) => leadKappa);
  const largest = Math.max(...certified.flatMap((cell) => cell.margins.map(({ kappa }) => kappa)));
  return [...new Set([...leads, largest])].sort((a, b) => a - b);
}
