import { UsageError } from '../../command-line/benchmark-error.ts';
import { assertFileTarget, assertFolderTarget } from '../../store/assert-target.ts';

/** Stands for stdout in the place of a file. */
export const standardOutput = '-';

/** Kinds of reports, each with a flag and a setting of its own. */
export const reportKinds = ['json', 'html', 'markdown', 'junit', 'sarif', 'mlflow'] as const;

/** One of {@link reportKinds}. */
export type ReportKind = (typeof reportKinds)[number];

/** Where reports go: files, and of `mlflow` a folder. */
export type ReportsAsked = { readonly [Kind in ReportKind]?: string | undefined };

/**
 * @param nameOf how whoever asked wrote a report, for errors
 * @throws UsageError for a report that could not be written, or two in one place, before anything is measured
 */
export function assertReportTargets(asked: ReportsAsked, nameOf: (kind: ReportKind) => string): void {
  const taken = new Map<string, ReportKind>();
  for (const kind of reportKinds) {
    const place = asked[kind];
    if (place === undefined || (kind === 'json' && place === standardOutput)) continue;
    const other = taken.get(place);
    if (other !== undefined) {
      throw new UsageError(
        `${nameOf(kind)}: every report has its own place (expected another than that of ${nameOf(other)}, got "${place}"). Choose one.`,
      );
    }
    taken.set(place, kind);
    if (kind === 'mlflow') assertFolderTarget(nameOf(kind), place);
    else assertFileTarget(nameOf(kind), place);
  }
}
