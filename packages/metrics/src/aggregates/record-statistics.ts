import { memoize } from '../internals/memoize.ts';
import { validityDrop } from '../metrics/validity-drop.ts';
import { checkRecord } from '../record/check-record.ts';
import type { RecourseRecord } from '../record/recourse-record.ts';
import type { Statistic } from '../statistics/statistic.ts';
import type { AggregateDefinition, RecordView } from './aggregate.ts';
import { deniedAggregates } from './denied-aggregates.ts';
import type { Aggregates } from './map-aggregates.ts';
import { marginAggregates } from './margin-aggregates.ts';
import { nearMissAt, nearMissOf } from './near-miss-of.ts';
import { testAggregates } from './test-aggregates.ts';

function viewOf(record: RecourseRecord): RecordView {
  const { favourableClass, nearMiss, margins } = record;
  const drops = memoize(() =>
    margins.map(({ teacher, atTeacherRecourse }) =>
      validityDrop({
        teacherValid: teacher.valid,
        studentPredictionAtTeacherRecourse: atTeacherRecourse.studentPrediction,
        favourableClass,
      }),
    ),
  );
  const fidelity = memoize(() => nearMissOf(record, [nearMiss.short, nearMiss.allButOne]));
  return { record, validityDrops: () => drops(record), nearMissFidelity: () => fidelity(record) };
}

/** The statistics of a part of the catalogue beside what stands in the head, each computed when it is first read. */
function lazily<Name extends string, View extends object, Head extends object = object>(
  definitions: Readonly<Record<Name, AggregateDefinition<View>>>,
  view: View,
  head = {} as Head,
): Head & Record<Name, Statistic> {
  const statistics = { ...head } as Head & Record<Name, Statistic>;
  for (const name in definitions) {
    const compute = memoize(definitions[name].of);
    Object.defineProperty(statistics, name, { enumerable: true, get: () => compute(view) });
  }
  return statistics;
}

/**
 * Every aggregate of the protocol as a `Statistic`, each over exactly the instances its definition names:
 * the form to compare two methods or to look at subgroups. Each is computed when it is first read. Statistics
 * of `test` have a row for each test instance, all others one for each denied instance. A record without
 * certificates leaves `certifiedShare` undefined.
 *
 * @throws MetricsError when the record breaks a rule of `RecourseRecord`.
 */
export function recordStatistics(record: RecourseRecord): Aggregates<Statistic> {
  checkRecord(record);
  const view = viewOf(record);
  const { nearMiss, margins } = record;
  return {
    test: lazily(testAggregates, view),
    denied: lazily(deniedAggregates, view),
    nearMiss: nearMiss.short.fractions.map((fraction, place) => ({
      fraction,
      nearMissShort: nearMissAt(record, place),
    })),
    margins: margins.map((margin, index) =>
      lazily(marginAggregates, { ...view, margin, index }, { kappa: margin.kappa }),
    ),
  };
}
