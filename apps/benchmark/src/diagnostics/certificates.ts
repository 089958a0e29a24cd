import { favourable, favourableMargins, nearMissFractions } from '@cfq/evaluation';
import { setImmediate } from 'node:timers/promises';
import { takeRows, type NDArray } from '@cfq/jit';
import { quantileSorted } from '@cfq/metrics';
import { boundDifference, type BoxBounds, type DifferenceProblem } from '@cfq/recourse';
import { networkOfModel, networkOfStudent, predictStudent } from '@cfq/training';
import { BenchmarkError } from '../command-line/benchmark-error.ts';
import type { Certificates } from '../cells/diagnostics/certificates-schema.ts';
import type { DiagnosticContext } from './diagnostic-context.ts';

/** What is bounded. */
export interface CertificatesRequest {
  /** Half-widths of the boxes, in encoded units; ascending, at least 0. */
  readonly radii: readonly number[];
  /** Whether denials short of the boundary are bounded as well; default true. */
  readonly nearMisses?: boolean;
  /** Steps in which the slopes of the relaxation are optimised, at each point; default none. */
  readonly iterations?: number | undefined;
}

/** What is asked of the context. */
type CertificatesContext = Pick<
  DiagnosticContext,
  'teacher' | 'student' | 'evaluated' | 'actionSet' | 'margins' | 'scope' | 'signal'
>;

type Found = Certificates['margins'][number]['radii'][number];

/** Points that ought to stay on one side, with what both networks say there. */
interface Side {
  readonly x: NDArray;
  readonly teacher: Float32Array;
  readonly student: Float32Array;
  /** Whether they ought to be approved, or denied. */
  readonly approved: boolean;
}

/** Rows between two looks at whether the run was interrupted. */
const chunk = 512;

/**
 * Checks the margin condition of CFQ §4.2 with sound bounds at every point that was evaluated, as its public review asks:
 * the teacher's valid actions at every issue margin, and, as the other side, the points short of the boundary that the
 * teacher denies. Numeric and ordinal columns move by the radius, in encoded units; categories do not.
 *
 * A point is certified by `|m_f| > 2ε` (the paper's condition), by the tighter `m_f > sup (m_f − m_q)` (to approve) or
 * `m_f < −sup (m_q − m_f)` (to deny), or where the student's margin keeps its sign in the whole box. The suprema are over
 * the box, so radius 0 says what is certain at the point itself.
 *
 * @throws BenchmarkError where a student is seen to leave its bounds, at any point: the bounds would be unsound.
 */
export async function certificates(
  context: CertificatesContext,
  { radii, nearMisses = true, iterations }: CertificatesRequest,
): Promise<Certificates> {
  const { teacher, student, evaluated, margins } = context;
  const pair = {
    teacher: networkOfModel(teacher.model, teacher.parameters),
    student: networkOfStudent(student),
  };
  const columns = movingColumns(context);
  const measure = async (x: NDArray, teacherMargins: Float32Array, rows: number[], approved: boolean) => {
    const kept = Int32Array.from(rows);
    const points = takeRows(x, kept);
    const side = {
      x: points,
      teacher: Float32Array.from(kept, (row) => teacherMargins[row]!),
      student: favourableMargins(await predictStudent(student, points, { scope: context.scope })),
      approved,
    };
    return {
      n: rows.length,
      transfer: share(side.student, (margin) => margin > 0 === approved),
      meanMargin:
        rows.length === 0 ? null : side.teacher.reduce((sum, margin) => sum + margin, 0) / rows.length,
      radii: await certify(pair, side, columns, { radii, iterations }, context.signal),
    };
  };

  const answer: Certificates = { margins: [], nearMiss: [] };
  for (const [index, kappa] of margins.entries()) {
    const { valid } = evaluated.actions[index]!;
    const { x, margins: reached } = evaluated.recourse[index]!;
    const rows = [...valid.keys()].filter((row) => valid[row] === 1);
    answer.margins.push({ kappa, ...(await measure(x, reached, rows, true)) });
  }
  const { valid } = evaluated.actions[0]!;
  for (const [index, fraction] of nearMisses ? nearMissFractions.entries() : []) {
    const { x, margins: reached, exists } = evaluated.nearMiss.short[index]!;
    const rows = [...valid.keys()].filter((row) => valid[row]! * exists[row]! === 1 && reached[row]! <= 0);
    answer.nearMiss.push({ fraction, ...(await measure(x, reached, rows, false)) });
  }
  return answer;
}

