import type * as Plot from '@observablehq/plot';
import type { CurveSeries } from '../blocks/curve-figure.ts';
import { drawLabel } from './draw-label.ts';
import { labelHeight } from './panel-size.ts';
import { placeLabels } from './place-labels.ts';
import type { SeriesStyle } from './series-style.ts';
import { svgElement } from './svg-element.ts';

/** From the frame to the names. */
export const leaderWidth = 26;

/**
 * The name of every series in the right margin, tied to its last point by a thin line, none over another.
 *
 * @param series each with at least one point
 */
export function curveLabels(
  series: readonly CurveSeries[],
  styles: ReadonlyMap<string, SeriesStyle>,
): Plot.RenderFunction {
  return (_index, scales, _values, dimensions, { document }) => {
    const { width, height, marginTop, marginRight, marginBottom } = dimensions;
    const right = width - marginRight;
    const ends = series.map(({ points }) => ({
      x: Number(scales.x?.(points.at(-1)?.x)),
      y: Number(scales.y?.(points.at(-1)?.y)),
    }));
    const places = placeLabels(
      ends.map(({ y }, index) => ({ at: y, height: labelHeight(series[index]!.name) })),
      [marginTop - 2, height - marginBottom + 2],
    );
    const drawn = series.flatMap(({ name, style }, index) => {
      const [{ x, y }, place, { tint }] = [ends[index]!, places[index]!, styles.get(style)!];
      const way = `M${round(x + 5)},${round(y)}L${right + 3},${round(y)}L${right + leaderWidth - 4},${round(place)}`;
      return [
        svgElement(document, 'path', {
          d: way,
          fill: 'none',
          stroke: tint,
          'stroke-width': 0.7,
          'stroke-opacity': 0.7,
        }),
        drawLabel(document, name, { x: right + leaderWidth, y: round(place), anchor: 'start', tint }),
      ];
    });
    return svgElement(document, 'g', { 'aria-hidden': 'true' }, drawn);
  };
}

const round = (pixel: number) => Math.round(100 * pixel) / 100;
