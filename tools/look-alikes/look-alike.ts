/** A table that has the form of a published file and none of its rows. */
export interface LookAlike {
  /** Its name on the command line. */
  readonly name: string;
  /** Name of the file that is written. */
  readonly file: string;
  /** Which file it looks like, in one line. */
  readonly title: string;
  /** Rows of the file it looks like; as many are written unless fewer are asked for. */
  readonly rows: number;
  /** Between two cells. */
  readonly delimiter: string;
  /** The header line as the file has it, cells quoted where the file quotes them. */
  readonly header: readonly string[];
  /** The cells of `rows` rows. Same rows and seed, same cells. */
  readonly cells: (rows: number, seed: number) => readonly (readonly (string | number)[])[];
}

/** The text of a look-alike: a header line and `rows` lines, each closed by a line feed. */
export function lookAlikeText(
  { header, cells, delimiter, rows: published }: LookAlike,
  { rows = published, seed = 0 }: { rows?: number | undefined; seed?: number | undefined } = {},
): string {
  if (!Number.isInteger(rows) || rows < 1) {
    throw new RangeError(
      `lookAlikeText: rows is a whole number (expected at least 1, got ${rows}). Correct it.`,
    );
  }
  return [header, ...cells(rows, seed)].map((line) => `${line.join(delimiter)}\n`).join('');
}

/** How many of `rows` rows a share makes: at least one, so that what is rare occurs in small tables too. */
export const rowsOf = (share: number, rows: number): number => Math.max(1, Math.round(share * rows));

/** A whole number within two bounds, both included. */
export const whole = (value: number, lowest: number, highest: number): number =>
  Math.round(Math.min(highest, Math.max(lowest, value)));

/** Which rows are bad: those with the highest score, so many that the share is met. */
export function badRows(scores: readonly number[], share: number): ReadonlySet<number> {
  const order = scores.map((_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return new Set(order.slice(0, rowsOf(share, scores.length)));
}