/** 1 for the columns of numeric and ordinal features, 0 for those of categories. */
function movingColumns({ actionSet, evaluated }: CertificatesContext): Float64Array {
  const columns = new Float64Array(evaluated.denied.shape[1] ?? 0);
  for (const { kind, start, width } of actionSet.features) {
    if (kind !== 'categorical') columns.fill(1, start, start + width);
  }
  return columns;
}

async function certify(
  pair: Pick<DifferenceProblem, 'teacher' | 'student'>,
  side: Side,
  columns: Float64Array,
  { radii, iterations }: Pick<DifferenceProblem, 'radii' | 'iterations'>,
  signal: AbortSignal,
): Promise<Found[]> {
  const n = side.teacher.length;
  const collected = radii.map(() => ({ interval: tally(), linear: tally() }));
  for (let start = 0; start < n; start += chunk) {
    await setImmediate();
    signal.throwIfAborted();
    const size = Math.min(chunk, n - start);
    const rows = Int32Array.from({ length: size }, (_, row) => start + row);
    const bounds = boundDifference({
      ...pair,
      x: takeRows(side.x, rows),
      radii,
      iterations,
      columns,
      target: favourable,
    });
    bounds.forEach(({ radius, interval, linear }, at) => {
      for (let row = 0; row < size; row += 1) {
        collected[at]!.interval.add(side, start + row, interval, row, radius);
        collected[at]!.linear.add(side, start + row, linear, row, radius);
      }
    });
  }
  return radii.map((radius, at) => ({
    radius,
    interval: collected[at]!.interval.read(n),
    linear: collected[at]!.linear.read(n),
  }));
}

/** Collects what one method says at one radius, and holds the student that is seen against it. */
function tally() {
  const epsilons: number[] = [];
  const slacks: number[] = [];
  const certified = { paper: 0, margin: 0, box: 0, any: 0, kept: 0 };
  return {
    add(
      { teacher, student, approved }: Side,
      at: number,
      bounds: BoxBounds,
      row: number,
      radius: number,
    ): void {
      const [promised, seen] = [teacher[at]!, student[at]!];
      const slack = approved ? bounds.shortfall[row]! : bounds.excess[row]!;
      const paper = Math.abs(promised) > 2 * bounds.epsilon[row]!;
      const margin = approved ? promised > slack : -promised > slack;
      const box = approved ? bounds.studentLow[row]! > 0 : bounds.studentHigh[row]! < 0;
      const any = paper || margin || box;
      const off = Math.max(
        promised - seen - bounds.shortfall[row]!,
        seen - promised - bounds.excess[row]!,
        bounds.studentLow[row]! - seen,
        seen - bounds.studentHigh[row]!,
      );
      if (off > 0 || (any && seen > 0 !== approved)) {
        throw new BenchmarkError(
          `certificates: internal: a bound is unsound at radius ${radius} (margins: teacher ${promised}, ` +
            `student ${seen}, ${off} beyond what the bound permits). Please report it with the cell's settings.`,
        );
      }
      certified.paper += Number(paper);
      certified.margin += Number(margin);
      certified.box += Number(box);
      certified.any += Number(any);
      certified.kept += Number(any && seen > 0 === approved);
      epsilons.push(bounds.epsilon[row]!);
      slacks.push(slack);
    },
    read: (n: number): Found['linear'] => ({
      paper: n === 0 ? null : certified.paper / n,
      margin: n === 0 ? null : certified.margin / n,
      box: n === 0 ? null : certified.box / n,
      transfer: certified.any === 0 ? null : certified.kept / certified.any,
      epsilon: quantiles(epsilons),
      slack: quantiles(slacks),
    }),
  };
}

function share(values: Float32Array, holds: (value: number) => boolean): number | null {
  return values.length === 0 ? null : values.filter(holds).length / values.length;
}

/** Median and 90 % quantile, interpolated linearly between order statistics. */
function quantiles(values: readonly number[]): { median: number; q90: number } | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { median: quantileSorted(sorted, 0.5), q90: quantileSorted(sorted, 0.9) };
}
