import type { FeatureSpace } from '@cfq/datasets';
import { describeAction, favourable, type TeacherEvaluation } from '@cfq/evaluation';
import type { RecourseRecord } from '@cfq/metrics';
import type { BrokenPromise, Promises } from '../result/people.ts';

/** What became of the teacher's promises, and of whom at the lead margin. */
export function promisesOf({
  teacher,
  record,
  featureSpace,
  lines,
  leadMargin,
}: {
  readonly teacher: TeacherEvaluation;
  readonly record: RecourseRecord;
  readonly featureSpace: FeatureSpace;
  /** `[n]` lines of all people. */
  readonly lines: ArrayLike<number>;
  readonly leadMargin: number;
}): Promises {
  const brokenAt = ({ teacher: { valid }, atTeacherRecourse }: RecourseRecord['margins'][number]) =>
    [...valid.keys()].filter(
      (person) => valid[person] === 1 && atTeacherRecourse.studentPrediction[person] !== favourable,
    );
  const width = teacher.denied.shape[1] ?? 0;
  const broken = record.margins
    .filter(({ kappa }) => kappa === leadMargin)
    .flatMap((margin) =>
      brokenAt(margin).map((person): BrokenPromise => {
        const row = (data: ArrayLike<number>) =>
          Float32Array.from({ length: width }, (_, column) => data[person * width + column]!);
        const { changes, sentence } = describeAction({
          featureSpace,
          x: row(teacher.denied.data),
          delta: row(margin.teacher.delta.data),
        });
        return {
          line: lines[record.population[person]!]!,
          kappa: margin.kappa,
          action: {
            changes: changes.map(({ unit = null, ...change }) => ({ ...change, unit })),
            sentence,
            cost: margin.teacher.cost[person]!,
          },
          teacherMargin: margin.atTeacherRecourse.teacherMargin[person]!,
          studentMargin: margin.atTeacherRecourse.studentMargin[person]!,
        };
      }),
    )
    .sort((one, other) => one.line - other.line);
  return {
    margins: record.margins.map((margin, place) => {
      const promised = margin.teacher.valid.reduce((sum, one) => sum + one, 0);
      const cut = teacher.actions[place]?.timedOut;
      return {
        kappa: margin.kappa,
        promised,
        broken: brokenAt(margin).length,
        none: margin.teacher.valid.length - promised,
        unknown: cut?.reduce((sum, one) => sum + one, 0) ?? 0,
      };
    }),
    broken,
  };
}
