import type { Subgroup } from '@cfq/datasets';

/** Members that a group needs so that what is measured of it is not chance. */
const fewest = 20;

/**
 * Every level of every attribute as a group, by its members' places among some rows; levels with fewer than 20 of them are left
 * out, and so is who has no level. All rows where no group is left.
 *
 * @param rows numbers of the rows in the table that the codes belong to.
 */
export function groupsOfRows(
  subgroups: Readonly<Record<string, Subgroup>>,
  rows: ArrayLike<number>,
): readonly (readonly number[])[] {
  const places = Array.from({ length: rows.length }, (_, place) => place);
  const groups = Object.values(subgroups).flatMap(({ levels, codes }) =>
    levels.map((_, level) => places.filter((place) => codes[rows[place]!] === level)),
  );
  const large = groups.filter((group) => group.length >= fewest);
  return large.length === 0 ? [places] : large;
}
