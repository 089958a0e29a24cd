import { randomStream } from '@cfq/jit';
import type { MarginRecord, RecourseRecord, SolvedRecourse } from '@cfq/metrics';

/** A record of drawn people, for tests of its encodings. */
export function sampleRecord({
  seed,
  test,
  features = 6,
  certified = true,
}: {
  readonly seed: number;
  readonly test: number;
  readonly features?: number;
  readonly certified?: boolean;
}): RecourseRecord {
  const stream = randomStream(seed, 'sample record');
  const numbers = (count: number) => Float32Array.from(stream.uniform([count]).data);
  const codes = (count: number, levels: number) =>
    Int32Array.from(numbers(count), (one) => Math.floor(one * levels));
  const flags = (count: number) => Uint8Array.from(codes(count, 2));
  const teacherPrediction = codes(test, 2);
  const population = Int32Array.from(teacherPrediction.keys()).filter((row) => teacherPrediction[row] === 0);
  const denied = population.length;
  const solved = (): SolvedRecourse => {
    const valid = flags(denied);
    const data = numbers(denied * features).map((one, at) =>
      valid[Math.floor(at / features)] === 1 ? one - 2 : 0,
    );
    const cost = numbers(denied).map((one, person) => (valid[person] === 1 ? one + 1 : NaN));
    return { delta: { data, shape: [denied, features] }, cost, valid };
  };
  const points = (count: number) => {
    const exists = flags(denied * count);
    const shape = [denied, count];
    const classes = () => ({ data: codes(denied * count, 2).map((one, at) => one * exists[at]!), shape });
    return { exists: { data: exists, shape }, teacherPrediction: classes(), studentPrediction: classes() };
  };
  const marginAt = (kappa: number): MarginRecord => ({
    ...{ kappa, teacher: solved(), student: solved() },
    atTeacherRecourse: {
      studentPrediction: codes(denied, 2),
      teacherMargin: numbers(denied),
      studentMargin: numbers(denied).map((one) => one - 1),
      ...(certified && { certified: flags(denied) }),
    },
  });
  return {
    about: { dataset: 'drawn', seed },
    favourableClass: 1,
    test: {
      ...{ label: codes(test, 2), teacherPrediction, studentPrediction: codes(test, 2) },
      subgroups: { region: { levels: ['a', 'b', 'c'], codes: codes(test, 3) } },
    },
    population,
    nearMiss: { short: { fractions: [0.5, 0.8], ...points(2) }, allButOne: points(3) },
    margins: [0, 0.4].map(marginAt),
  };
}
