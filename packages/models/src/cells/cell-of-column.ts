import type { Feature, PeopleColumn } from '@cfq/datasets';
import type { FileInput } from '@cfq/network';
import type { MappedColumn } from '../input-map/input-map.ts';
import { ModelsError } from '../models-error.ts';
import { featureNamed, indicatorOf, type BindingContext } from './binding-context.ts';
import type { AbsentValues, Cell, CellValue } from './cell.ts';
import { droppedValue } from './dropped-value.ts';
import { wordsOfFeature, type FeatureWord } from './words-of-feature.ts';

type Mapped = Extract<MappedColumn, { readonly column: string }>;

/** What a cell is for, in messages: an input and the place in it. */
export interface CellTarget extends Pick<FileInput, 'type'> {
  /** E.g. `column 3 of "x"`. */
  readonly place: string;
}

function refuse(context: BindingContext, rule: string, expected: string, got: string, remedy: string): never {
  throw new ModelsError(`bindModel: ${context.name}: ${rule} (expected ${expected}, got ${got}). ${remedy}`);
}

/** The columns of the table; of a feature space alone its features. */
export function columnsOf({ people, featureSpace }: BindingContext): readonly PeopleColumn[] {
  if (people !== null) return people.columns;
  return featureSpace.features.flatMap(({ name, indicates }) =>
    indicates === undefined ? [{ name, feature: name }] : [],
  );
}

const truths = new Map([
  ...['1', 'true', 'yes'].map((word) => [word, 1] as const),
  ...['0', 'false', 'no'].map((word) => [word, 0] as const),
]);

/**
 * How a column of an input comes of an encoded row.
 *
 * @throws ModelsError where the table has no such column, or a word of it is no number where the file takes numbers.
 */
export function cellOfColumn(mapped: MappedColumn, target: CellTarget, context: BindingContext): Cell {
  if (typeof mapped === 'object' && 'constant' in mapped) return { kind: 'constant', value: mapped.constant };
  const wanted: Mapped = typeof mapped === 'string' ? { column: mapped } : mapped;
  const column = columnsOf(context).find(({ name }) => name === wanted.column);
  if (column === undefined) return noSuchColumn(wanted.column, context);
  const feature = featureNamed(context.featureSpace, column.feature);
  const asked: Mapped = column.category === undefined ? wanted : { ...wanted, is: column.category };
  if (feature === undefined) return droppedCell(asked, column, target, context);
  if (asked.absent === true) return absenceCell(feature, context);
  if (feature.kind === 'numeric') {
    if (asked.is !== undefined || asked.codes !== undefined) {
      refuse(
        context,
        `"${wanted.column}" is a column of numbers`,
        'offset, scale, missing or special',
        asked.is === undefined ? 'codes' : 'is',
        'Correct the input map, or make the column categorical in the schema.',
      );
    }
    return numberCell(feature, asked, target, context);
  }
  return levelCell(feature, asked, target, context);
}

function noSuchColumn(name: string, { people, featureSpace, name: file }: BindingContext): never {
  const known = columnsOf({ people, featureSpace, name: file, note: () => undefined }).map((one) => one.name);
  const kept = people !== null && Object.hasOwn(people.table.columns, name);
  throw new ModelsError(
    `bindModel: ${file}: the file reads columns of the table that are features (expected one of ${known.join(', ')}, ` +
      `got "${name}"). ` +
      (kept
        ? 'The schema keeps it from models: let it say input: true, and immutable: true where no action may change it.'
        : 'Correct the name, or describe the column in the schema.'),
  );
}

/** A value of the table as the file takes it. */
function valueOf(word: string, { codes, offset = 0, scale = 1 }: Mapped, { type }: CellTarget): CellValue {
  if (codes !== undefined && Object.hasOwn(codes, word)) return codes[word]!;
  if (type === 'string') return word;
  const number = word.trim() === '' ? NaN : Number(word);
  const read = Number.isNaN(number) && type === 'bool' ? (truths.get(word.toLowerCase()) ?? NaN) : number;
  return (read - offset) / scale;
}

const nothing = ({ type }: CellTarget): CellValue => (type === 'string' ? '' : NaN);

/** As the input holds it, since a file can only compare it with what stands there. */
function absentValue(word: FeatureWord, asked: Mapped, target: CellTarget): CellValue {
  const missing = asked.missing ?? nothing(target);
  const stands =
    word.word === null || asked.special === 'missing' ? missing : valueOf(word.word, asked, target);
  return typeof stands === 'number' && target.type === 'float32' ? Math.fround(stands) : stands;
}

