/** 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom, as in any table of it. */
const table = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604,
  2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
  2.0518, 2.0484, 2.0452, 2.0423,
];

/**
 * The 97.5 % quantile of Student's t, for two-sided 95 % intervals of a mean: exact to four digits up to 30 degrees of
 * freedom, beyond by the expansion of Cornish and Fisher around the normal quantile. By hand because the kept library
 * for it, `@stdlib/stats-base-dists-t-quantile`, brings more than 200 packages for this one number.
 *
 * @param freedom degrees of freedom, at least 1
 */
export function studentT(freedom: number): number {
  const known = table[freedom - 1];
  if (known !== undefined) return known;
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
