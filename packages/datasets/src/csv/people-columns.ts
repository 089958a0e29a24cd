import type { PeopleColumn } from '../people/people.ts';
import type { CompletePeopleSchema } from './dataset-schema.ts';

/** The columns of a file that are features, or part of one, in the order of its header. */
export function peopleColumns(
  { columns, groups }: CompletePeopleSchema,
  header: readonly string[],
): PeopleColumn[] {
  const grouped = new Map(
    Object.entries(groups).flatMap(([feature, group]) =>
      Object.entries(group.columns).map(([category, name]) => [
        name,
        { feature, category, input: group.input },
      ]),
    ),
  );
  return header.flatMap((name): PeopleColumn[] => {
    if (Object.hasOwn(columns, name)) return columns[name]!.input ? [{ name, feature: name }] : [];
    const part = grouped.get(name);
    return part?.input === true ? [{ name, feature: part.feature, category: part.category }] : [];
  });
}
