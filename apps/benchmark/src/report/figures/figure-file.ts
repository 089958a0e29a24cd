import type { FigureBlock } from '../blocks/section.ts';
import { drawFigure } from './draw-figure.ts';
import { svgElement } from './svg-element.ts';
import { svgText } from './svg-text.ts';

const gap = 16;

/** A figure as the text of an SVG file of its own: its panels, two a row, wide ones one, on white. */
export function figureFile(figure: FigureBlock, document: Document): string {
  const panels = drawFigure(figure, document);
  const sizeOf = (panel: Element) => ({
    width: Number(panel.getAttribute('width')),
    height: Number(panel.getAttribute('height')),
  });
  const columns = figure.kind === 'dots' ? 1 : Math.min(2, panels.length);
  let [width, top] = [0, 0];
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    let left = 0;
    for (const panel of row) {
      panel.setAttribute('x', String(left));
      panel.setAttribute('y', String(top));
      left += sizeOf(panel).width + gap;
    }
    width = Math.max(width, left - gap);
    top += Math.max(...row.map((panel) => sizeOf(panel).height)) + gap;
  }
  const height = top - gap;
  const whole = svgElement(
    document,
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': figure.title,
    },
    [
      svgElement(document, 'title', {}, figure.title),
      svgElement(document, 'desc', {}, figure.caption),
      svgElement(document, 'rect', { width, height, fill: '#ffffff' }),
      ...panels,
    ],
  );
  return `${svgText(whole)}\n`;
}
