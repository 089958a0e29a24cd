import type { MarginRecord, RecourseRecord, SolvedRecourse } from '../index.ts';

export interface RandomRecordOptions {
  readonly seed: number;
  readonly test?: number;
  readonly features?: number;
  readonly certified?: boolean;
  /** Share of the features that an action changes. */
  readonly density?: number;
}

/** A record of plausible random content, for tests and benchmarks. */
export function randomRecord({
  seed,
  test = 60,
  features = 6,
  certified = true,
  density = 0.4,
}: RandomRecordOptions): RecourseRecord {
  let state = seed + 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  const chance = (share: number) => Number(random() < share);
  const predictions = (count: number, share: number) =>
    Int32Array.from({ length: count }, () => chance(share));
  const flags = (count: number, share: number) => Uint8Array.from({ length: count }, () => chance(share));
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random() * 3);

  const teacherPrediction = predictions(test, 0.3);
  const population = Int32Array.from(teacherPrediction.keys()).filter((row) => teacherPrediction[row] === 0);
  const denied = population.length;
  const solved = (share: number): SolvedRecourse => {
    const valid = flags(denied, share);
    const data = Float32Array.from({ length: denied * features }, () =>
      chance(density) === 1 ? random() - 0.5 : 0,
    );
    valid.forEach((one, row) => {
      const own = data.subarray(row * features, (row + 1) * features);
      if (one === 1 && !own.some(Boolean)) own[0] = 0.5;
    });
    const cost = numbers(denied).map((value, row) => (valid[row] === 1 ? value : NaN));
    return { delta: { data, shape: [denied, features] }, cost, valid };
  };
  const nearMisses = (points: number) => {
    const exists = flags(denied * points, 0.8);
    const at = (share: number) => ({
      data: predictions(denied * points, share).map((one, place) => one * exists[place]!),
      shape: [denied, points],
    });
    return {
      exists: { data: exists, shape: [denied, points] },
      teacherPrediction: at(0.05),
      studentPrediction: at(0.15),
    };
  };
  const marginAt = (kappa: number): MarginRecord => ({
    kappa,
    teacher: solved(0.95 - kappa / 4),
    student: solved(0.9 - kappa / 4),
    atTeacherRecourse: {
      studentPrediction: predictions(denied, Math.min(1, 0.6 + kappa / 2)),
      teacherMargin: numbers(denied),
      studentMargin: numbers(denied).map((value) => value - 1),
      ...(certified && { certified: flags(denied, 0.2) }),
    },
  });
  return {
    about: { dataset: 'random', seed },
    favourableClass: 1,
    test: {
      label: predictions(test, 0.4),
      teacherPrediction,
      studentPrediction: predictions(test, 0.35),
      subgroups: {
        sex: { levels: ['female', 'male'], codes: predictions(test, 0.5) },
        region: {
          levels: ['a', 'b', 'c'],
          codes: Int32Array.from({ length: test }, () => Math.floor(random() * 3)),
        },
      },
    },
    population,
    nearMiss: {
      short: { fractions: [0.5, 0.8, 0.95], ...nearMisses(3) },
      allButOne: nearMisses(2),
    },
    margins: [0, 0.2, 0.4, 0.8].map(marginAt),
  };
}
