import CliTable from 'cli-table3';
import picocolors from 'picocolors';
import type { TextTable } from './text-table.ts';
import { lengthOf, wrapText } from './wrap-text.ts';

/** What a terminal can show. */
export interface TerminalLook {
  /** Characters a line; without it lines are as long as they are, for files and pipes. */
  readonly width?: number | undefined;
  readonly colours?: boolean;
}

/** Between columns without lines. */
const gap = 2;
/** Columns of words are not made narrower than this. */
const narrowest = 8;

/** How many characters each column takes. */
function columnWidths({ columns, rows }: Pick<TextTable, 'columns' | 'rows'>): number[] {
  return columns.map((title, column) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[column] ?? ''))),
  );
}

/** Characters of a line where columns are apart by blanks alone. */
export function plainWidth(table: Pick<TextTable, 'columns' | 'rows'>): number {
  const widths = columnWidths(table);
  return widths.reduce((sum, one) => sum + one, 0) + gap * (widths.length - 1);
}

/**
 * Draws a table for a terminal: its title, what leads it, aligned columns, its notes. Where it is wider than the
 * terminal, lines between columns go first, then long entries are broken between words.
 */
export function renderTerminal(table: TextTable, { width, colours = false }: TerminalLook = {}): string {
  const { title, lead = [], columns, rows, words = false, notes = [] } = table;
  const paint = picocolors.createColors(colours);
  const marked = rows.map((row, at) =>
    row.map((entry, column) => {
      const mark = table.marks?.[at]?.[column];
      if (mark === undefined) return entry;
      return mark === 'best' ? paint.bold(paint.green(entry)) : paint.red(entry);
    }),
  );
  const widths = columnWidths(table);
  const boxed = widths.reduce((sum, one) => sum + one + 3, 1);
  const fits = (size: number) => width === undefined || size <= width;
  const drawn = new CliTable({
    head: columns.map((one) => (colours ? paint.bold(one) : one)),
    colAligns: columns.map((_, column) => (column === 0 || words ? 'left' : 'right')),
    ...(fits(boxed) ? {} : plain),
    ...(fits(boxed) || fits(plainWidth(table))
      ? {}
      : { colWidths: squeezed(widths, width!), wordWrap: true }),
    style: {
      head: [],
      border: [],
      compact: true,
      ...(fits(boxed) ? {} : { 'padding-left': 0, 'padding-right': 0 }),
    },
  });
  drawn.push(...marked);
  const lines = fits(boxed) ? drawn.toString() : trimmed(drawn.toString());
  const said = [...wrapped(title, width), ...lead.flatMap((one) => wrapped(one, width)), lines];
  return `${[...said, ...notes.flatMap((one) => wrapped(one, width))].join('\n')}\n`;
}

const wrapped = (text: string, width: number | undefined): string[] =>
  width === undefined ? [text] : wrapText(text, width);

const sides = ['top', 'bottom', 'left', 'right', 'mid'] as const;
const middles = { '': [''], '-mid': [''], '-left': [''], '-right': [''] };
const none = Object.fromEntries(
  sides.flatMap((side) => Object.keys(middles).map((end) => [`${side}${end}`, ''])),
);
/** No lines; blanks between columns. */
const plain = { chars: { ...none, middle: ' '.repeat(gap) } };

/** Blanks at the end of a line would make it longer than what it says. */
const trimmed = (text: string): string => text.replace(/ +$/gm, '');

/** Narrower columns: the widest give way until the line fits, or none can. */
function squeezed(widths: readonly number[], width: number): number[] {
  const narrow = [...widths];
  const total = () => narrow.reduce((sum, one) => sum + one, 0) + gap * (narrow.length - 1);
  while (total() > width) {
    const widest = Math.max(...narrow);
    if (widest <= narrowest) break;
    narrow[narrow.indexOf(widest)] = widest - 1;
  }
  return narrow;
}
