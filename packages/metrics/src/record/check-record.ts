import { levelCodes } from '../statistics/by-subgroup.ts';
import { checkMargins } from '../internals/check-margins.ts';
import { checkSize, type Rule } from '../internals/check.ts';
import { type Argument, readColumns } from '../internals/column.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { walkRecord } from './record-schema.ts';

const origin = 'record';

/**
 * Checks a record as a whole: its form, shapes and entries, subgroup codes, margins ascending from 0, and
 * that the population is everybody the teacher denies.
 *
 * @throws {MetricsError} naming the first part that breaks a rule.
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
  const { target, test, population, nearMiss, margins } = record;
  for (const subgroups of Object.values(test.subgroups)) levelCodes(origin, test.label.length, subgroups);
  const denied = Int32Array.from(test.teacherPrediction.keys()).filter(
    (row) => test.teacherPrediction[row] !== target,
  );
  checkSize(origin, 'population.length (all the denied)', denied.length, population.length);
  const wrong = denied.findIndex((row, index) => row !== population[index]);
  checkSize(origin, `population[${wrong}] (all the denied, ascending)`, denied[wrong], population[wrong]);
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
