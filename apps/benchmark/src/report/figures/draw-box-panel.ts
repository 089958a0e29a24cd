import * as Plot from '@observablehq/plot';
import { fixed } from '../../tables/format-quantity.ts';
import type { Box, BoxFigure, BoxPanel } from '../blocks/box-figure.ts';
import { drawLabel } from './draw-label.ts';
import { finishPanel } from './finish-panel.ts';
import { labelHeight, labelWidth, panelSize } from './panel-size.ts';
import type { SeriesStyle } from './series-style.ts';

const rowHeight = 26;

/** Draws one small multiple of lying boxes, the name of each at its left. */
export function drawBoxPanel(
  figure: BoxFigure,
  panel: BoxPanel,
  styles: ReadonlyMap<string, SeriesStyle>,
  document: Document,
): SVGElement {
  const { width, marginTop, marginBottom } = panelSize;
  const { boxes } = panel;
  const names = boxes.map(({ name }) => name);
  const row = Math.max(rowHeight, ...names.map(labelHeight));
  const height = marginTop + row * boxes.length + marginBottom;
  const marginLeft = Math.ceil(labelWidth(names) + 14);
  const line = figure.x.reference;
  const plot = Plot.plot({
    document,
    width,
    height,
    marginTop,
    marginBottom,
    marginLeft,
    marginRight: 14,
    x: { domain: domain(figure, boxes), insetLeft: 6, insetRight: 6, nice: true },
    y: { type: 'linear', domain: [boxes.length - 0.5, -0.5], axis: null },
    marks: [
      Plot.gridX({ stroke: '#000000', strokeOpacity: 0.09, ticks: 6 }),
      Plot.axisX({
        label: figure.x.label,
        labelAnchor: 'center',
        labelArrow: 'none',
        tickSize: 4,
        ticks: 6,
        tickFormat: write,
      }),
      Plot.frame({ strokeOpacity: 0.35 }),
      ...(line === undefined ? [] : [Plot.ruleX([line], { strokeOpacity: 0.6 })]),
      ...boxes.flatMap((box, at) => boxMarks(box, at, styles.get(box.style)!)),
      ...boxes.map(
        ({ name, style }, at): Plot.Markish =>
          (_index, _scales, _values, _dimensions, context) =>
            drawLabel(context.document, name, {
              x: marginLeft - 8,
              y: marginTop + (at + 0.5) * row,
              anchor: 'end',
              tint: styles.get(style)!.tint,
            }),
      ),
    ],
  });
  const description = boxes
    .map(({ name, quantiles: { q05, q25, q50, q75, q95 } }) => {
      const [low, from, median, to, high] = [q05, q25, q50, q75, q95].map((one) => fixed(one, 3));
      return `${name}: median ${median}, middle half ${from} to ${to}, 5 % to 95 % ${low} to ${high}.`;
    })
    .join(' ');
  return finishPanel({ document, plot, width, height, title: panel.title, description });
}

const write = (value: number) => String(Number(value.toPrecision(4))).replace('-', '−');

function domain({ x: { reference } }: BoxFigure, boxes: readonly Box[]): [number, number] {
  const all = boxes.flatMap(({ quantiles: { q05, q95 }, medians }) => [q05, q95, ...medians]);
  if (reference !== undefined) all.push(reference);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return low === high ? [low - 0.05, high + 0.05] : [low, high];
}

function boxMarks({ quantiles, medians }: Box, at: number, { tint }: SeriesStyle): Plot.Markish[] {
  const { q05, q25, q50, q75, q95 } = quantiles;
  const one = [{}];
  const thin = { stroke: tint, strokeWidth: 1.2 };
  return [
    Plot.ruleY(one, { y: at, x1: q05, x2: q95, ...thin }),
    Plot.ruleX(one, { x: q05, y1: at - 0.14, y2: at + 0.14, ...thin }),
    Plot.ruleX(one, { x: q95, y1: at - 0.14, y2: at + 0.14, ...thin }),
    Plot.rect(one, { x1: q25, x2: q75, y1: at - 0.28, y2: at + 0.28, fill: '#ffffff', ...thin }),
    Plot.ruleX(one, { x: q50, y1: at - 0.28, y2: at + 0.28, stroke: tint, strokeWidth: 3 }),
    ...(medians.length > 1
      ? [
          Plot.dot(medians, {
            x: (median: number) => median,
            y: () => at,
            r: 2,
            fill: tint,
            fillOpacity: 0.55,
          }),
        ]
      : []),
  ];
}
