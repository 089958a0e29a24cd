import { splitByLevel } from './by-subgroup.ts';
import { checkMargins } from './check-margins.ts';
import { checkSize, type Rule } from './check.ts';
import { type Argument, readColumns } from './column.ts';
import { MetricsError } from './metrics-error.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { type ColumnGroup, walkRecord } from './record-schema.ts';

const origin = 'record';

/**
 * Checks a record as a whole: its form, shapes and entries, subgroup codes, margins ascending from 0, and
 * that the population is everybody the teacher denies.
 *
 * @throws {MetricsError} naming the first part that breaks a rule.
 */
export function checkRecord(record: RecourseRecord): void {
  const groups: Record<ColumnGroup, Record<string, Argument>> = {
    test: {},
    denied: {},
    nearMiss: {},
    delta: {},
  };
  const rules: Record<ColumnGroup, Record<string, Rule>> = { test: {}, denied: {}, nearMiss: {}, delta: {} };
  walkRecord(record, (group, rule, path, value) => {
    groups[group][path] = value as Argument;
    rules[group][path] = rule;
  });
  for (const group of ['test', 'denied', 'nearMiss', 'delta'] as const)
    readColumns(origin, groups[group], rules[group]);
  const { target, test, population, nearMiss, margins } = record;
  for (const subgroups of Object.values(test.subgroups)) splitByLevel(origin, test.label.length, subgroups);
  const denied = Int32Array.from(test.teacherPrediction.keys()).filter(
    (row) => test.teacherPrediction[row] !== target,
  );
  if (denied.length !== population.length || denied.some((row, index) => row !== population[index])) {
    const remedy = 'List each denied test row once, ascending';
    throw new MetricsError(
      origin,
      'population must be all the denied',
      denied.length,
      population.length,
      remedy,
    );
  }
  checkSize(
    origin,
    'nearMiss.shape',
    `${denied.length},${nearMiss.fractions.length}`,
    String(nearMiss.teacherPrediction.shape),
  );
  checkSize(origin, 'first kappa', 0, margins[0]?.kappa);
  checkSize(origin, 'number of actions', denied.length, margins[0]?.teacher.delta.shape[0]);
  checkMargins(
    origin,
    margins.map(({ kappa }) => kappa),
  );
}
