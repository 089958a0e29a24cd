import { favourable, favourableMargins, type MarginActions } from '@cfq/evaluation';
import { addScaled, takeRows, type NDArray } from '@cfq/jit';
import {
  localOutlierFactor,
  meanViolations,
  neighbourDistance,
  outlierShare,
  redundancy,
  violationRate,
  yNearestNeighbours,
} from '@cfq/metrics/recourse';
import { predictModel } from '@cfq/training';
import type { ActionQuality } from '../../cells/diagnostics/action-quality-schema.ts';
import { leadKappaOf } from '../../cells/lead-kappa.ts';
import type { DiagnosticContext } from '../diagnostic-context.ts';
import { seededSample } from '../seeded-sample.ts';
import { actionLengths } from './action-lengths.ts';
import { brokenRules } from './broken-rules.ts';

/** People looked at, at most. */
const mostPeople = 500;
/** Training rows that actions are held against, at most, and those among them that are approved. */
const mostReference = 2000;
const mostApproved = 1000;

/** What the actions of one teacher are measured on. */
export type QualityContext = Pick<
  DiagnosticContext,
  'split' | 'teacher' | 'evaluated' | 'actionSet' | 'margins' | 'seed' | 'scope'
>;

/** What does not depend on the student. */
export interface TeacherActionsQuality {
  /** `[sampled, d]` where the people stand. */
  readonly x: NDArray;
  /** Their actions, one entry an issue margin. */
  readonly actions: readonly MarginActions[];
  readonly quality: Omit<ActionQuality, 'equalCost'>;
}

/** The denied of a teacher whose actions are looked at, in their order: the same for every solver. */
export function lookedAt({ evaluated, seed }: Pick<QualityContext, 'evaluated' | 'seed'>): Int32Array {
  return Int32Array.from(seededSample([...evaluated.population.keys()], mostPeople, seed, 'action quality'));
}

/**
 * Measures a teacher's actions by the measures of the field: length, violations, redundancy, and whether they lead where
 * people are.
 */
export async function teacherActionsQuality(context: QualityContext): Promise<TeacherActionsQuality> {
  const { split, teacher, evaluated, actionSet, margins, seed, scope } = context;
  const people = lookedAt(context);
  const x = takeRows(evaluated.denied, people);
  const actions = evaluated.actions.map((one) => actionsOf(one, people));
  const kappa = leadKappaOf(margins);
  const { delta, valid } = actions[margins.indexOf(kappa)]!;
  const trained: NDArray = split.train.x;
  const drawn = seededSample([...split.train.y.keys()], mostReference, seed, 'people who exist');
  const reference = takeRows(trained, Int32Array.from(drawn));
  const predicted = favourableMargins(
    await predictModel(teacher.model, teacher.parameters, reference, { scope }),
  );
  const classes = Array.from(predicted, (margin) => (margin > 0 ? favourable : 1 - favourable));
  const approvedRows = [...classes.keys()].filter((row) => classes[row] === favourable);
  const approved = takeRows(
    reference,
    Int32Array.from(seededSample(approvedRows, mostApproved, seed, 'people who are approved')),
  );
  const points = addScaled(x, delta);
  const [held, near] = [matrixOf(points), matrixOf(approved)];
  const counted = near.shape[0]!;
  const ended = { valid, points: held };
  const violations = brokenRules(x, delta, actionSet);
  return {
    x,
    actions,
    quality: {
      kappa,
      n: {
        denied: evaluated.population.length,
        sampled: people.length,
        valid: valid.filter((one) => one === 1).length,
        reference: drawn.length,
        approved: counted,
      },
      ...actionLengths({ delta, valid }, actionSet, trained),
      violationRate: finite(violationRate({ valid, violations }).value),
      meanViolations: finite(meanViolations({ valid, violations }).value),
      redundancy: redundancyOf(evaluated),
      yNearestNeighbours: finite(
        yNearestNeighbours({
          ...{ ...ended, reference: matrixOf(reference) },
          ...{ referencePrediction: classes, favourableClass: favourable },
        }).value,
      ),
      neighbourDistance: counted < 5 ? null : finite(neighbourDistance({ ...ended, reference: near }).value),
      localOutlierFactor:
        counted < 21 ? null : finite(localOutlierFactor({ ...ended, reference: near }).value),
      outlierShare: counted < 21 ? null : finite(outlierShare({ ...ended, reference: near }).value),
    },
  };
}

function actionsOf({ delta, cost, valid }: MarginActions, people: Int32Array): MarginActions {
  return {
    delta: takeRows(delta, people),
    cost: Float32Array.from(people, (row) => cost[row]!),
    valid: Uint8Array.from(people, (row) => valid[row]!),
  };
}

/** Over everybody's minimal action: the teacher has been asked about these points already. */
function redundancyOf({ actions, nearMiss }: QualityContext['evaluated']): number | null {
  const [minimal] = actions;
  const { allButOne } = nearMiss;
  if (minimal === undefined) return null;
  const rows = minimal.valid.length;
  const byRow = (of: (points: (typeof allButOne)[number], row: number) => number) => ({
    data: Array.from({ length: rows }, (_, row) => allButOne.map((points) => of(points, row))).flat(),
    shape: [rows, allButOne.length],
  });
  return finite(
    redundancy({
      valid: minimal.valid,
      exists: byRow(({ exists }, row) => exists[row]!),
      predictionWithout: byRow(({ margins }, row) => (margins[row]! > 0 ? favourable : 1 - favourable)),
      favourableClass: favourable,
    }).value,
  );
}

function matrixOf({ data, shape }: NDArray) {
  return { data: data as Float32Array, shape };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
