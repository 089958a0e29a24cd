import { auditMetric, type AuditMetricName } from '@cfq/audit';

/** Limits that have a flag and a setting of their own, each with the number it bounds. */
const limitFlags = {
  maxFlips: 'flips',
  maxDrift: 'drift',
  maxVd: 'vd',
  maxOverGrant: 'over-grant',
  minNearMiss: 'near-miss',
  minReasons: 'reasons',
  maxSubgroupGap: 'subgroup-gap',
  maxAccuracyDrop: 'accuracy-drop',
  maxRuntimeFlips: 'runtime-flips',
} as const satisfies Record<string, AuditMetricName>;

/** The setting of a limit that has a flag. */
export type LimitSetting = keyof typeof limitFlags;

/** Their names. */
export const limitSettings = Object.keys(limitFlags) as readonly LimitSetting[];

/** `maxVd` as a flag without its dashes: `max-vd`. */
export function flagOfSetting(setting: string): string {
  return setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Limits as their flags give them, as an expression: `vd<=1%`; undefined where none is given. */
export function limitExpression(
  values: Readonly<Partial<Record<LimitSetting, string | number>>>,
): string | undefined {
  const given = limitSettings.flatMap((setting) => {
    const bound = values[setting];
    if (bound === undefined) return [];
    const metric = limitFlags[setting];
    return [`${metric}${auditMetric(metric).better === 'higher' ? '>=' : '<='}${bound}`];
  });
  return given.length === 0 ? undefined : given.join(', ');
}
