import type { RecourseRecord } from '@cfq/metrics';
import { actionNorm } from '@cfq/metrics/recourse';

/** Mean length of the valid actions of the teacher, in the units of the data. */
export interface RawLengths {
  /** Features changed. */
  readonly l0: number;
  /** Sum of the changes, whatever their units are. */
  readonly l1: number;
  /** Root of the sum of their squares. */
  readonly l2: number;
  /** The largest change. */
  readonly linf: number;
}

/**
 * How long the actions of the teacher are in raw values, from what a record holds of people: a number by how far it moves
 * in its own unit, a category, a named level and a value that was missing by 1. Units are added as they are, so that a
 * feature counted in thousands outweighs all others: within one dataset methods can be compared, across datasets they
 * cannot.
 *
 * @returns null where the record has no raw values, no such margin, or nobody has an action
 */
export function rawLengths({ raw, margins }: RecourseRecord, kappa: number): RawLengths | null {
  const level = margins.findIndex((margin) => margin.kappa === kappa);
  const actions = raw?.margins[level]?.teacher;
  if (raw === undefined || actions === undefined) return null;
  const width = raw.features.length;
  const changes = new Float64Array(actions.length * width);
  actions.forEach((action, person) => {
    action?.features.forEach((feature, place) => {
      const [from, to] = [raw.before[person]![feature], action.to[place]];
      const areNumbers = typeof from === 'number' && typeof to === 'number';
      changes[person * width + feature] = areNumbers ? to - from : 1;
    });
  });
  const valid = Uint8Array.from(actions, (action) => Number(action !== null));
  if (!valid.includes(1)) return null;
  const length = (norm: 'l0' | 'l1' | 'l2' | 'linf') =>
    actionNorm({ valid, delta: { data: changes, shape: [actions.length, width] }, norm, threshold: 0 }).value;
  return { l0: length('l0'), l1: length('l1'), l2: length('l2'), linf: length('linf') };
}
