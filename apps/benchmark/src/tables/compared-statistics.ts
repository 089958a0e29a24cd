import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  accuracy,
  agreement,
  faithfulnessError,
  nearMissFidelity,
  overGrant,
  parseRecord,
  validityDrop,
  type RecourseRecord,
  type Statistic,
} from '@cfq/metrics';
import { DamagedFileError } from '../command-line/benchmark-error.ts';
import { oneLine } from '../command-line/one-line.ts';

/** One aggregate of a record, with what it takes to resample it. */
export interface ComparedStatistic {
  readonly name: string;
  readonly statistic: Statistic;
}

/**
 * The aggregates in which methods are compared pairwise, from the record at a path. Those over pairs of actions, which
 * no comparison shows, are not computed.
 *
 * @param kappa the issue margin of the aggregates that have one
 * @throws DamagedFileError where the record cannot be read or lacks the margin
 */
export function comparedStatistics(path: string, kappa: number): ComparedStatistic[] {
  const { favourableClass, test, population, nearMiss, margins } = read(path);
  const { label, teacherPrediction, studentPrediction } = test;
  const [lead, base] = [margins.find((one) => one.kappa === kappa), margins[0]];
  if (lead === undefined || base === undefined) {
    throw new DamagedFileError(`${path}: has no issue margin ${kappa}.`);
  }
  const drop = validityDrop({
    teacherValid: lead.teacher.valid,
    studentPredictionAtTeacherRecourse: lead.atTeacherRecourse.studentPrediction,
    favourableClass,
  });
  const fidelity = nearMissFidelity({ ...nearMiss, teacherValid: base.teacher.valid, favourableClass });
  const granted = overGrant({
    teacherPrediction: teacherPrediction.filter((prediction) => prediction !== favourableClass),
    studentPrediction: population.map((row) => studentPrediction[row]!),
    favourableClass,
  });
  return [
    { name: `VD at κ = ${kappa}`, statistic: drop },
    {
      name: 'faithfulness error',
      statistic: faithfulnessError({ validityDrop: drop, nearMissFidelity: fidelity }),
    },
    { name: 'near-miss fidelity', statistic: fidelity },
    { name: 'over-grant', statistic: granted },
    { name: 'agreement', statistic: agreement({ teacherPrediction, studentPrediction }) },
    { name: 'accuracy', statistic: accuracy({ label, prediction: studentPrediction }) },
  ];
}

function read(path: string): RecourseRecord {
  try {
    return parseRecord(gunzipSync(readFileSync(path)).toString('utf8'));
  } catch (error) {
    throw new DamagedFileError(`${path}: not a whole record (${oneLine(error)}).`);
  }
}
