import { findingKinds, type Finding } from '../result/finding.ts';
import { decisionsChanged, groupsApart, promisesBroken, reasonsChanged } from './changed.ts';
import type { Detector, Evidence } from './evidence.ts';
import { exchanged } from './exchanged.ts';
import { limitsMissed } from './limits-missed.ts';
import { mirrored } from './mirrored.ts';
import { runtimeDependent } from './runtime-dependent.ts';
import { shifted } from './shifted.ts';
import { weights } from './weights.ts';

const detectors: readonly Detector[] = [
  limitsMissed,
  mirrored,
  exchanged,
  weights,
  shifted,
  runtimeDependent,
  decisionsChanged,
  promisesBroken,
  groupsApart,
  reasonsChanged,
];

const severities: readonly Finding['severity'][] = ['error', 'warning', 'note'];

/**
 * What a reader has to know, the most severe first. Findings are about the change from one file to the other: two files
 * that behave alike have none, except for a limit that neither keeps to.
 */
export async function find(evidence: Evidence): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const detector of detectors) {
    evidence.signal?.throwIfAborted();
    found.push(...(await detector(evidence)));
  }
  const rank = ({ severity, kind }: Finding) =>
    severities.indexOf(severity) * findingKinds.length + findingKinds.indexOf(kind);
  return found.sort((one, other) => rank(one) - rank(other));
}
