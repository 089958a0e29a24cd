import { assertFileTarget } from '../../store/assert-target.ts';

/** Stands for stdout in the place of a file. */
export const standardOutput = '-';

/** Where reports go, by kind. */
export interface ReportsAsked {
  /** All of it, as JSON. */
  readonly json?: string | undefined;
}

/** @throws UsageError for a report that could not be written, before anything is measured */
export function assertReportTargets(
  { json }: ReportsAsked,
  nameOf: (key: keyof ReportsAsked) => string,
): void {
  for (const [kind, file] of Object.entries({ json })) {
    if (file === undefined || file === standardOutput) continue;
    assertFileTarget(nameOf(kind as keyof ReportsAsked), file);
  }
}
