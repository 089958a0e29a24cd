import { subgroupRows } from './by-subgroup.ts';
import { checkScalar } from './check-scalar.ts';
import { amount, classLabel, columnReader, finite, flag } from './column.ts';
import { readMatrix } from './matrix.ts';
import { MetricsError } from './metrics-error.ts';
import type { RecourseRecord } from './recourse-record.ts';

const origin = 'record';

/**
 * Checks a record as a whole: shapes, entries, subgroup codes, margins ascending from 0, and that the
 * population is everybody the teacher denies.
 *
 * @throws {MetricsError} naming the first column that breaks a rule.
 */
export function checkRecord(record: RecourseRecord): void {
  const { test, population, nearMiss, margins } = record;
  const target = checkScalar(origin, 'target', record.target, classLabel);
  const readTest = columnReader(origin);
  const teacher = readTest('test.teacherPrediction', test.teacherPrediction, classLabel);
  readTest('test.studentPrediction', test.studentPrediction, classLabel);
  readTest('test.label', test.label, classLabel);
  for (const subgroups of Object.values(test.subgroups)) subgroupRows(origin, teacher.length, subgroups);

  const denied = Int32Array.from(teacher.keys()).filter((row) => teacher[row] !== target);
  if (denied.length !== population.length || denied.some((row, index) => row !== population[index])) {
    const remedy = 'List every test row the teacher denies, ascending';
    const got = `${population.length} rows`;
    throw new MetricsError(origin, 'population must be all the denied', `${denied.length} rows`, got, remedy);
  }
  const read = columnReader(origin);
  read('population', population, finite);
  for (const model of ['teacherPrediction', 'studentPrediction'] as const) {
    const { length } = nearMiss.fractions;
    readMatrix(origin, read, `nearMiss.${model}`, nearMiss[model], classLabel, length);
  }
  if (margins[0]?.kappa !== 0) {
    const remedy = 'Near misses and the price of a margin rest on the minimal action: measure it too';
    throw new MetricsError(origin, 'margins must start at kappa 0', 0, margins[0]?.kappa, remedy);
  }
  const width = margins[0].teacher.delta.shape[1];
  margins.forEach((margin, index) => {
    const name = `margins[${index}]`;
    const { studentPrediction, teacherMargin, studentMargin, certified } = margin.atTeacherRecourse;
    checkScalar(origin, `${name}.kappa`, margin.kappa, amount);
    if (margin.kappa <= (margins[index - 1]?.kappa ?? -1)) {
      throw new MetricsError(
        origin,
        `${name}.kappa must ascend`,
        'more',
        margin.kappa,
        'Sort margins by kappa',
      );
    }
    for (const model of ['teacher', 'student'] as const) {
      readMatrix(origin, read, `${name}.${model}.delta`, margin[model].delta, finite, width);
      read(`${name}.${model}.cost`, margin[model].cost, amount);
      read(`${name}.${model}.valid`, margin[model].valid, flag);
    }
    read(`${name}.studentPrediction`, studentPrediction, classLabel);
    read(`${name}.teacherMargin`, teacherMargin, finite);
    read(`${name}.studentMargin`, studentMargin, finite);
    if (certified) read(`${name}.certified`, certified, flag);
  });
}
