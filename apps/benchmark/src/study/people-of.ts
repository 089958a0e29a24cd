import type { PreparedDataset } from '@cfq/datasets';
import { describeAction, favourable, type ActionOfPerson, type TeacherEvaluation } from '@cfq/evaluation';
import { randomStream, type NDArray } from '@cfq/jit';
import type { RecourseRecord } from '@cfq/metrics';
import type { Cell } from '../cells/cell.ts';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import { mostPeople } from '../cells/models/people-schema.ts';

/** What some denied people are told of. */
export interface PeopleRequest {
  readonly split: Pick<PreparedDataset, 'featureSpace'>;
  readonly evaluated: Pick<TeacherEvaluation, 'denied'>;
  /** `[rows]` the teacher's logit margins of all that is evaluated. */
  readonly teacherMargins: Float32Array;
  readonly record: RecourseRecord;
  readonly seed: number;
}

type Person = Cell['people'][number];
type Change = NonNullable<Person['action']>['changes'][number];

/** Digits of a number that may take any value; those that come in steps are read back exactly. */
const shownDigits = 6;

/**
 * Some of the denied with the teacher's action at the leading issue margin, in the units and words of the file, and what the
 * student says to it. Who they are follows from the seed and the teacher alone, so that all methods are told of by the same
 * people; those with an action come first.
 */
export function peopleOf({ split, evaluated, teacherMargins, record, seed }: PeopleRequest): Person[] {
  const { featureSpace } = split;
  const { population, margins, test } = record;
  const lead = leadKappaOf(margins.map(({ kappa }) => kappa));
  const { teacher, atTeacherRecourse } = margins.find(({ kappa }) => kappa === lead)!;
  const drawn = [...randomStream(seed, 'people').permutation(population.length).data].map(Number);
  const has = (place: number) => teacher.valid[place] === 1;
  const places = [...drawn.filter(has), ...drawn.filter((place) => !has(place))].slice(0, mostPeople);
  const rowOf = ({ data }: NDArray, place: number) =>
    data.subarray(place * featureSpace.width, (place + 1) * featureSpace.width);
  return places.map((place): Person => {
    const row = population[place]!;
    return {
      row,
      teacherMargin: teacherMargins[row]!,
      studentGrants: test.studentPrediction[row] === favourable,
      action: has(place)
        ? {
            changes: changesOf({
              featureSpace,
              x: rowOf(evaluated.denied, place),
              delta: rowOf(teacher.delta, place),
            }),
            cost: teacher.cost[place]!,
            teacherMargin: atTeacherRecourse.teacherMargin[place]!,
            studentMargin: atTeacherRecourse.studentMargin[place]!,
            kept: atTeacherRecourse.studentPrediction[place] === favourable,
          }
        : null,
    };
  });
}

/** What an action changes, in the order of the features, in as many digits as are shown. */
function changesOf(action: ActionOfPerson): Change[] {
  const { features } = action.featureSpace;
  const continuous = new Set(
    features.filter(({ kind, step }) => kind === 'numeric' && step === undefined).map(({ name }) => name),
  );
  return describeAction(action).changes.map(({ feature, from, to, ...rest }) => {
    const shown = (value: typeof from) =>
      typeof value === 'number' && continuous.has(feature) ? Number(value.toPrecision(shownDigits)) : value;
    return { feature, from: shown(from), to: shown(to), ...rest };
  });
}
