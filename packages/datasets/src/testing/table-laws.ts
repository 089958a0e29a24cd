import { missingLabel } from '../tables/missing-label.ts';
import type { TableColumn } from '../tables/table.ts';
import { expectLaw } from '@cfq/parts';
import type { DatasetLaw } from './law.ts';

const rowsAgreeWithColumns: DatasetLaw = {
  name: 'every column has a value or a missing one for every row',
  check: async ({ dataset: { name }, loaded }) => {
    const { table } = await loaded();
    expectLaw(table.rows > 0, () => `${name}: the table has no row.`);
    for (const [column, content] of Object.entries(table.columns)) {
      const cells = content.kind === 'number' ? content.values : content.codes;
      expectLaw(
        cells.length === table.rows,
        () => `${name}: column "${column}" has ${cells.length} cells, the table ${table.rows} rows.`,
      );
      const row = badCell(content);
      expectLaw(row === -1, () => `${name}: column "${column}" holds ${cells[row]} at row ${row}.`);
    }
  },
};

/** The first row whose cell is neither a value nor missing; −1 where there is none. */
function badCell(column: TableColumn): number {
  if (column.kind === 'number') return column.values.findIndex((value) => Math.abs(value) === Infinity);
  return column.codes.findIndex((code) => code < -1 || code >= column.levels.length);
}

const codesStandForNoValue: DatasetLaw = {
  name: 'a special code has a meaning of its own, and its row no value',
  check: async ({ dataset: { name }, loaded }) => {
    const { table } = await loaded();
    for (const [column, content] of Object.entries(table.columns)) {
      const { special } = content;
      if (special === undefined) continue;
      const { labels, codes } = special;
      const levels = content.kind === 'level' ? content.levels : [];
      const bad = labels.find(
        (label, index) => label === missingLabel || levels.includes(label) || labels.indexOf(label) !== index,
      );
      expectLaw(
        bad === undefined,
        () => `${name}: special code "${bad}" of "${column}" means something else too.`,
      );
      expectLaw(
        codes.length === table.rows,
        () => `${name}: column "${column}" has ${codes.length} special codes, the table ${table.rows} rows.`,
      );
      const row = codes.findIndex(
        (code, at) =>
          code < -1 ||
          code >= labels.length ||
          (code >= 0 &&
            !(content.kind === 'number' ? Number.isNaN(content.values[at]!) : content.codes[at] === -1)),
      );
      expectLaw(
        row === -1,
        () => `${name}: column "${column}" has special code ${codes[row]} at row ${row}, and a value.`,
      );
    }
  },
};

const levelsAreDistinct: DatasetLaw = {
  name: 'the levels of a column have distinct names, none of them that of a missing value',
  check: async ({ dataset: { name }, loaded }) => {
    const { table } = await loaded();
    for (const [column, content] of Object.entries(table.columns)) {
      if (content.kind === 'number') continue;
      const { levels } = content;
      const twice = levels.find((level, index) => levels.indexOf(level) !== index);
      expectLaw(twice === undefined, () => `${name}: column "${column}" has level "${twice}" twice.`);
      expectLaw(
        !levels.includes(missingLabel),
        () => `${name}: a level of column "${column}" is called "${missingLabel}", which is reserved.`,
      );
    }
  },
};

const labelIsFavourable: DatasetLaw = {
  name: 'a row is of class 1 where its label is the favourable one, and both classes occur',
  check: async ({ dataset: { name }, loaded }) => {
    const { table, y, label } = await loaded();
    const column = table.columns[label.column];
    expectLaw(column?.kind === 'level', () => `${name}: the label "${label.column}" is no column of levels.`);
    const levels = [label.favourable, label.unfavourable];
    for (const level of levels) {
      expectLaw(column.levels.includes(level), () => `${name}: no level of the label is called "${level}".`);
    }
    expectLaw(y.length === table.rows, () => `${name}: ${y.length} classes for ${table.rows} rows.`);
    const wrong = y.findIndex((value, row) => {
      const level = column.levels[column.codes[row]!];
      return level !== (value === 1 ? label.favourable : label.unfavourable) || (value !== 0 && value !== 1);
    });
    expectLaw(
      wrong === -1,
      () => `${name}: row ${wrong} is "${column.levels[column.codes[wrong]!]}" and of class ${y[wrong]}.`,
    );
    expectLaw(y.includes(0) && y.includes(1), () => `${name}: every row is of class ${y[0]}.`);
  },
};

const subgroupsPartition: DatasetLaw = {
  name: 'a subgroup puts every row under one of its levels, or under none',
  check: async ({ dataset: { name }, loaded }) => {
    const { table, subgroups } = await loaded();
    for (const [group, { levels, codes }] of Object.entries(subgroups)) {
      expectLaw(
        codes.length === table.rows,
        () => `${name}: subgroup "${group}" has ${codes.length} codes for ${table.rows} rows.`,
      );
      expectLaw(
        new Set(levels).size === levels.length && levels.length > 0,
        () => `${name}: levels of subgroup "${group}" are ${levels.join(', ') || 'none'}.`,
      );
      const row = codes.findIndex((code) => code < -1 || code >= levels.length);
      expectLaw(row === -1, () => `${name}: subgroup "${group}" has code ${codes[row]} at row ${row}.`);
    }
  },
};

/** What the table, its label and its subgroups promise. */
export const tableLaws: readonly DatasetLaw[] = [
  rowsAgreeWithColumns,
  codesStandForNoValue,
  levelsAreDistinct,
  labelIsFavourable,
  subgroupsPartition,
];
