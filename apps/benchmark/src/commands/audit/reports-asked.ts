import { assertFileTarget, assertFolderTarget } from '../../store/assert-target.ts';

/** Stands for stdout in the place of a file. */
export const standardOutput = '-';

/** Where reports go, by kind. */
export interface ReportsAsked {
  /** All of it, as JSON. */
  readonly json?: string | undefined;
  /** A page to file. */
  readonly html?: string | undefined;
  /** A test report. */
  readonly junit?: string | undefined;
  /** Findings at the lines of the CSV file, for code scanning. */
  readonly sarif?: string | undefined;
  /** A folder of MLflow's file store. */
  readonly mlflow?: string | undefined;
}

/** @throws UsageError for a report that could not be written, before anything is measured */
export function assertReportTargets(
  { json, html, junit, sarif, mlflow }: ReportsAsked,
  nameOf: (key: keyof ReportsAsked) => string,
): void {
  for (const [kind, file] of Object.entries({ json, html, junit, sarif })) {
    if (file === undefined || (kind === 'json' && file === standardOutput)) continue;
    assertFileTarget(nameOf(kind as keyof ReportsAsked), file);
  }
  if (mlflow !== undefined) assertFolderTarget(nameOf('mlflow'), mlflow);
}
