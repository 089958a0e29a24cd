/** Mean and population standard deviation of values, at least one; the deviation 1 where it is 0. */
export function moments(values: Float64Array): { offset: number; scale: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const offset = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - offset) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return { offset, scale: deviation > 0 ? deviation : 1 };
}
