import type { ActionLayout } from '../../search/action-layout.ts';

/**
 * The proximal step of a cost, in place: every change goes back by `step` times the cost's slope, at most to nothing, and
 * stays between what the person may reach. Half of a one-hot group's cost lies on the columns it leaves and half on those it
 * enters. The L2 share of a cost counts by its slope where the change is.
 *
 * @param row - The person.
 * @param step - ≥ 0.
 * @param z - The person's iterate starts at `at`; immutable columns are left alone.
 */
export function shrinkChange(
  { width, count, categorical, start, span, weight, share, lowest, highest, x }: ActionLayout,
  row: number,
  step: number,
  z: Float32Array,
  at: number,
): void {
  const own = row * width;
  const unitOf = (f: number): number => {
    let sum = 0;
    for (let c = start[f]!; c < start[f]! + span[f]!; c += 1) sum += Math.abs(z[at + c]! - x[own + c]!);
    return weight[f]! * sum * (categorical[f] === 1 ? 0.5 : 1);
  };
  let squares = 0;
  for (let f = 0; f < count && share < 1; f += 1) squares += unitOf(f) ** 2;
  for (let f = 0; f < count; f += 1) {
    const slope = share + (squares > 0 ? ((1 - share) * unitOf(f)) / Math.sqrt(squares) : 0);
    const back = step * weight[f]! * slope * (categorical[f] === 1 ? 0.5 : 1);
    for (let c = start[f]!; c < start[f]! + span[f]!; c += 1) {
      const change = z[at + c]! - x[own + c]!;
      const left = Math.sign(change) * Math.max(0, Math.abs(change) - back);
      z[at + c] = Math.min(highest[own + c]!, Math.max(lowest[own + c]!, x[own + c]! + left));
    }
  }
}
