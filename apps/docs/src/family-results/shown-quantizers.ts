import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JSDOM } from 'jsdom';
import { familyRows } from './family-rows.ts';
import { quantizerResults, type QuantizerResults } from './quantizer-results.ts';
import { quantizersFigure, widthKey } from './quantizers-figure.ts';

const file = new URL('../../data/reports/quantizers.csv', import.meta.url);

/** What the family `quantizers` measured, with its figure. */
export interface ShownQuantizers extends QuantizerResults {
  /** Text of an SVG element. */
  readonly figure: string;
  /** What its marks stand for. */
  readonly key: string;
}

/** Results of the report that stands in the repository; null where none does. */
export async function shownQuantizers(): Promise<ShownQuantizers | null> {
  if (!existsSync(file)) return null;
  const results = quantizerResults(familyRows(await readFile(file, 'utf8')));
  const { document } = new JSDOM('').window;
  return { ...results, figure: quantizersFigure(results.rows, document), key: widthKey(results.rows) };
}
