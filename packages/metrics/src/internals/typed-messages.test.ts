import { describe, expect, it } from 'vitest';
import * as metrics from '../index.ts';
import { MetricsError } from '../index.ts';

const favourableClass = 1;
const flags = [1, 0];
const classes = [1, 0];
const costs = [1, 2];
const matrix = { data: [1, 0, 0, 1], shape: [2, 2] };
const drop = metrics.validityDrop({
  teacherValid: flags,
  studentPredictionAtTeacherRecourse: classes,
  favourableClass,
});

/** Every metric of columns, with what it takes, and which of it are matrices. */
const takers: readonly [
  name: string,
  call: (input: never) => unknown,
  input: object,
  matrices: readonly string[],
][] = [
  ['accuracy', metrics.accuracy, { label: classes, prediction: classes }, []],
  ['balancedAccuracy', metrics.balancedAccuracy, { label: classes, prediction: classes }, []],
  ['areaUnderCurve', metrics.areaUnderCurve, { label: flags, score: costs }, []],
  ['exactMcnemar', metrics.exactMcnemar, { label: classes, first: classes, second: classes }, []],
  ['agreement', metrics.agreement, { teacherPrediction: classes, studentPrediction: classes }, []],
  [
    'acceptanceDrift',
    metrics.acceptanceDrift,
    { teacherPrediction: classes, studentPrediction: classes, favourableClass },
    [],
  ],
  ['flips', metrics.flips, { teacherPrediction: classes, studentPrediction: classes, favourableClass }, []],
  [
    'overGrant',
    metrics.overGrant,
    { teacherPrediction: classes, studentPrediction: classes, favourableClass },
    [],
  ],
  ['feasibleRate', metrics.feasibleRate, { valid: flags }, []],
  ['certifiedShare', metrics.certifiedShare, { teacherValid: flags, certified: flags }, []],
  ['meanCost', metrics.meanCost, { valid: flags, cost: costs }, []],
  ['costRatio', metrics.costRatio, { valid: flags, cost: costs, baseValid: flags, baseCost: costs }, []],
  [
    'validityDrop',
    metrics.validityDrop,
    { teacherValid: flags, studentPredictionAtTeacherRecourse: classes, favourableClass },
    [],
  ],
  ...(
    [
      ['counterfactualRecourseGap', metrics.counterfactualRecourseGap],
      ['counterfactualRecourseGapMedian', metrics.counterfactualRecourseGapMedian],
      ['counterfactualRecourseGapQuantile', metrics.counterfactualRecourseGapQuantile],
    ] as const
  ).map(([name, call]): (typeof takers)[number] => [
    name,
    call,
    { teacherValid: flags, studentValid: flags, teacherCost: costs, studentCost: costs, probability: 0.5 },
    [],
  ]),
  ...(
    [
      ['directionSimilarity', metrics.directionSimilarity],
      ['actionOverlap', metrics.actionOverlap],
    ] as const
  ).map(([name, call]): (typeof takers)[number] => [
    name,
    call,
    { teacherValid: flags, studentValid: flags, teacherDelta: matrix, studentDelta: matrix },
    ['teacherDelta', 'studentDelta'],
  ]),
  [
    'nearMissFidelity',
    metrics.nearMissFidelity,
    {
      teacherValid: flags,
      exists: matrix,
      teacherPrediction: matrix,
      studentPrediction: matrix,
      favourableClass,
    },
    ['exists', 'teacherPrediction', 'studentPrediction'],
  ],
];
const columnsOf = (input: object) => Object.entries(input).filter(([, value]) => typeof value === 'object');
const places = takers.flatMap(([name, call, input, matrices]) =>
  columnsOf(input).map(([argument]) => [name, argument, call, input, matrices] as const),
);

