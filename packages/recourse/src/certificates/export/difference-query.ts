import { RecourseError } from '../../recourse-error.ts';

/** What a query asks of two networks. */
export interface DifferenceQuery {
  /** `[d]`: the box, ends included. */
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  /** Classes of both networks, at least 2. */
  readonly classes: number;
  /** Class whose margin counts; default 1. */
  readonly target?: number | undefined;
  /** By how much the student's margin is to fall short of the teacher's: a bound that is to be checked. */
  readonly shortfall: number;
}

/**
 * The claim of a bound as a query of VNN-LIB 2.0, two networks in one: is there a point of the box at which the margin of
 * `student` falls short of that of `teacher` by `shortfall` or more? Where `boundDifference` says less, a verifier must
 * answer `unsat`; a point it finds would disprove the bound. The networks are ONNX files beside it, each with one input `[1, d]`
 * and one output `[1, classes]` of logits.
 *
 * @throws RecourseError for a box, classes or a target that do not fit.
 * @see VNN-LIB 2.0, https://www.vnnlib.org
 */
export function differenceQuery({ low, high, classes, target = 1, shortfall }: DifferenceQuery): string {
  const columns = Array.from(low, (least, at) => ({ least, most: high[at]!, at }));
  const isBox = columns.every(
    ({ least, most }) => Number.isFinite(least) && Number.isFinite(most) && least <= most,
  );
  if (low.length === 0 || low.length !== high.length || !isBox) {
    throw new RecourseError(
      `differenceQuery: a box has two finite ends a column, in order (got ${low.length} and ${high.length} of them). ` +
        'Correct it.',
    );
  }
  if (!(Number.isInteger(target) && target >= 0 && target < classes) || !(classes >= 2)) {
    throw new RecourseError(
      `differenceQuery: the target is one of two classes or more (got ${target} of ${classes}). Correct it.`,
    );
  }
  if (!Number.isFinite(shortfall)) {
    throw new RecourseError(`differenceQuery: shortfall is a number (got ${shortfall}). Give the bound.`);
  }
  const network = (name: string, suffix: string): string =>
    `(declare-network ${name}\n` +
    `  (declare-input X_${suffix} float32 [1,${low.length}])\n` +
    `  (declare-output Y_${suffix} float32 [1,${classes}])\n)`;
  const rivals = Array.from({ length: classes }, (_, label) => label).filter((label) => label !== target);
  const minus = (term: string): string => `(* -1.0 ${term})`;
  // The student's margin is that to some rival; the teacher's is at most that to any.
  const short = rivals.map((own) => {
    const each = rivals.map((other) => {
      const terms = [
        `Y_f[0,${target}]`,
        minus(`Y_f[0,${other}]`),
        minus(`Y_q[0,${target}]`),
        `Y_q[0,${own}]`,
      ];
      return `(>= (+ ${terms.join(' ')}) ${decimal(shortfall)})`;
    });
    return each.length === 1 ? each[0]! : `(and ${each.join(' ')})`;
  });
  return [
    '(vnnlib-version <2.0>)',
    network('teacher', 'f'),
    network('student', 'q'),
    ...columns.flatMap(({ least, most, at }) => [
      `(assert (>= X_f[0,${at}] ${decimal(least)}))`,
      `(assert (<= X_f[0,${at}] ${decimal(most)}))`,
      `(assert (== X_q[0,${at}] X_f[0,${at}]))`,
    ]),
    `(assert ${short.length === 1 ? short[0]! : `(or ${short.join(' ')})`})`,
    '',
  ].join('\n');
}

/** A number without an exponent. */
function decimal(value: number): string {
  const short = String(value);
  if (!short.includes('e')) return short.includes('.') ? short : `${short}.0`;
  return Math.abs(value) >= 1 ? `${BigInt(value)}.0` : value.toFixed(100).replace(/0+$/, '');
}
