import * as Plot from '@observablehq/plot';
import type { CurveSeries } from '../blocks/curve-figure.ts';
import { drawLabel } from './draw-label.ts';
import { labelHeight, panelSize } from './panel-size.ts';
import type { SeriesStyle } from './series-style.ts';

/** From the frame to the names. */
export const keyWidth = 24;

/** The name of every series in the right margin behind its symbol, from the top down. */
export function cloudKey(
  series: readonly CurveSeries[],
  styles: ReadonlyMap<string, SeriesStyle>,
  width: number,
): Plot.Markish[] {
  let below = panelSize.marginTop + 4;
  return series.flatMap(({ name, style }): Plot.Markish[] => {
    const look = styles.get(style)!;
    const middle = below + labelHeight(name) / 2;
    below += labelHeight(name) + 2;
    return [
      Plot.dot([0], {
        frameAnchor: 'top-right',
        dx: 12,
        dy: middle - panelSize.marginTop,
        r: 3.6,
        symbol: look.symbol,
        fill: look.filled ? look.tint : '#ffffff',
        stroke: look.tint,
        strokeWidth: 1.4,
        clip: false,
      }),
      (_index, _scales, _values, { marginRight }, { document }) =>
        drawLabel(document, name, {
          x: width - marginRight + keyWidth,
          y: middle,
          anchor: 'start',
          tint: look.tint,
        }),
    ];
  });
}
