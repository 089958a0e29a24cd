import type { LevelsScene } from './levels-scene.ts';

const width = 400;
const left = 54;
const right = 14;
const histogramHeight = 90;
const rowHeight = 44;
const axisHeight = 30;
/** 11 px where the figure is as wide as a phone leaves it, 342 px. */
const fontSize = 13;
/** Legible on white and on near-black. */
const accent = '#e8590c';

const round = (value: number): string => String(Number(value.toFixed(2)));

/** A step of 1, 2 or 5 times a power of ten that cuts a span into about five. */
function tickStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 5));
  return power * ([1, 2, 5, 10].find((factor) => span / (factor * power) <= 6) ?? 10);
}

/**
 * The levels of a quantizer over what they stand for, as the text of an SVG file: the values' histogram, and below it a row a
 * bit-width with a line at each level that occurs. Lines are the longer, the more values are rounded to theirs, by the square
 * root of the share, and so are bars. Its ink is `currentColor`, so that it follows the page it stands in.
 */
export function drawLevels({ quantizer, of, histogram, widths }: LevelsScene): string {
  const ends = widths.flatMap(({ levels }) => levels.map(({ value }) => value));
  const low = Math.min(histogram.low, ...ends);
  const high = Math.max(histogram.high, ...ends);
  const margin = 0.02 * (high - low);
  const place = (value: number): number =>
    left + ((value - low + margin) / (high - low + 2 * margin)) * (width - left - right);
  const { counts } = histogram;
  const bin = (histogram.high - histogram.low) / counts.length;
  const tallest = Math.sqrt(Math.max(...counts));
  const bars = counts.flatMap((count, at) => {
    if (count === 0) return [];
    const height = (Math.sqrt(count) / tallest) * (histogramHeight - 12);
    const [from, to] = [place(histogram.low + at * bin), place(histogram.low + (at + 1) * bin)];
    return `<rect x="${round(from)}" y="${round(histogramHeight - height)}" width="${round(to - from)}" height="${round(height)}"/>`;
  });
  const rows = widths.map(({ bits, levels }, at) => {
    const base = histogramHeight + (at + 1) * rowHeight;
    const lines = levels.map(({ value, share }) => {
      const height = 4 + Math.sqrt(share) * (rowHeight - 18);
      return `<path d="M${round(place(value))},${base}v${round(-height)}"/>`;
    });
    return [
      `<text x="${left - 12}" y="${base - 8}" text-anchor="end">${bits} ${bits === 1 ? 'bit' : 'bits'}</text>`,
      `<path d="M${left},${base}H${width - right}" stroke="currentColor" stroke-opacity="0.35"/>`,
      `<g stroke="${accent}" stroke-width="2">${lines.join('')}</g>`,
    ].join('');
  });
  const bottom = histogramHeight + widths.length * rowHeight;
  const step = tickStep(high - low);
  const first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => {
    const value = Number(((first + at) * step).toPrecision(6));
    const x = round(place(value));
    return `<path d="M${x},${bottom}v5" stroke="currentColor"/><text x="${x}" y="${bottom + 20}" text-anchor="middle">${String(value).replace('-', '−')}</text>`;
  });
  const title = `Levels of ${quantizer} over the histogram of ${of}`;
  return [
    `<svg class="quantizer-levels" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + axisHeight}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="${fontSize}" fill="currentColor" style="max-width: 100%; height: auto">`,
    `<title>${title}</title>`,
    `<g fill-opacity="0.35">${bars.join('')}</g>`,
    ...rows,
    ...ticks,
    '</svg>\n',
  ].join('');
}
