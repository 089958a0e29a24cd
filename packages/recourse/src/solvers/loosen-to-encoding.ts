import {
  actionSet as checked,
  type ActionFeature,
  type ActionSet,
  type Obtainable,
} from '../actions/action-set.ts';

/**
 * What is left of an action set for methods as they were published, which know no constraints: an encoding. One-hot groups
 * hold one category, ordinals keep to their values, numbers to their bounds, and where the set lets nobody gain or lose a
 * value of a feature (`absentColumns`, `obtainable`), neither does its loosened form; otherwise every feature may change to anything, all at once. Cost weights stay, since they are no
 * constraint. So whatever the set permits its loosened form permits too.
 *
 * Immutability, directions, caps, steps, targets, moves, sparsity, relations and plausibility are gone.
 *
 * @param actionSet - What may change; not altered.
 * @returns A checked action set with the same features and columns.
 * @throws RecourseError on everything {@link checked} refuses.
 */
export function loosenToEncoding(actionSet: ActionSet): ActionSet {
  const { width, features, weights } = actionSet;
  const absent = new Set(features.flatMap(({ absentColumns = [] }) => absentColumns));
  return checked({
    width,
    features: features.map((feature) => loosened(feature, absent)),
    ...(weights && { weights }),
  });
}

function withoutTargets({ columns, known, reference }: Obtainable): Obtainable {
  return { columns, ...(known !== undefined && { known }), ...(reference !== undefined && { reference }) };
}

function loosened(feature: ActionFeature, absent: ReadonlySet<number>): ActionFeature {
  const { name, kind, start, width, lower, upper, absentColumns, obtainable } = feature;
  const columns = Array.from({ length: width }, (_, c) => start + c);
  const tellsOfOthers = columns.some(
    (column) => absent.has(column) && absentColumns?.includes(column) !== true,
  );
  const base = {
    ...{ name, kind, start, width, lower, upper, direction: 'any' as const },
    immutable: feature.immutable && tellsOfOthers,
    ...(absentColumns && { absentColumns }),
    ...(obtainable && { obtainable: withoutTargets(obtainable) }),
  };
  if (kind === 'categorical') {
    const isOpen = (c: number) => !absent.has(start + c) || feature.targets?.includes(c) !== false;
    const targets = Array.from(columns.keys()).filter(isOpen);
    const { categories } = feature;
    return { ...base, ...(categories && { categories }), ...(targets.length < width && { targets }) };
  }
  const units = feature.units ?? (feature.grid && { offset: feature.grid.offset, scale: feature.grid.scale });
  return { ...base, ...(feature.values && { values: feature.values }), ...(units && { units }) };
}
