import type { Feature, PreparedDataset, ReadableRow } from '@cfq/datasets';
import { favourable, type TeacherEvaluation } from '@cfq/evaluation';
import { addScaled, randomStream, takeRows, type NDArray } from '@cfq/jit';
import type { RecourseRecord } from '@cfq/metrics';
import type { Cell } from '../cells/cell.ts';
import { leadKappaOf } from '../cells/lead-kappa.ts';
import { mostPeople } from '../cells/models/people-schema.ts';

/** What some denied people are told of. */
export interface PeopleRequest {
  readonly split: Pick<PreparedDataset, 'featureSpace' | 'encoder'>;
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
  const { population, margins, test } = record;
  const lead = leadKappaOf(margins.map(({ kappa }) => kappa));
  const { teacher, atTeacherRecourse } = margins.find(({ kappa }) => kappa === lead)!;
  const drawn = [...randomStream(seed, 'people').permutation(population.length).data].map(Number);
  const has = (place: number) => teacher.valid[place] === 1;
  const places = [...drawn.filter(has), ...drawn.filter((place) => !has(place))].slice(0, mostPeople);
  const before = takeRows(evaluated.denied, places);
  const moves = takeRows(teacher.delta, places);
  const changes = changesOf(split, before, moves);
  return places.map((place, index): Person => {
    const row = population[place]!;
    return {
      row,
      teacherMargin: teacherMargins[row]!,
      studentGrants: test.studentPrediction[row] === favourable,
      action: has(place)
        ? {
            changes: changes[index]!,
            cost: teacher.cost[place]!,
            teacherMargin: atTeacherRecourse.teacherMargin[place]!,
            studentMargin: atTeacherRecourse.studentMargin[place]!,
            kept: atTeacherRecourse.studentPrediction[place] === favourable,
          }
        : null,
    };
  });
}

/** What each action changes, in the order of the features. */
function changesOf(
  { featureSpace: { features, width }, encoder }: PeopleRequest['split'],
  before: NDArray,
  moves: NDArray,
): Change[][] {
  const read = ({ data }: NDArray): ReadableRow[] =>
    encoder.decodeRows({ data: data as Float32Array, shape: [data.length / width, width] });
  const [from, to] = [read(before), read(addScaled(before, moves))];
  return from.map((row, person) => {
    const moved = (column: number) => moves.data[person * width + column] !== 0;
    return features
      .filter(({ start, width: columns }) =>
        Array.from({ length: columns }, (_, at) => start + at).some(moved),
      )
      .map((feature) => ({
        feature: feature.name,
        from: shown(feature, row),
        to: shown(feature, to[person]!),
        ...(feature.unit !== undefined && { unit: feature.unit }),
      }));
  });
}

function shown({ name, kind, step }: Feature, row: ReadableRow): string | number | null {
  const value = row[name] ?? null;
  return typeof value === 'number' && kind === 'numeric' && step === undefined
    ? Number(value.toPrecision(shownDigits))
    : value;
}
