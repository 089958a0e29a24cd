import type { MarginDifference } from '../result/audit-result.ts';

/** How the student's margins lie to the teacher's. */
export function marginDifference(teacher: Float32Array, student: Float32Array): MarginDifference {
  const differences = Float64Array.from(student, (margin, row) => margin - teacher[row]!);
  const n = differences.length;
  if (n === 0) return { mean: null, deviation: null, largest: null, identical: 0 };
  const mean = differences.reduce((sum, one) => sum + one, 0) / n;
  const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    mean,
    deviation: Math.sqrt(squares / n),
    largest: differences.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    identical: differences.filter((one) => one === 0).length,
  };
}
