import type { OverSeeds } from './over-seeds.ts';

/** `3.1 (1.0 to 5.2)`; the mean alone for one seed, `–` where it is undefined. */
export function overSeedsText({ mean, lower, upper }: OverSeeds, digits: number): string {
  const text = (value: number): string => {
    const written = value.toFixed(digits);
    return Number(written) === 0 ? written.replace('-', '') : written.replace('-', '−');
  };
  if (mean === null) return '–';
  return lower === null || upper === null ? text(mean) : `${text(mean)} (${text(lower)} to ${text(upper)})`;
}