/** What callers from JSON, Python or a table may have in the place of a column, and what is said of it. */
const wrong: readonly [what: string, value: unknown, said: RegExp][] = [
  ['strings', ['1', '0'], /\[0\] does not fit \(expected .*, got "1"\)\. Map Number over it\./],
  ['nested rows', [[1], [0]], /does not fit \(expected .* of .*, got an array of arrays\)/],
  ['ragged rows', [[1, 0], [0]], /got an array of arrays\)/],
  ['a second kind among numbers', [1, '0'], /\[1\] does not fit \(expected .*, got "0"\)/],
  ['undefined', undefined, /does not fit \(expected .* of .*, got undefined\)\. Give it/],
  ['null', null, /does not fit \(expected .*, got null\)/],
  ['a number', 1, /does not fit \(expected .*, got 1\)/],
  ['text', 'ab', /does not fit \(expected .*, got "ab"\)/],
  ['a numpy array as an object', { dtype: 'int64', '0': 1 }, /got an object of 0, dtype\)/],
  ['a function', (one: number, other: number) => one + other, /got a function\)/],
  ['a map', new Map([[0, 1]]), /got an object\)/],
  ['null among numbers', [1, null], /\[1\] does not fit \(expected .*, got null\)/],
  ['a hole', [1, undefined], /\[1\] does not fit \(expected .*, got undefined\)/],
  ['a buffer', new ArrayBuffer(16), /got an object\)/],
  ['a view without numbers', new DataView(new ArrayBuffer(16)), /got DataView\)/],
];

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(MetricsError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe.each(wrong)('%s in the place of an array', (_, value, said) => {
  // Left out, `exists` says that all points exist.
  const asked = places.filter(([, argument]) => argument !== 'exists' || value !== undefined);
  it.each(asked)('%s names its own %s', (name, argument, call, input, matrices) => {
    const isMatrix = matrices.includes(argument);
    const entries: readonly unknown[] = Array.isArray(value) ? Array.from<unknown>(value) : [];
    const inMatrix = isMatrix && entries.length > 0 && typeof entries[0] !== 'object';
    const given = inMatrix ? { data: [...entries, ...entries], shape: [2, 2] } : value;
    const message = messageOf(() => call({ ...input, [argument]: given } as never));
    expect(message).toMatch(new RegExp(`^${name}: ${argument}(\\[| )`));
    expect(message).toMatch(said);
  });
});

describe('int64 columns, as Arrow and Parquet give them', () => {
  it.each(places)('%s reads its %s as the numbers that they are', (name, argument, call, input) => {
    const given = (input as Readonly<Record<string, unknown>>)[argument]!;
    const wide = (data: ArrayLike<unknown>): BigInt64Array | undefined => {
      const numbers = Array.from(data, Number);
      return numbers.every(Number.isInteger) ? BigInt64Array.from(numbers, BigInt) : undefined;
    };
    const { data, shape } = given as { data?: ArrayLike<unknown>; shape?: number[] };
    const same = wide(data ?? (given as ArrayLike<unknown>));
    if (same === undefined) return;
    const asked = { ...input, [argument]: shape === undefined ? same : { data: same, shape } };
    expect(JSON.stringify(call(asked as never)), name).toBe(JSON.stringify(call(input as never)));
  });

  it('refuses those that a rule does', () => {
    expect(() => metrics.feasibleRate({ valid: [2n] })).toThrow(
      'valid[0] does not fit (expected 0 or 1, got 2n)',
    );
  });
});

describe('other misuse', () => {
  it('says in words what would be right', () => {
    const refused = (teacherValid: unknown) =>
      messageOf(() => metrics.validityDrop({ ...columns, teacherValid } as never));
    const columns = { studentPredictionAtTeacherRecourse: [1, 1], favourableClass };
    expect(refused(['1', '1'])).toBe(
      'validityDrop: teacherValid[0] does not fit (expected 0 or 1, got "1"). Map Number over it.',
    );
    expect(refused([[1], [0]])).toBe(
      'validityDrop: teacherValid does not fit (expected an array of 0/1, got an array of arrays). Flatten it with .flat().',
    );
    expect(refused(matrix)).toBe(
      'validityDrop: teacherValid does not fit (expected an array of 0/1, got an object of data, shape). Give its data alone, one entry a row.',
    );
    expect(metrics.validityDrop({ ...columns, teacherValid: [true, false] }).count).toBe(1);
  });

  it.each([
    ['a column', [1, 0]],
    [
      'rows',
      [
        [1, 0],
        [0, 1],
      ],
    ],
    ['a shape of one size', { data: [1, 0], shape: [2] }],
    ['a shape of three sizes', { data: [1, 0, 0, 1], shape: [2, 2, 1] }],
    ['half a row', { data: [1, 0, 0, 1], shape: [1.5, 2] }],
    ['fewer than no rows', { data: [1, 0, 0, 1], shape: [-2, -2] }],
    ['no data', { shape: [2, 2] }],
  ])('tells %s from a matrix', (_, studentDelta) => {
    const input = { teacherValid: flags, studentValid: flags, teacherDelta: matrix, studentDelta };
    expect(messageOf(() => metrics.directionSimilarity(input as never))).toMatch(
      /^directionSimilarity: studentDelta does not fit \(expected a matrix \{ data, shape: \[rows, columns\] \} of finite numbers/,
    );
  });

  it.each(takers)('%s without any argument says what it misses', (name, call) => {
    expect(messageOf(() => (call as () => unknown)())).toMatch(new RegExp(`^${name}: \\w+ does not fit`));
  });

  it('takes statistics and not their values', () => {
    const value = 0.2 as never;
    for (const [call, argument] of [
      [() => metrics.faithfulnessError({ validityDrop: value, nearMissFidelity: drop }), 'validityDrop'],
      [() => metrics.faithfulnessError({ validityDrop: drop } as never), 'nearMissFidelity'],
      [() => metrics.safeMargin({ margins: [0], validityDrops: [value] }), 'validityDrops[0]'],
      [() => metrics.safeMargin({ margins: [0], validityDrops: value }), 'validityDrops'],
      [() => metrics.safeMargin({ validityDrops: [drop] } as never), 'margins'],
      [
        () => metrics.safeMarginPrice({ margins: [0], validityDrops: [drop], costRatios: [value] }),
        'costRatios[0]',
      ],
      [() => metrics.bySubgroup({ statistic: value, groups: ['a'] }), 'statistic'],
      [() => metrics.bootstrapIntervals({ statistics: { vd: value } }), 'statistics.vd'],
      [() => metrics.bootstrapIntervals({} as never), 'statistics'],
      [() => metrics.pairedComparison({ first: [value], second: [drop] }), 'first[0]'],
      [() => metrics.pairedComparison({ first: [drop], second: drop as never }), 'second'],
    ] as const) {
      expect(messageOf(call)).toContain(`: ${argument} does not fit (expected a`);
    }
  });

  it('reads records from text', () => {
    for (const given of [undefined, { format: 'cfq-record/3' }, new Uint8Array(4)]) {
      expect(messageOf(() => metrics.parseRecord(given as never))).toMatch(
        /^parseRecord: json does not fit \(expected text/,
      );
    }
  });
});
