import type { ReasonsAgreement } from '../result/reasons.ts';

/** People with differing reasons who are shown. */
const shownPeople = 20;

/** What {@link reasonsAgreement} reads. */
export interface ReasonsOfBoth {
  /** `[n]` lines of the CSV file. */
  readonly lines: ArrayLike<number>;
  /** `[n]` reasons by the teacher, the most important first. */
  readonly teacher: readonly (readonly string[])[];
  /** `[n]` by the student. */
  readonly student: readonly (readonly string[])[];
  /** How many leading reasons were asked for. */
  readonly count: number;
  readonly references: number;
}

/** `[n]` the share of reasons in common, the Jaccard index; 1 where neither has any. */
export function overlaps({ teacher, student }: Pick<ReasonsOfBoth, 'teacher' | 'student'>): Float64Array {
  return Float64Array.from(teacher, (own, person) => {
    const other = student[person]!;
    const common = own.filter((name) => other.includes(name)).length;
    const all = own.length + other.length - common;
    return all === 0 ? 1 : common / all;
  });
}

/** Whether both files give the same reasons to those whom both deny. */
export function reasonsAgreement(reasons: ReasonsOfBoth): ReasonsAgreement {
  const { lines, teacher, student, count, references } = reasons;
  const people = teacher.length;
  const overlap = overlaps(reasons);
  const share = (holds: (person: number) => boolean) =>
    people === 0 ? null : teacher.filter((_, person) => holds(person)).length / people;
  const names = [...new Set([...teacher, ...student].flat())];
  const times = (of: readonly (readonly string[])[], name: string) =>
    of.filter((some) => some.includes(name)).length;
  const differing = [...overlap.keys()]
    .filter((person) => overlap[person]! < 1)
    .sort((one, other) => overlap[one]! - overlap[other]! || one - other)
    .slice(0, shownPeople)
    .sort((one, other) => one - other);
  return {
    definition: definitionOf(count, references),
    count,
    people,
    same: share((person) => overlap[person] === 1),
    sameOrder: share((person) => teacher[person]!.join('\n') === student[person]!.join('\n')),
    sameFirst: share((person) => teacher[person]![0] === student[person]![0]),
    overlap: people === 0 ? null : overlap.reduce((sum, one) => sum + one, 0) / people,
    most: names
      .map((feature) => ({ feature, teacher: times(teacher, feature), student: times(student, feature) }))
      .sort((a, b) => b.teacher + b.student - a.teacher - a.student || (a.feature < b.feature ? -1 : 1)),
    differing: differing.map((person) => ({
      line: lines[person]!,
      teacher: [...teacher[person]!],
      student: [...student[person]!],
    })),
  };
}

function definitionOf(count: number, references: number): string {
  return (
    `What a feature costs a person is how much their logit margin would rise, on average, if they had the value of that ` +
    `feature that ${references} reference people have and kept all else. The reference people are approved, but only ` +
    `just: they are spread evenly over the quarter of the approved with the smallest margins. The ${count} features that ` +
    `cost the most are the leading reasons; fewer where fewer cost anything. Of a scorecard this is how far a factor's ` +
    `score falls below the average of applicants at or slightly above the minimum passing score, a method of the official ` +
    `interpretation of Regulation B (12 CFR 1002.9(b)(2), comment 5). Both files are asked themselves, about the same people.`
  );
}
