import { panelSize } from './panel-size.ts';
import { svgElement } from './svg-element.ts';

/** A drawn panel without its heading, and what to write on it. */
export interface UnfinishedPanel {
  readonly document: Document;
  readonly plot: Element;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
}

/** Gives a panel its heading, its words for those who do not see it, and a size that follows the page. */
export function finishPanel({
  document,
  plot,
  width,
  height,
  title,
  description,
}: UnfinishedPanel): SVGElement {
  plot.querySelector('style')?.remove();
  // Marks carry names that no reader of screens may use: the panel as a whole has its words.
  for (const mark of plot.querySelectorAll('[aria-label]')) {
    mark.setAttribute('data-mark', mark.getAttribute('aria-label')!);
    mark.removeAttribute('aria-label');
  }
  const heading = {
    ...placeOfHeading(title, width),
    y: 16,
    fill: 'currentColor',
    'font-weight': 'bold',
    'text-anchor': 'start',
  };
  const children = [...plot.children];
  return svgElement(
    document,
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
      'font-family': 'system-ui, sans-serif',
      'font-size': panelSize.fontSize,
      'text-anchor': 'middle',
      color: '#111111',
      fill: 'currentColor',
    },
    [
      svgElement(document, 'title', {}, title),
      svgElement(document, 'desc', {}, description),
      svgElement(document, 'text', heading, title),
      ...children,
    ],
  );
}

/** A heading begins above the frame; further left, and then smaller, where it is too long for that. */
function placeOfHeading(title: string, width: number): { readonly x: number; readonly 'font-size': number } {
  const [usual, gap, wide] = [12, 2, 0.62];
  const needed = title.length * usual * wide;
  const x = Math.max(gap, Math.min(panelSize.marginLeft, Math.floor(width - needed - gap)));
  const size = Math.min(usual, Math.floor((10 * (width - x - gap)) / (title.length * wide)) / 10);
  return { x, 'font-size': size };
}
