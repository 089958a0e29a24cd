import { UsageError } from '../command-line/benchmark-error.ts';

const unitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a stretch of time, `500ms`, `30s`, `5m` or `1h`; seconds where there is no unit.
 *
 * @param flag the flag's name without dashes, for the error
 * @returns milliseconds
 * @throws UsageError for anything else
 */
export function parseDuration(flag: string, text: string): number {
  const [, size, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  if (size === undefined) {
    throw new UsageError(
      `--${flag}: must be a stretch of time (expected e.g. 500ms, 30s or 5m, got "${text}").`,
    );
  }
  return Number(size) * unitMilliseconds[unit]!;
}
