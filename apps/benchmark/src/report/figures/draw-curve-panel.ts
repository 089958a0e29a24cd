import * as Plot from '@observablehq/plot';
import { fixed } from '../../tables/format-quantity.ts';
import { cloudKey, keyWidth } from './cloud-key.ts';
import type { CurveFigure, CurvePanel, CurvePoint, CurveSeries, Reference } from '../blocks/curve-figure.ts';
import { curveLabels, leaderWidth } from './curve-labels.ts';
import { axisDomain, axisOptions, panelDomain, axisScale, axisText } from './curve-axis.ts';
import { finishPanel } from './finish-panel.ts';
import { labelHeight, labelWidth, panelSize } from './panel-size.ts';
import type { SeriesStyle } from './series-style.ts';
import { svgElement } from './svg-element.ts';

const shortest = 215;

/**
 * Draws one small multiple of curves: lines told apart by dash, symbol and tint, each named at its right end; single
 * seeds as light marks behind the means.
 *
 * @param styles a style for the `style` of every series
 */
export function drawCurvePanel(
  figure: CurveFigure,
  panel: CurvePanel,
  styles: ReadonlyMap<string, SeriesStyle>,
  document: Document,
): SVGElement {
  const { x, y, lines } = figure;
  const { width, marginTop, marginLeft, marginBottom } = panelSize;
  const drawn = panel.series.filter(({ points }) => points.length > 0);
  const names = drawn.map(({ name }) => name);
  const labels = names.reduce((sum, name) => sum + labelHeight(name) + (lines ? 0 : 2), 0);
  const height = marginTop + Math.max(shortest, labels + 4) + marginBottom;
  const marginRight = Math.ceil((lines ? leaderWidth : keyWidth) + labelWidth(names) + 4);
  const across = axisDomain(x, plotted(figure, figure.panels, 'x'));
  const { domain: along, own } = panelDomain(
    y,
    plotted(figure, figure.panels, 'y'),
    plotted({}, beside(figure, panel), 'y'),
  );
  const line = isWithin(figure.reference, along) ? figure.reference : undefined;
  const axis = { labelAnchor: 'center', labelArrow: 'none', tickSize: 4 } as const;
  const plot = Plot.plot({
    document,
    width,
    height,
    marginTop,
    marginBottom,
    marginLeft,
    marginRight,
    x: { ...axisScale(x, across), insetLeft: 10, insetRight: 10 },
    y: { ...axisScale(y, along), insetTop: 8, insetBottom: 8 },
    marks: [
      Plot.gridY({ ticks: axisOptions(y, along).ticks, stroke: '#000000', strokeOpacity: 0.09 }),
      Plot.axisX({ ...axisOptions(x, across), ...axis, label: x.label }),
      Plot.axisY({ ...axisOptions(y, along), ...axis, label: own ? `${y.label}, own axis` : y.label }),
      Plot.frame({ strokeOpacity: 0.35 }),
      ...referenceLine(line),
      ...onTop(drawn, styles).flatMap((series) => seriesMarks(lines, series, styles.get(series.style)!)),
      ...referenceLabel(line, width - marginRight),
      ...(lines ? [curveLabels(drawn, styles)] : cloudKey(drawn, styles, width)),
    ],
  });
  const description = [
    `${y.label} against ${x.label}.`,
    ...panel.series.map(({ name, points }) => `${name}: ${inWords(figure, points)}.`),
  ].join(' ');
  return finishPanel({ document, plot, width, height, title: panel.title, description });
}

/** The panels that stand for one table, which is named before a colon: they share their axes. */
function beside({ panels }: CurveFigure, { title }: CurvePanel): CurvePanel[] {
  const [table] = title.split(': ');
  return panels.filter((one) => one.title.split(': ')[0] === table);
}

/** Every number of some panels along one axis. */
function plotted(
  { reference }: Pick<CurveFigure, 'reference'>,
  panels: readonly CurvePanel[],
  axis: 'x' | 'y',
): number[] {
  const points = panels
    .flatMap(({ series }) => series)
    .flatMap(({ points: means }) => means.flatMap((mean) => [mean, ...mean.seeds]));
  const all = points.map((point) => point[axis]);
  return axis === 'y' && reference !== undefined ? [...all, reference.y] : all;
}

/** The heaviest lines last, so that none lies over them. */
function onTop(series: readonly CurveSeries[], styles: ReadonlyMap<string, SeriesStyle>): CurveSeries[] {
  const weight = ({ style }: CurveSeries) => styles.get(style)?.strokeWidth ?? 0;
  return [...series].sort((a, b) => weight(a) - weight(b));
}

function isWithin(reference: Reference | undefined, [low, high]: readonly [number, number]): boolean {
  return reference !== undefined && reference.y >= low && reference.y <= high;
}

function referenceLine(reference: Reference | undefined): Plot.Markish[] {
  if (reference === undefined) return [];
  return [Plot.ruleY([reference.y], { strokeOpacity: 0.75, strokeDasharray: '1 3' })];
}

function referenceLabel(reference: Reference | undefined, right: number): Plot.Markish[] {
  if (reference === undefined) return [];
  const ink = { fill: 'currentColor', stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' };
  return [
    (_index, { y }, _values, _dimensions, { document }) => {
      const place = { x: right - 5, y: Number(y?.(reference.y)) - 4, 'text-anchor': 'end' };
      return svgElement(
        document,
        'text',
        { ...place, ...ink, 'font-size': panelSize.fontSize },
        reference.label,
      );
    },
  ];
}

function seriesMarks(lines: boolean, { points }: CurveSeries, style: SeriesStyle): Plot.Markish[] {
  const { tint, dash, symbol, filled, strokeWidth } = style;
  const seeds = points.flatMap((point) => (point.seeds.length > 1 ? point.seeds : []));
  const place = { x: 'x', y: 'y' };
  const dashed = dash === '' ? {} : { strokeDasharray: dash };
  return [
    Plot.dot(seeds, { ...place, r: 1.8, fill: tint, fillOpacity: 0.4, stroke: 'none' }),
    Plot.line(points, {
      ...place,
      ...dashed,
      stroke: tint,
      ...(lines ? { strokeWidth } : { strokeWidth: 1, strokeOpacity: 0.35 }),
    }),
    Plot.dot(points, {
      ...place,
      r: 3.6,
      symbol,
      fill: filled ? tint : '#ffffff',
      stroke: tint,
      strokeWidth: 1.4,
    }),
  ];
}

function inWords({ x, y }: CurveFigure, points: readonly CurvePoint[]): string {
  if (points.length === 0) return 'undefined';
  return points
    .map((one) => `${y.percent ? axisText(y)(one.y) : fixed(one.y, 4)} at ${axisText(x)(one.x)}`)
    .join(', ');
}
