import type {
  DiagnosticName,
  DiagnosticResults,
  DiagnosticSettings,
} from '../cells/diagnostics/diagnostic-schemas.ts';
import { diagnosticNames } from '../cells/diagnostics/diagnostic-schemas.ts';
import { actionQuality } from './action-quality/action-quality.ts';
import { actionsSeen } from './actions-seen.ts';
import { certificates } from './certificates.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';
import { layerErrors } from './layer-errors.ts';
import { optimalityGap } from './optimality-gap.ts';
import { robustRecourse } from './robust-recourse.ts';
import { roundingSurvival } from './rounding-survival.ts';
import { roughness } from './roughness.ts';
import { sensitivityRanks } from './sensitivity-ranks.ts';
import { subgroups } from './subgroups.ts';

/** Every diagnostic by the field of the cell it fills. */
const diagnostics: {
  readonly [Name in DiagnosticName]-?: (
    context: DiagnosticContext,
    settings: Exclude<DiagnosticSettings[Name], null | false | undefined>,
  ) => Promise<DiagnosticResults[Name]>;
} = {
  certificates,
  subgroups,
  robustRecourse,
  layerErrors,
  actionQuality,
  optimalityGap,
  sensitivityRanks,
  actionsSeen,
  roughness,
  roundingSurvival,
};

/**
 * Computes, one after the other, what the settings ask for beside the protocol's aggregates; null for the rest, nothing for
 * what settings may leave out.
 */
export async function runDiagnostics(
  context: DiagnosticContext,
  settings: DiagnosticSettings,
): Promise<DiagnosticResults> {
  const found: Partial<Record<DiagnosticName, unknown>> = {};
  for (const name of diagnosticNames) {
    const asked = settings[name];
    if (asked === undefined) continue;
    const run = diagnostics[name] as (context: DiagnosticContext, settings: unknown) => Promise<unknown>;
    found[name] = asked === null || asked === false ? null : await run(context, asked);
  }
  return found as DiagnosticResults;
}
