import type { GivenSettings } from '../../cells/cell-settings.ts';
import type { RunConfiguration } from './run-configuration.ts';

/** How far slopes are optimised: what is gained later is little. */
const iterations = 10;

/** The diagnostics that a request names; undefined where it names none. */
export function askedDiagnostics({
  optimalityGap: people,
  certificates: radii,
  roundings: bits,
}: Pick<RunConfiguration, 'optimalityGap' | 'certificates' | 'roundings'>): GivenSettings['diagnostics'] {
  const asked = {
    ...(people !== undefined && people > 0 && { optimalityGap: { people } }),
    ...(radii !== undefined && { certificates: { radii: [...radii], iterations } }),
    ...(bits !== undefined && { roundingSurvival: { bits: [...bits] } }),
  };
  return Object.keys(asked).length === 0 ? undefined : asked;
}

/** Of how many of the denied the optimality gap is told where nobody asked for it. */
const fewPeople = 20;

/** Of how many of the denied a request has the optimality gap told beside its cells; undefined where they hold it, or nobody reads it. */
export function unaskedPeople({
  optimalityGap,
  json,
}: Pick<RunConfiguration, 'optimalityGap' | 'json'>): number | undefined {
  return optimalityGap === undefined && !json ? fewPeople : undefined;
}
