import { datasets } from '@cfq/datasets';
import { aggregates, leadAggregates } from '@cfq/metrics/aggregates';
import type { Cell } from '../../cells/cell.ts';
import { fullPrecisionBits } from '../../cells/full-precision-bits.ts';
import { circumstanceOf } from '../../cells/labels.ts';
import { isTwoSided } from '../../cells/method-properties.ts';
import { targets, targetsMet } from '../../tables/targets.ts';
import { methodVerdict } from '../../verdicts/method-verdict.ts';
import type { ReportContext } from '../blocks/section.ts';
import { isQuantized, reportTables } from './report-cells.ts';
import type { ChapterCells } from './chapter-cells.ts';

/** A term and what is to be said of it. */
export interface CoverLine {
  readonly term: string;
  readonly text: string;
}

/** What stands before the first chapter of a report. */
export interface ReportCover {
  /** What was found under the protocol's conditions, in sentences; empty where there is nothing. */
  readonly verdicts: readonly string[];
  /** What was compared, on what, by what, and how to repeat it. */
  readonly facts: readonly CoverLine[];
  /** What the columns of its tables count. */
  readonly definitions: readonly CoverLine[];
}

/** What is known of a report beside its cells. */
export interface ReportOrigin {
  /** When it is written. */
  readonly date: Date;
  /** Of the program that writes it. */
  readonly version: string;
  /** Kinds of machine that computed cells: processor, system, version of Node. */
  readonly machines: readonly string[];
}

const distinct = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** The cover of a report: made from its cells and its origin alone. */
export function reportCover(
  chapters: readonly ChapterCells[],
  { date, version, machines }: ReportOrigin,
  context: Pick<ReportContext, 'ownTeacher'>,
): ReportCover {
  const cells = [...new Set(chapters.flatMap((chapter) => chapter.cells))];
  const of = (value: (cell: Cell) => string) => distinct(cells.map(value));
  const names = of(({ dataset }) => dataset);
  const bits = [...new Set(cells.map(({ budgetBits }) => budgetBits))].sort((a, b) => a - b);
  const quantized = bits.filter((one) => one < fullPrecisionBits);
  const seeds = new Set(cells.map(({ seed }) => seed)).size;
  const versions = of(({ codeVersion }) => codeVersion.slice(0, 12));
  const facts = [
    {
      term: 'Compared',
      text:
        `${of(({ method }) => method).length} methods on ${names.join(', ')}; ` +
        `models ${of(({ backbone }) => backbone).join(', ')}; ` +
        `${quantized.join(', ')} bits a weight${quantized.length < bits.length ? ' and full precision' : ''}; ` +
        `${seeds} seed${seeds === 1 ? '' : 's'}; ${cells.length} cells: one method, data set, model, budget and seed each`,
    },
    { term: 'Written', text: `${date.toISOString().slice(0, 10)} by cfq ${version}` },
    { term: 'Code of the cells', text: versions.join(', ') },
    { term: 'Engine', text: of(({ executor }) => executor).join('; ') },
    { term: 'Computed on', text: machines.length === 0 ? 'not recorded' : distinct(machines).join('; ') },
    { term: 'Licences of the data', text: names.map((name) => `${name}: ${licenceOf(name)}`).join('; ') },
    { term: 'To repeat it', text: distinct(chapters.map(({ command }) => command)).join('; ') },
  ].filter(({ text }) => text !== '');
  return { verdicts: verdictsOf(cells, context), facts, definitions: definitions() };
}

function licenceOf(name: string): string {
  const known: Readonly<Record<string, { readonly licence: string }>> = datasets;
  return Object.hasOwn(known, name) ? known[name]!.licence : 'as its own file states';
}

/** Methods of a table that are told of one by one where none is made to keep promises, and that are named beside one that is. */
const told = 6;

/**
 * What became of accuracy and of promises under the protocol's conditions, in words: of the methods that are made to keep
 * promises, with the targets that they miss and how many the others meet; of the best of all where there is none.
 */
function verdictsOf(cells: readonly Cell[], context: Pick<ReportContext, 'ownTeacher'>): string[] {
  return reportTables(cells, context)
    .filter(({ methods: [row] }) => circumstanceOf(row!.cells[0]!) === '')
    .flatMap((table) => {
      const comparable = table.methods.filter(({ own }) => !own);
      const held = { ...table, methods: comparable.filter(({ registered }) => !isTwoSided(registered)) };
      const rows = comparable
        .filter((row) => row.recipe === '' && isQuantized(row))
        .map((row) => {
          const results = targets(held, row);
          const name = `${row.method} at ${row.budgetBits} bits`;
          return { row, name, results, ...targetsMet(results) };
        })
        .sort((one, other) => other.met - one.met);
      const sentence = ({ row, name, results }: (typeof rows)[number]): string => {
        const words = methodVerdict(held, { ...row, method: `${name} on ${table.title}` });
        const missed = results.filter((one) => one.met === false);
        return missed.length === 0
          ? words
          : `${words} Missed: ${missed.map(({ target, measured }) => `${target} (measured: ${measured})`).join('; ')}.`;
      };
      const made = rows.filter(({ row }) => isTwoSided(row.registered));
      if (made.length === 0) return rows.slice(0, told).map(sentence);
      const others = rows.filter((one) => !made.includes(one));
      const named = others
        .slice(0, told)
        .map(({ name, met, defined }) => `${name}, ${met} of ${defined} targets met`);
      const more = others.length > told ? `; and ${others.length - told} more` : '';
      return [
        ...made.map(sentence),
        ...(named.length === 0 ? [] : [`Beside it on ${table.title}: ${named.join('; ')}${more}.`]),
      ];
    });
}

function definitions(): CoverLine[] {
  return [
    {
      term: 'promise',
      text: 'the cheapest permitted action that the full-precision teacher tells a person whom it denies; after it the teacher approves with a margin of at least κ logits',
    },
    {
      term: 'student',
      text: 'the small model that decides in the teacher’s place; a promise is broken where it denies whoever did what was asked',
    },
    ...leadAggregates.map((name) => {
      const { title, symbol, description, over } = aggregates[name];
      return {
        term: symbol === title ? title : `${symbol}, ${title}`,
        text: `${description}; over: ${over}`,
      };
    }),
  ];
}
