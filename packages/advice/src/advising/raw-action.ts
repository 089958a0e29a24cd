import { createEncoder, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import type { ActionChange } from '@cfq/evaluation';
import type { NDArray } from '@cfq/jit';
import type { ActionFeature, ActionSet } from '@cfq/recourse';

/** An action in values that exist. */
export interface RawAction {
  readonly changes: readonly ActionChange[];
  /** Every raw value afterwards. */
  readonly values: ReadableRow;
}

/**
 * What actions ask for in raw values: numbers as multiples of their steps, levels and categories by name. Whatever an
 * action does not touch keeps the person's own value to the last digit.
 *
 * @param own The people's raw values, `[n]`.
 * @param x `[n, d]` where they stand.
 * @param delta `[n, d]` their actions.
 */
export function rawActionsOf(
  featureSpace: FeatureSpace,
  actionSet: ActionSet,
  own: readonly ReadableRow[],
  { x, delta }: { readonly x: NDArray; readonly delta: NDArray },
): RawAction[] {
  const { width } = actionSet;
  const data = Float32Array.from(x.data, (value, cell) => value + delta.data[cell]!);
  const reached = createEncoder(featureSpace).decodeRows({ data, shape: [own.length, width] });
  const units = new Map(featureSpace.features.map(({ name, unit }) => [name, unit]));
  return own.map((values, row) => {
    const moved = actionSet.features.filter(({ start, width: span, obtainable }) => {
      const at = row * width + start;
      if (obtainable?.known !== undefined && delta.data[row * width + obtainable.known] === 1) return true;
      return delta.data.subarray(at, at + span).some((value) => value !== 0);
    });
    const changes = moved.flatMap((feature): ActionChange[] => {
      const { name } = feature;
      const [from, to] = [values[name]!, onGrid(feature, reached[row]![name]!)];
      const unit = units.get(name);
      return from === to ? [] : [{ feature: name, from, to, ...(unit !== undefined && { unit }) }];
    });
    const after = Object.fromEntries(changes.map(({ feature, to }) => [feature, to]));
    return { changes, values: { ...values, ...after } };
  });
}

/** A number as the nearest multiple of its step: three tenths read 0.3, not 0.30000000000000004. */
function onGrid({ grid }: ActionFeature, value: string | number | null): string | number | null {
  if (typeof value !== 'number' || grid === undefined) return value;
  return Number((Math.round(value / grid.step) * grid.step).toPrecision(15)) + 0;
}
