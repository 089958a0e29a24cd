import type { ColumnSource, FileInterface } from '@cfq/network';
import { columnsOf, cellOfColumn } from '../cells/cell-of-column.ts';
import type { BindingContext } from '../cells/binding-context.ts';
import { featureSpaceSchema } from '../metadata/feature-space-schema.ts';
import { cellsOfInterface } from '../metadata/cells-of-interface.ts';
import type { FileMetadata } from '../metadata/file-metadata.ts';
import { ModelsError } from '../models-error.ts';
import type { BoundInput, DescribedInput } from './bound-input.ts';
import { sizedInput } from './describe-inputs.ts';
import { inputMapTemplate } from './input-map-template.ts';
import { layoutCells, layoutWidths } from './layout-cells.ts';
import { columnsByName } from './columns-by-name.ts';

/** What is known of a file beside its inputs. */
export interface InferenceEvidence {
  readonly metadata: FileMetadata;
  /** Where the columns of a recognised network come from. */
  readonly recognised: Pick<FileInterface, 'columns'> | null;
}

/**
 * What stands in the inputs of a file: as it says itself; else by the names of its inputs, where each is called as a
 * column is; else, for a single matrix, by the number of its columns, which are those of the table or the encoded ones.
 * What was inferred is noted.
 *
 * @throws ModelsError where none of these settles it, with a template of an input map.
 */
export function inferInputs(
  inputs: readonly DescribedInput[],
  evidence: InferenceEvidence,
  context: BindingContext,
): BoundInput[] {
  return (
    ofMetadata(inputs, evidence, context) ??
    byName(inputs, context) ??
    byWidth(inputs, evidence, context) ??
    refuse(inputs, context)
  );
}

function ofMetadata(
  inputs: readonly DescribedInput[],
  { metadata }: InferenceEvidence,
  { featureSpace, note }: BindingContext,
): BoundInput[] | null {
  if (metadata.interface === null || metadata.featureSpace === null) return null;
  // Another space than that of the file may not have its features.
  if (!sameFeatures(metadata.featureSpace, featureSpace)) return null;
  const found = cellsOfInterface(metadata.interface, featureSpace);
  if (found === null) return null;
  const bound = inputs.map((input): BoundInput | undefined => {
    const cells = found.find((one) => one.input === input.name)?.cells;
    return cells?.length === input.columns ? { input: sizedInput(input, cells.length), cells } : undefined;
  });
  if (bound.some((one) => one === undefined)) return null;
  note('What the file is given stands in its metadata.');
  return bound as BoundInput[];
}

function sameFeatures(one: BindingContext['featureSpace'], other: BindingContext['featureSpace']): boolean {
  // The schema writes the properties of both in one order.
  const [text, otherText] = [one, other].map((space) =>
    JSON.stringify(featureSpaceSchema().parse(space).features),
  );
  return text === otherText;
}

function byName(inputs: readonly DescribedInput[], context: BindingContext): BoundInput[] | null {
  if (inputs.some(({ columns, sized }) => !sized || columns !== 1)) return null;
  const columns = columnsOf(context).map(({ name }) => name);
  const kept = Object.keys(context.people?.table.columns ?? {}).filter((name) => !columns.includes(name));
  const names = columnsByName(
    context.name,
    inputs.map(({ name }) => name),
    [...columns, ...kept],
  );
  if (names === null) return null;
  const bound = inputs.map((input, place): BoundInput => {
    const target = { type: input.type, place: `"${input.name}"` };
    return { input, cells: [cellOfColumn(names[place]!, target, context)] };
  });
  const unread = columns.filter((name) => !names.includes(name));
  context.note(
    `Each input of the file is the column of the table that is called so${
      unread.length === 0 ? '' : `; it does not read ${unread.map((name) => `"${name}"`).join(', ')}`
    }.`,
  );
  return bound;
}

function byWidth(
  inputs: readonly DescribedInput[],
  { metadata, recognised }: InferenceEvidence,
  context: BindingContext,
): BoundInput[] | null {
  const [only] = inputs;
  if (only === undefined || inputs.length > 1) return null;
  const columns = only.sized ? only.columns : recognised === null ? undefined : widthOf(recognised.columns);
  const widths = layoutWidths(context);
  const bound = (layout: 'raw' | 'one-hot' | 'encoded'): BoundInput => {
    const cells = layoutCells(layout, only, context);
    return { input: sizedInput(only, cells.length), cells };
  };
  const input = `"${only.name}"`;
  if (metadata.isOurs && columns === widths.encoded) return [bound('encoded')];
  if (columns === widths.raw) {
    context.note(
      `${input} has as many columns as the table has features, ${columns}: it is given them in the order of the table, ` +
        'numbers as they are.',
    );
    return [bound('raw')];
  }
  const hasNumbers = context.featureSpace.features.some(({ kind }) => kind !== 'categorical');
  if (columns === widths.oneHot && recognised !== null && hasNumbers && standardises(recognised.columns)) {
    context.note(
      `${input} has as many columns as features have numbers and categories, ${columns}, and standardises numbers ` +
        'itself: it is given numbers as they are, and 0 or 1 for each category, in the order of the schema.',
    );
    return [bound('one-hot')];
  }
  if (columns !== widths.encoded) return null;
  context.note(
    `${input} has as many columns as encoded rows, ${columns}: it is given ` +
      `${hasNumbers ? 'numbers standardised over these people, and ' : ''}0 or 1 for each category, in the order of ` +
      'the schema. If it was made for another order or scale, say so in an input map.',
  );
  return [bound('encoded')];
}

function widthOf(columns: readonly ColumnSource[]): number {
  return columns.reduce((most, { column }) => Math.max(most, column + 1), 0);
}

/** Whether numbers are brought to a common scale within the file. */
function standardises(columns: readonly ColumnSource[]): boolean {
  return columns.some((source) => source.kind === 'number' && (source.offset !== 0 || source.scale !== 1));
}

function refuse(inputs: readonly DescribedInput[], context: BindingContext): never {
  const { raw, oneHot, encoded } = layoutWidths(context);
  const names = columnsOf(context).map(({ name }) => name);
  const shown = inputs
    .map(({ name, columns, sized, type }) => `"${name}" of ${sized ? columns : 'any number of'} ${type}`)
    .join(', ');
  throw new ModelsError(
    `bindModel: ${context.name}: it must be clear what the file is given (expected inputs called as the columns ` +
      `${names.join(', ')}, or one of ${[...new Set([raw, oneHot, encoded])].join(' or ')} columns, got ${shown}). ` +
      `Say it in an input map:\n${inputMapTemplate(inputs, context)}`,
  );
}
