import { checkMargins } from '../internals/check-margins.ts';
import { checkEqual, type Rule } from '../internals/check.ts';
import { type Argument, readColumns } from '../internals/column.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { walkRecord } from './record-schema.ts';

const origin = 'record';

/**
 * Checks a record as a whole: its form, shapes and entries, subgroup codes, margins ascending from 0, and
 * that the population is everybody the teacher denies.
 *
 * @throws MetricsError naming the first part that breaks a rule.
 */
export function checkRecord(record: RecourseRecord): void {
  for (const one of ['test', 'denied', 'nearMiss', 'delta'] as const) {
    const columns: Record<string, Argument> = {};
    const rules: Record<string, Rule> = {};
    walkRecord(record, (group, rule, path, value) => {
      if (group !== one) return;
      columns[path] = value as Argument;
      rules[path] = rule;
    });
    readColumns(origin, columns, rules);
  }
  const { favourableClass, test, population, nearMiss, margins } = record;
  for (const { levels, codes } of Object.values(test.subgroups)) {
    const level: Rule = {
      holds: (code) => levels[code] !== undefined,
      expected: `an index into the ${levels.length} levels`,
      remedy: 'Name each group in levels and count them from 0.',
    };
    readColumns(origin, { codes }, { codes: level });
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
    'nearMiss.shape',
    `${denied.length},${nearMiss.fractions.length}`,
    String(nearMiss.teacherPrediction.shape),
    'Give one row for each denied person and one column for each fraction.',
  );
  checkEqual(origin, 'first kappa', 0, margins[0]?.kappa, 'Measure the margin 0 too, and put it first.');
  checkEqual(
    origin,
    'number of actions',
    denied.length,
    margins[0]?.teacher.delta.shape[0],
    'Give one row for each denied person, zeros where no action was found.',
  );
  checkMargins(
    origin,
    margins.map(({ kappa }) => kappa),
  );
}
