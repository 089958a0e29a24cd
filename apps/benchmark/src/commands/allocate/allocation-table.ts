import { scheduleText, type AllocationPoint, type ModelAllocation } from '@cfq/compression';
import { fixed } from '../../tables/format-quantity.ts';
import type { TextTable } from '../../tables/text-table.ts';

/** So many points of a curve at most, both ends among them. */
function shownPoints(points: readonly AllocationPoint[], most: number): readonly AllocationPoint[] {
  if (points.length <= most) return points;
  return Array.from(
    { length: most },
    (_, at) => points[Math.round((at * (points.length - 1)) / (most - 1))]!,
  );
}

const lossText = (loss: number): string => loss.toPrecision(4);

/** The trade-off as a table: every schedule that no other beats, with the proof beside it. */
export function allocationTable(
  { unit, points, rows }: ModelAllocation,
  { most, sensitivity }: { readonly most: number; readonly sensitivity: string },
): TextTable {
  const shown = shownPoints(points, most);
  return {
    title: `what ${unit} buy, by ${sensitivity} on ${rows} training rows`,
    columns: ['schedule', unit, 'bits a weight', 'bytes of the file', 'predicted loss', 'no less than'],
    rows: shown.map((point) => [
      scheduleText(point.allocation).replace(/ bits$/, ''),
      String(point.cost),
      fixed(point.averageBits, 2),
      String(point.bytes),
      lossText(point.loss),
      lossText(point.lowerBound),
    ]),
    notes: [
      `Every row is the optimum for what it costs, by a dynamic programme over all layers; “no less than” is a proof beside it, the linear relaxation.`,
      ...(shown.length < points.length
        ? [`${shown.length} of ${points.length} schedules are shown (--points).`]
        : []),
    ],
  };
}

/** What the allocator chose, in a sentence. */
export function chosenText({ unit, chosen }: ModelAllocation, allocator: string): string {
  const { allocation, cost, limit, loss, optimum } = chosen;
  const beside =
    loss === optimum
      ? 'the optimum'
      : `${lossText(loss - optimum)} more than the optimum of the mean, ${lossText(optimum)}`;
  return `${allocator} within ${limit} ${unit}: ${scheduleText(allocation)}, ${cost} ${unit}, predicted loss ${lossText(loss)}, ${beside}\n`;
}
