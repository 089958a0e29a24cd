import { renderCard, type ModelQuantization } from '@cfq/compression';
import { figureFile } from '../../report/figures/figure-file.ts';
import { writeFileAtomically } from '../../store/write-file-atomically.ts';
import { curveFigure } from './curve-figure.ts';
import { filesOf } from './quantize-configuration.ts';

/**
 * Writes what was found: the file at `out` where it is confirmed, and beside it, under a name that says so, where it is not;
 * its card, and the size curve as a figure where several schedules were tried.
 *
 * @returns where the file stands; null where nothing is within the limits
 */
export async function writeQuantized(found: ModelQuantization, out: string): Promise<string | null> {
  const { model, points } = found;
  const asked = filesOf(out);
  const file = model?.confirmed === true ? out : asked.unconfirmed;
  const beside = filesOf(model === null ? out : file);
  if (points.filter(({ measured }) => measured !== null).length > 1) {
    const { JSDOM } = await import('jsdom');
    writeFileAtomically(beside.curve, figureFile(curveFigure(points), new JSDOM().window.document));
  }
  if (model === null) return null;
  writeFileAtomically(beside.card, `${JSON.stringify(model.card, null, 2)}\n`);
  writeFileAtomically(beside.text, renderCard(model.card));
  writeFileAtomically(file, model.bytes);
  return file;
}
