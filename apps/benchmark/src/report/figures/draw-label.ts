import { labelLines, panelSize } from './panel-size.ts';
import { svgElement } from './svg-element.ts';

/** Where a label stands: its left or right end, and the middle of its height. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly tint: string;
}

/** A name as text of one line or more. */
export function drawLabel(document: Document, name: string, { x, y, anchor, tint }: LabelPlace): SVGElement {
  const lines = labelLines(name);
  const first = y - ((lines.length - 1) * panelSize.line) / 2;
  return svgElement(
    document,
    'text',
    { fill: tint, 'text-anchor': anchor },
    lines.map((line, at) =>
      svgElement(document, 'tspan', { x, y: first + at * panelSize.line, dy: '0.32em' }, line),
    ),
  );
}
