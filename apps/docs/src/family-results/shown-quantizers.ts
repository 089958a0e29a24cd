import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { JSDOM } from 'jsdom';
import { familyFigure, type FamilyFigure } from './family-figure.ts';
import { familyRows } from './family-rows.ts';
import { quantizerResults, type QuantizerResults, type QuantizerRow } from './quantizer-results.ts';

const file = new URL('../../data/reports/quantizers.csv', import.meta.url);

/** What the family `quantizers` measured, with its figure. */
export interface ShownQuantizers extends QuantizerResults {
  readonly figure: FamilyFigure;
}

/** Results of the report that stands in the repository; null where none does. */
export async function shownQuantizers(): Promise<ShownQuantizers | null> {
  if (!existsSync(file)) return null;
  const results = quantizerResults(familyRows(await readFile(file, 'utf8')));
  return { ...results, figure: quantizersFigure(results.rows, new JSDOM('').window.document) };
}

/** Promises that break at κ = 0.2, a row a method. */
export function quantizersFigure(rows: readonly QuantizerRow[], document: Document): FamilyFigure {
  const shown = rows.flatMap(({ dataset, method: name, bits, measures: { brokenWithMargin } }) => {
    const { mean, lower, upper } = brokenWithMargin;
    return mean === null ? [] : [{ ...{ dataset, name, bits, mean, lower, upper } }];
  });
  return familyFigure(shown, { label: 'promises broken at κ = 0.2, %', marginLeft: 128, document });
}
