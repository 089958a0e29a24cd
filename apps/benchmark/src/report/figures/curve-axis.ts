import type * as Plot from '@observablehq/plot';
import type { CurveAxis } from '../blocks/curve-figure.ts';

/** How far an axis of equal numbers reaches to both sides, as a share of the number, and at least. */
const aside = { share: 0.1, least: 0.02 };

/** Both ends of an axis over the numbers drawn along it. */
export function axisDomain(axis: CurveAxis, values: readonly number[]): [number, number] {
  const { type, low = Math.min(...values), high = Math.max(...values) } = axis;
  const room = low === high ? Math.max(Math.abs(low) * aside.share, type === 'log' ? 0 : aside.least) : 0;
  return [low - room, high + room];
}

/** The scale of an axis. */
export function axisScale({ type, constant }: CurveAxis, domain: [number, number]): Plot.ScaleOptions {
  return { type, ...(constant === undefined ? {} : { constant }), domain };
}

/**
 * Where the ticks of an axis stand within its ends, and what they say.
 *
 * @param about how many the library is asked for where none are given, which on a logarithmic axis too stand at equal steps if
 *   it is short
 */
export function axisOptions(axis: CurveAxis, [low, high]: readonly [number, number], about = someTicks) {
  const given = axis.ticks?.filter((tick) => tick >= low && tick <= high);
  const chosen = given ?? (axis.type === 'log' ? logTicks(low, high) : undefined);
  return { tickFormat: axisText(axis), ticks: chosen ?? about };
}

const someTicks = 6;

const mostTicks = 7;
/** Fewer give a reader no scale. */
const fewestTicks = 2;
const steps = [[1, 1.5, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]] as const;

/** Round numbers between two positive ones: the densest ladder with few enough steps; none where too few lie there. */
function logTicks(low: number, high: number): number[] | undefined {
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, at) => 10 ** (Math.floor(Math.log10(low)) + at),
  );
  const ladders = steps.map((ladder) =>
    powers
      .flatMap((power) => ladder.map((step) => step * power))
      .filter((tick) => tick >= low && tick <= high),
  );
  const chosen = ladders.find(({ length }) => length <= mostTicks) ?? ladders.at(-1);
  return chosen === undefined || chosen.length < fewestTicks ? undefined : chosen;
}

/** A number of an axis as text, with a proper minus sign. */
export function axisText({ percent = false }: CurveAxis): (value: number) => string {
  return (value) => {
    const number = percent
      ? `${Number((100 * value).toPrecision(3))} %`
      : String(Number(value.toPrecision(4)));
    return number.replace('-', '−');
  };
}
