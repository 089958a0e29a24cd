import type { Cell } from '../../cells/cell.ts';
import type { Certificates } from '../../cells/diagnostics/certificates-schema.ts';
import { studentPlace, teacherPlace } from './line-places.ts';

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);

/**
 * What is proven, a line each: of every student, the shares of promises and of near misses with a certificate; of every
 * teacher, the shares of promises that no rounding of its weights can break. None where nobody asked.
 */
export function proofLines(cells: readonly Cell[]): string[] {
  const lines = cells.flatMap((cell) => [...certificateLines(cell), ...survivalLines(cell)]);
  const distinct = [...new Set(lines)];
  return distinct.length === 0 ? [] : [...distinct, ''];
}

const within = (radii: Certificates['margins'][number]['radii']): string =>
  radii
    .map(
      ({ radius, linear }) =>
        `${percent(linear.margin)} ${radius === 0 ? 'at the point' : `within ${radius}`}`,
    )
    .join(', ');

function certificateLines(cell: Cell): string[] {
  const { certificates } = cell;
  if (certificates === null) return [];
  const who = studentPlace(cell);
  return [
    ...certificates.margins.map(
      ({ kappa, n, transfer, radii }) =>
        `${who}: κ = ${kappa}: yes certified ${within(radii)}; seen ${percent(transfer)} of ${n}`,
    ),
    ...certificates.nearMiss.map(
      ({ fraction, n, transfer, radii }) =>
        `${who}: ρ = ${fraction}: no certified ${within(radii)}; seen ${percent(transfer)} of ${n}`,
    ),
  ];
}

function survivalLines({ settings, roundingSurvival }: Cell): string[] {
  return (roundingSurvival?.margins ?? []).map(({ kappa, n, bits }) => {
    const shares = bits.map(
      (one) => `${percent(one.nearest)} at ${one.bits} bits (${percent(one.either)} up or down)`,
    );
    return `${teacherPlace(settings)}: κ = ${kappa}: no rounding to the nearest breaks ${shares.join(', ')}; of ${n}`;
  });
}
