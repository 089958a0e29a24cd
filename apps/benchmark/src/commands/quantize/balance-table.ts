import type { ModelQuantization } from '@cfq/compression';
import { fixed } from '../../tables/format-quantity.ts';
import type { TextTable } from '../../tables/text-table.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${fixed(100 * share, 1)} %`);

/** What putting promises first buys and costs, on the rows to choose by; nothing where it was not asked for. */
export function balanceTables({ chosen, best }: ModelQuantization): TextTable[] {
  const balance = (chosen ?? best)?.measured?.candidate.balance;
  if (balance === undefined) return [];
  const { curve, offset } = balance;
  const taken = curve.findLast((point) => point.offset <= offset);
  return [
    {
      title: 'promises first, on the rows to choose by',
      columns: ['added', 'kept', 'near misses denied', 'drift', 'flips', ''],
      rows: curve.map((point) => [
        fixed(point.offset, 4),
        percent(point.kept),
        percent(point.nearMiss),
        percent(point.drift),
        percent(point.flips),
        point === taken ? 'chosen' : '',
      ]),
    },
  ];
}
