import { UsageError } from '../command-line/benchmark-error.ts';

/** The network a teacher and its students share. */
export interface Backbone {
  /** Canonical spelling, as it stands in a cell: `mlp:128-64` or `logistic`. */
  readonly name: string;
  /** Widths of the hidden layers from the input on; none for logistic regression. */
  readonly hidden: readonly number[];
}

const widest = 65_536;

/**
 * Reads a backbone: `logistic`, or `mlp:` and the hidden widths joined by dashes (`mlp:128-64`).
 *
 * @param text what the user wrote; widths are whole numbers in [1, 65 536]
 * @throws UsageError where it is neither
 */
export function parseBackbone(text: string): Backbone {
  if (text === 'logistic') return { name: 'logistic', hidden: [] };
  const widths = /^mlp:(\d+(?:-\d+)*)$/.exec(text)?.[1]?.split('-').map(Number);
  if (widths === undefined || widths.some((width) => width < 1 || width > widest)) {
    throw new UsageError(
      `--backbone: must be logistic or mlp:<widths> with widths from 1 to ${widest} (expected e.g. mlp:128-64, got "${text}").`,
    );
  }
  return { name: `mlp:${widths.join('-')}`, hidden: widths };
}
