import { createEncoder, type FeatureSpace, type ReadableRow } from '@cfq/datasets';
import type { Network } from '@cfq/network';
import { boundDifference, RecourseError } from '@cfq/recourse';

/** Half-widths at which a person is looked at, in standard deviations of the numbers; 0 is the person alone. */
export const liveRadii = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const;

/**
 * How far around a person each student is proven to say yes: the largest of {@link liveRadii} such that it does for all
 * numbers within it, categories and levels as they are; null where not even the person is. It holds for every float32
 * evaluation, in whatever order sums are taken (`boundDifference`).
 *
 * @returns One entry a student.
 */
export function liveCertificates(
  featureSpace: FeatureSpace,
  { teacher, students }: { readonly teacher: Network; readonly students: readonly Network[] },
  values: ReadableRow,
): (number | null)[] {
  const { data, shape } = createEncoder(featureSpace).encodeRows([values]);
  const columns = new Float64Array(featureSpace.width);
  for (const { kind, start } of featureSpace.features) if (kind === 'numeric') columns[start] = 1;
  return students.map((student) => {
    const bounds = bounded({
      ...{ teacher, student, columns },
      x: { data, shape: [...shape] },
      radii: liveRadii,
    });
    const proven = bounds.filter(({ linear }) => linear.studentLow[0]! > 0);
    return proven.at(-1)?.radius ?? null;
  });
}

/** Bounds on a student; by itself where its layers, or what it makes of the columns, are not its teacher's. */
function bounded(problem: Parameters<typeof boundDifference>[0]): ReturnType<typeof boundDifference> {
  try {
    return boundDifference(problem);
  } catch (error) {
    if (!(error instanceof RecourseError)) throw error;
    return boundDifference({ ...problem, teacher: problem.student });
  }
}