function absentValues(
  feature: Feature,
  context: BindingContext,
  valueOfAbsence: (word: FeatureWord) => CellValue,
): AbsentValues | null {
  const indicator = indicatorOf(context.featureSpace, feature.name);
  if (indicator === undefined) return null;
  const words = wordsOfFeature(indicator, feature.special);
  return { indicator, values: words.map((word) => (word.isAbsence ? valueOfAbsence(word) : 0)) };
}

function numberCell(feature: Feature, asked: Mapped, target: CellTarget, context: BindingContext): Cell {
  const { offset = 0, scale = 1 } = asked;
  const absent = absentValues(feature, context, (word) => absentValue(word, asked, target));
  const whole = target.type === 'int32' || target.type === 'int64' || target.type === 'bool';
  if (whole && feature.step === undefined) {
    context.note(
      `${target.place} takes whole numbers, "${feature.name}" may have any: they are rounded. Let the schema say ` +
        'integer: true if they are whole.',
    );
  }
  return { kind: 'number', feature, offset, scale, absent };
}

function levelCell(feature: Feature, asked: Mapped, target: CellTarget, context: BindingContext): Cell {
  const words = wordsOfFeature(feature);
  const { is } = asked;
  if (is !== undefined) {
    const holds = (word: FeatureWord) => Number([word.word, word.label, ...word.others].includes(is));
    if (!words.some((word) => holds(word) === 1) && feature.unheld?.includes(is) !== true) {
      context.note(`Nobody has "${is}" in "${asked.column}": ${target.place} is 0 for everybody.`);
    }
    const absent = absentValues(feature, context, holds);
    return { kind: 'level', feature, values: words.map(holds), absent };
  }
  for (const { word, label, others } of words) {
    if (others.length > 0) {
      context.note(
        `The file is given "${word}" for "${label}" in "${asked.column}", also where the table has ${others.join(', ')}.`,
      );
    }
  }
  const read = (word: FeatureWord) =>
    word.isAbsence ? absentValue(word, asked, target) : valueOf(word.word!, asked, target);
  const values = words.map(read);
  const wordy = words.filter((word, place) => !word.isAbsence && Number.isNaN(values[place]));
  if (wordy.length > 0) {
    refuse(
      context,
      `${target.place} takes numbers, and "${asked.column}" has words`,
      'a number for each',
      wordy.map(({ word }) => `"${word}"`).join(', '),
      `Say in an input map what stands for each: { column: ${asked.column}, codes: { ${words
        .flatMap(({ word }, place) => (word === null ? [] : [`"${word}": ${place}`]))
        .join(', ')} } }, with the file's own numbers.`,
    );
  }
  return { kind: 'level', feature, values, absent: absentValues(feature, context, read) };
}

/** 1 for people who have no value. */
function absenceCell(feature: Feature, { featureSpace }: BindingContext): Cell {
  if (feature.kind === 'categorical') {
    const values = wordsOfFeature(feature).map(({ isAbsence }) => Number(isAbsence));
    return { kind: 'level', feature, values, absent: null };
  }
  const indicator = indicatorOf(featureSpace, feature.name);
  if (indicator === undefined) return { kind: 'constant', value: 0 };
  const values = wordsOfFeature(indicator).map(({ isAbsence }) => Number(isAbsence));
  return { kind: 'level', feature: indicator, values, absent: null };
}

/** What stands for a column that is the same for everybody, and that the encoded rows leave out. */
function droppedCell(asked: Mapped, column: PeopleColumn, target: CellTarget, context: BindingContext): Cell {
  const value = droppedValue(column, context);
  if (asked.absent === true) return { kind: 'constant', value: Number(value === null) };
  if (asked.is !== undefined) return { kind: 'constant', value: Number(value === asked.is) };
  if (value === null) return { kind: 'constant', value: asked.missing ?? nothing(target) };
  const constant = valueOf(value, asked, target);
  if (!Number.isNaN(constant)) return { kind: 'constant', value: constant };
  return refuse(
    context,
    `${target.place} takes numbers, and "${asked.column}" has words`,
    'a number',
    `"${value}"`,
    `Say in an input map what stands for it: { column: ${asked.column}, codes: { "${value}": 0 } }, with the file's own number.`,
  );
}
