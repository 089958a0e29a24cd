import { checkMargins } from '../internals/check-margins.ts';
import { checkEqual, type Rule } from '../internals/check.ts';
import { type Argument, type ArgumentRule, matrixOf, readColumns } from '../internals/column.ts';
import { countedCosts } from '../internals/counted-costs.ts';
import { checkLevels } from '../statistics/check-levels.ts';
import type { RawPeople, RecourseRecord } from './recourse-record.ts';
import { columnGroups, isMatrixGroup, walkRecord } from './record-schema.ts';

const origin = 'record';

/**
 * Checks a record as a whole: its form, shapes and entries, subgroup codes, margins ascending from 0, and
 * that the population is everybody the teacher denies.
 *
 * @throws MetricsError naming the first part that breaks a rule.
 */
export function checkRecord(record: RecourseRecord): void {
  for (const one of columnGroups) {
    const columns: Record<string, Argument> = {};
    const rules: Record<string, ArgumentRule> = {};
    walkRecord(record, (group, rule, path, value) => {
      if (group !== one) return;
      columns[path] = value as Argument;
      rules[path] = isMatrixGroup(one) ? matrixOf(rule) : rule;
    });
    readColumns(origin, columns, rules);
  }
  const { favourableClass, test, population, nearMiss, margins } = record;
  for (const [attribute, { levels, codes }] of Object.entries(test.subgroups)) {
    const name = `record.test.subgroups.${attribute}`;
    checkLevels(origin, `${name}.levels`, levels);
    const level: Rule = {
      holds: (code) => levels[code] !== undefined,
      expected: `an index into the ${levels.length} levels`,
      remedy: 'Name each group in levels and count them from 0.',
    };
    readColumns(origin, { [`${name}.codes`]: codes }, { [`${name}.codes`]: level });
  }
  const denied = Int32Array.from(test.teacherPrediction.keys()).filter(
    (row) => test.teacherPrediction[row] !== favourableClass,
  );
  const everybody = 'List every row with another teacherPrediction than favourableClass, ascending.';
  checkEqual(origin, 'population.length (all the denied)', denied.length, population.length, everybody);
  const wrong = denied.findIndex((row, index) => row !== population[index]);
  checkEqual(
    origin,
    `population[${wrong}] (all the denied, ascending)`,
    denied[wrong],
    population[wrong],
    everybody,
  );
  checkEqual(
    origin,
    'nearMiss.short.exists.shape',
    `${denied.length},${nearMiss.short.fractions.length}`,
    String(nearMiss.short.exists.shape),
    'Give a row a denied person and a column each.',
  );
  checkEqual(
    origin,
    'nearMiss.allButOne.exists.shape[0]',
    denied.length,
    nearMiss.allButOne.exists.shape[0],
    'Give a row a denied person and a column each.',
  );
  checkEqual(origin, 'first kappa', 0, margins[0]?.kappa, 'Measure the margin 0 too, and put it first.');
  checkEqual(
    origin,
    'number of actions',
    denied.length,
    margins[0]?.teacher.delta.shape[0],
    'Give a row a denied person and a column each.',
  );
  checkMargins(
    origin,
    margins.map(({ kappa }) => kappa),
  );
  margins.forEach((margin, index) => {
    for (const role of ['teacher', 'student'] as const) {
      const { cost, valid, delta } = margin[role];
      const name = `record.margins[${index}].${role}.cost`;
      const counted = countedCosts(origin, name, Float64Array.from(cost), Float64Array.from(valid));
      const width = delta.shape[1]!;
      counted.forEach((one, row) => {
        const moves = delta.data.slice(row * width, (row + 1) * width).some(Boolean);
        // Whatever the norm: an action costs something, and no action nothing.
        if (valid[row]) checkEqual(origin, `${name}[${row}] > 0`, moves, one > 0, 'Mend cost or delta.');
      });
    }
  });
  if (record.raw) checkRaw(record.raw, denied.length, margins.length);
}

/** Checks that raw values are there for everybody, every feature and every margin. */
function checkRaw({ features, before, margins }: RawPeople, denied: number, kappas: number): void {
  const same = (name: string, expected: number, got: number) =>
    checkEqual(origin, `raw.${name}`, expected, got, 'Give the raw values of all the denied, or none.');
  same('before.length', denied, before.length);
  before.forEach((row, person) => same(`before[${person}].length`, features.length, row.length));
  same('margins.length', kappas, margins.length);
  margins.forEach((margin, index) => {
    for (const role of ['teacher', 'student'] as const) {
      const actions = margin[role];
      same(`margins[${index}].${role}.length`, denied, actions.length);
      actions.forEach((action, person) => {
        if (action === null) return;
        const name = `margins[${index}].${role}[${person}]`;
        same(`${name}.to.length`, action.features.length, action.to.length);
        const outside = action.features.find((place) => features[place] === undefined);
        checkEqual(origin, `raw.${name}.features`, undefined, outside, 'Name features by their places.');
      });
    }
  });
}
