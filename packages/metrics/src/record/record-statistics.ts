import { acceptanceDrift } from '../metrics/acceptance-drift.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { actionOverlap } from '../metrics/action-overlap.ts';
import type { Aggregates } from './aggregates.ts';
import { agreement } from '../metrics/agreement.ts';
import { balancedAccuracy } from '../metrics/balanced-accuracy.ts';
import { certifiedShare } from '../metrics/certified-share.ts';
import { checkRecord } from './check-record.ts';
import { costRatio } from '../metrics/cost-ratio.ts';
import { counterfactualRecourseGap } from '../metrics/counterfactual-recourse-gap.ts';
import { counterfactualRecourseGapMedian } from '../metrics/counterfactual-recourse-gap-median.ts';
import { directionSimilarity } from '../metrics/direction-similarity.ts';
import { faithfulnessError } from '../metrics/faithfulness-error.ts';
import { feasibleRate } from '../metrics/feasible-rate.ts';
import type { Matrix } from '../internals/column.ts';
import { meanCost } from '../metrics/mean-cost.ts';
import { nearMissFidelity } from '../metrics/near-miss-fidelity.ts';
import { overGrant } from '../metrics/over-grant.ts';
import type { RecourseRecord } from './recourse-record.ts';
import { safeMargin } from '../metrics/safe-margin.ts';
import { safeMarginPrice } from '../metrics/safe-margin-price.ts';
import type { Statistic } from '../statistics/statistic.ts';
import { validityDrop } from '../metrics/validity-drop.ts';

/**
 * Every aggregate of the protocol as a `Statistic`, each over exactly the instances its definition names:
 * the form to compare two methods or to look at subgroups. Statistics of `test` have a row for each test
 * instance, all others one for each denied instance. A record without certificates leaves `certifiedShare`
 * undefined.
 *
 * @throws {MetricsError} when the record breaks a rule of `RecourseRecord`.
 */
export function recordStatistics(record: RecourseRecord): Aggregates<Statistic> {
  checkRecord(record);
  const { target, test, population, nearMiss, margins } = record;
  const { label, teacherPrediction, studentPrediction } = test;
  const predictions = { teacherPrediction, studentPrediction, target };
  const { valid: baseValid, cost: baseCost } = margins[0]!.teacher;
  const kappas = margins.map(({ kappa }) => kappa);
  const validityDrops = margins.map(({ teacher, atTeacherRecourse }) =>
    validityDrop({
      teacherValid: teacher.valid,
      studentPredictionAtTeacherRecourse: atTeacherRecourse.studentPrediction,
      target,
    }),
  );
  const nobody = new Uint8Array(population.length);
  const points = { teacherValid: baseValid, target };
  const fidelity = nearMissFidelity({ ...nearMiss, ...points });
  const curve = { margins: kappas, validityDrops };
  return {
    test: {
      accuracyTeacher: accuracy({ label, prediction: teacherPrediction }),
      accuracyStudent: accuracy({ label, prediction: studentPrediction }),
      balancedAccuracyTeacher: balancedAccuracy({ label, prediction: teacherPrediction }),
      balancedAccuracyStudent: balancedAccuracy({ label, prediction: studentPrediction }),
      agreement: agreement(predictions),
      acceptanceDrift: acceptanceDrift(predictions),
    },
    population: {
      overGrant: overGrant({
        teacherPrediction: teacherPrediction.filter((prediction) => prediction !== target),
        studentPrediction: population.map((row) => studentPrediction[row]!),
        target,
      }),
      nearMissFidelity: fidelity,
      safeMargin: safeMargin(curve),
      safeMarginPrice: safeMarginPrice({
        ...curve,
        costRatios: margins.map(({ teacher: { valid, cost } }) =>
          costRatio({ valid, cost, baseValid, baseCost }),
        ),
      }),
    },
    nearMiss: nearMiss.fractions.map((fraction, column) => ({
      fraction,
      nearMissFidelity: nearMissFidelity({
        teacherPrediction: columnOf(nearMiss.teacherPrediction, column),
        studentPrediction: columnOf(nearMiss.studentPrediction, column),
        ...points,
      }),
    })),
    margins: margins.map((margin, index) => {
      const { teacher, student } = margin;
      const { certified } = margin.atTeacherRecourse;
      const drop = validityDrops[index]!;
      const paired = {
        teacherValid: teacher.valid,
        studentValid: student.valid,
        teacherCost: teacher.cost,
        studentCost: student.cost,
        teacherDelta: teacher.delta,
        studentDelta: student.delta,
      };
      return {
        kappa: margin.kappa,
        validityDrop: drop,
        recourseGapMean: counterfactualRecourseGap(paired),
        recourseGapMedian: counterfactualRecourseGapMedian(paired),
        directionSimilarity: directionSimilarity(paired),
        actionOverlap: actionOverlap(paired),
        feasibleTeacher: feasibleRate(teacher),
        feasibleStudent: feasibleRate(student),
        meanCostTeacher: meanCost(teacher),
        meanCostStudent: meanCost(student),
        faithfulnessError: faithfulnessError({ validityDrop: drop, nearMissFidelity: fidelity }),
        certifiedShare: certifiedShare(
          certified
            ? { teacherValid: teacher.valid, certified }
            : { teacherValid: nobody, certified: nobody },
        ),
      };
    }),
  };
}

function columnOf({ data, shape }: Matrix<Int32Array>, column: number): Matrix<Int32Array> {
  return { data: data.filter((_, index) => index % shape[1]! === column), shape: [shape[0]!, 1] };
}
