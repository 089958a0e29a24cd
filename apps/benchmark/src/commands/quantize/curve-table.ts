import { formatNumber, type AuditNumber } from '@cfq/audit';
import { scheduleText, type ModelQuantization } from '@cfq/compression';
import { fixed } from '../../tables/format-quantity.ts';
import type { TextTable } from '../../tables/text-table.ts';

/** Numbers that are shown whatever the limits. */
const leading = ['flips', 'vd@0.2', 'near-miss'];

/** The size curve as a table: every schedule with its size, and what was measured on validation rows where it was tried. */
export function curveTable({ points, chosen, best, search }: ModelQuantization): TextTable {
  const tried = points.flatMap(({ measured }) => (measured === null ? [] : [measured]));
  const limited = tried[0]?.verdicts.map(({ id }) => id) ?? [];
  const ids = [...new Set([...limited, ...leading])].filter((id) =>
    tried.some(({ candidate }) => candidate.numbers.some((number) => number.id === id)),
  );
  const numberOf = (numbers: readonly AuditNumber[], id: string): string => {
    const number = numbers.find((one) => one.id === id);
    return number === undefined ? '–' : formatNumber(number.value, number);
  };
  const outcome = (point: (typeof points)[number]): string => {
    if (point === chosen) return 'chosen';
    if (point === best) return 'nearest';
    if (point.measured === null) return 'not tried';
    return point.measured.within ? 'within' : 'outside';
  };
  return {
    title: 'size and what is kept, on the rows to choose by',
    columns: ['schedule', 'bytes', 'bits', ...ids, ''],
    rows: points.map((point) => [
      scheduleText(point.allocation).replace(/ bits$/, ''),
      String(point.bytes),
      fixed(point.averageBits, 2),
      ...ids.map((id) => (point.measured ? numberOf(point.measured.candidate.numbers, id) : '')),
      outcome(point),
    ]),
    marks: points.map(({ measured, ...point }) => [
      undefined,
      point.bytes === chosen?.bytes ? 'best' : undefined,
      undefined,
      ...ids.map((id) =>
        measured?.verdicts.some((verdict) => verdict.id === id && verdict.verdict !== 'met')
          ? ('missed' as const)
          : undefined,
      ),
    ]),
    notes:
      search === null || search.whole === points.length
        ? []
        : [`${points.length} of ${search.whole} schedules are considered (--points).`],
  };
}
