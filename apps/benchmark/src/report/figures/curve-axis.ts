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

/** A panel whose numbers span less of the shared axis than this gets an axis of its own. */
const flat = 1 / 3;

/**
 * Both ends of the axis of one panel: those of all panels, or its own where it would be flattened, told apart by `own`.
 *
 * @param all numbers of every panel
 * @param some numbers of this one
 */
export function panelDomain(
  axis: CurveAxis,
  all: readonly number[],
  some: readonly number[],
): { readonly domain: [number, number]; readonly own: boolean } {
  const shared = axisDomain(axis, all);
  const place = (value: number) => along(axis, value);
  const span = place(shared[1]) - place(shared[0]);
  const [low, high] = [Math.min(...some), Math.max(...some)];
  if (!(low < high) || place(high) - place(low) >= flat * span) return { domain: shared, own: false };
  // An end that lies near stays: it is 0, or the most there can be.
  const near = (end: number, value: number) => Math.abs(place(end) - place(value)) < flat * span;
  const domain = [near(shared[0], low) ? shared[0] : low, near(shared[1], high) ? shared[1] : high] as const;
  if (place(domain[1]) - place(domain[0]) >= 2 * flat * span) return { domain: shared, own: false };
  return { domain: axisDomain({ type: axis.type, label: axis.label }, domain), own: true };
}

/** How far along an axis a number stands. */
function along({ type, constant = 1 }: CurveAxis, value: number): number {
  if (type === 'log') return Math.log(value);
  return type === 'symlog' ? Math.sign(value) * Math.log1p(Math.abs(value) / constant) : value;
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
  const within = axis.ticks?.filter((tick) => tick >= low && tick <= high);
  const given = within !== undefined && within.length < fewestTicks ? undefined : within;
  const chosen = given ?? (axis.type === 'log' ? logTicks(low, high) : undefined);
  const text = axisText(axis);
  // Of a logarithmic axis the library would leave out texts of some ticks.
  return { tickFormat: text, ticks: chosen ?? about, ...(axis.type === 'log' && chosen ? { text } : {}) };
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
