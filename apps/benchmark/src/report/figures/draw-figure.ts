import { drawBoxPanel } from './draw-box-panel.ts';
import { drawCurvePanel } from './draw-curve-panel.ts';
import { drawDotPanel } from './draw-dot-panel.ts';
import type { FigureBlock } from '../blocks/section.ts';
import { seriesStyles } from './series-style.ts';

/**
 * Draws the panels of a figure, each a complete SVG element. Equal figures give equal bytes.
 *
 * @param document where the elements are made; that of JSDOM outside browsers
 */
export function drawFigure(figure: FigureBlock, document: Document): SVGElement[] {
  if (figure.kind === 'curves') {
    const styles = seriesStyles(figure.panels.flatMap(({ series }) => series.map(({ style }) => style)));
    return figure.panels.map((panel) => drawCurvePanel(figure, panel, styles, document));
  }
  if (figure.kind === 'dots') return figure.panels.map((panel) => drawDotPanel(figure, panel, document));
  const styles = seriesStyles(figure.panels.flatMap(({ boxes }) => boxes.map(({ style }) => style)));
  return figure.panels.map((panel) => drawBoxPanel(figure, panel, styles, document));
}
