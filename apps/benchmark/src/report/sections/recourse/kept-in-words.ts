import { bootstrapIntervals } from '@cfq/metrics';
import { ratioOfSums } from '../../../cells/ratio-of-sums.ts';
import { fixed } from '../../../tables/format-quantity.ts';
import { grouped } from '../../../cells/grouped.ts';
import { gainOf, solverOf, tight, type Measured } from './equal-cost-gain.ts';

/** What a solver gains over the usual search at the same cost, points of VD. */
interface Gain {
  readonly name: string;
  /** Promises compared. */
  readonly n: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The question which solver's promises survive quantization best, at equal cost, answered in words by the numbers. */
export function keptInWords(cells: readonly Measured[]): string {
  const gains = grouped(
    cells.filter((cell) => gainOf(cell) !== null && tight(cell).n > 0),
    (cell) => [solverOf(cell)],
  )
    .map(gained)
    .sort((one, other) => one.value - other.value);
  const [best] = gains;
  if (best === undefined) return 'Nobody has an action to compare at equal cost.';
  const listed = gains
    .map(
      ({ name, value, lower, upper, n }) =>
        `${name} ${signed(value)} [${signed(lower)}, ${signed(upper)}] (${n})`,
    )
    .join('; ');
  const verdict =
    best.upper < 0
      ? `${best.name} keeps most: of its promises, students break ${fixed(-best.value, 1)} points fewer than of those that the usual search makes to the same people at the same cost.`
      : 'none is shown to keep more than the usual search at the same cost.';
  return `Which method’s promises survive quantization best, at equal cost? Over all data sets, networks, students and seeds here, at κ = 0: ${verdict} Points of VD less that of the usual search at the same cost [95 %, bootstrap over data sets and seeds] (promises compared): ${listed}.`;
}

function gained(cells: readonly [Measured, ...Measured[]]): Gain {
  const runs = grouped(cells, ({ dataset, backbone, seed }) => [dataset, backbone, seed]);
  const promises = Float64Array.from(runs, (run) => total(run, (cell) => tight(cell).n));
  const points = Float64Array.from(runs, (run) => total(run, (cell) => 100 * gainOf(cell)! * tight(cell).n));
  const { gain } = bootstrapIntervals({ statistics: { gain: ratioOfSums(points, promises) }, seed: 0 });
  const { value, lower, upper } = gain;
  return { name: solverOf(cells[0]), n: promises.reduce((sum, one) => sum + one, 0), value, lower, upper };
}

const total = (cells: readonly Measured[], value: (cell: Measured) => number): number =>
  cells.reduce((sum, cell) => sum + value(cell), 0);

/** Rounded before it is signed: no −0.0. */
function signed(points: number): string {
  const rounded = Math.round(10 * points) / 10;
  return `${rounded > 0 ? '+' : ''}${fixed(rounded + 0, 1)}`;
}
