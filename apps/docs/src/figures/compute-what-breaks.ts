import { syntheticDataset, prepareDataset, type PreparedDataset } from '@cfq/datasets';
import { evaluate, favourable, tracedModel } from '@cfq/evaluation';
import { ndarray, type NDArray } from '@cfq/jit';
import { agreement, accuracy } from '@cfq/metrics';
import { actionSetFromFeatureSpace } from '@cfq/recourse';
import { methods, mlp, modelLogits, trainStudent, trainTeacher } from '@cfq/training';
import type { MarginField, Point, PromisedAction, WhatBreaksScene } from './what-breaks-scene.ts';

const bits = 4;
const kappa = 0.2;
const hidden = [16, 16];
const gridColumns = 64;
const gridRows = 64;
/** How much of a margin's digits a drawing needs. */
const digits = 3;
/** Share of the visible plane by which the fields reach beyond it, so that no boundary ends inside. */
const overhang = 0.04;
/** How many people are shown: the first of the test set in each of as many bands of debt. */
const bands = 24;

/** What to compute the picture from. */
export interface WhatBreaksOptions {
  /** Decides data, split, teacher and student. */
  readonly seed: number;
  /** Weight decay of the teacher over its whole training; default the benchmark's. */
  readonly decay?: number;
}

interface Axis {
  readonly label: string;
  readonly domain: Point;
  /** raw = encoded · scale + offset */
  readonly scale: number;
  readonly offset: number;
}

/** The synthetic applicants, seen by their income and debt alone. */
function incomeAndDebt(seed: number): PreparedDataset {
  const everything = syntheticDataset({ shape: 'curved', rows: 3000, seed });
  const features = everything.features.filter(({ name }) => name === 'income' || name === 'debt');
  return prepareDataset({ ...everything, features, sparsity: features.length }, { seed });
}

function axis(dataset: PreparedDataset, name: string, label: string, domain: Point): Axis {
  const feature = dataset.featureSpace.features.find((candidate) => candidate.name === name);
  if (feature === undefined) throw new Error(`computeWhatBreaks: internal: no feature ${name}`);
  return { label, domain, scale: feature.scale, offset: feature.offset };
}

const reach = ({ domain: [low, high] }: Axis): Point => {
  const more = overhang * (high - low);
  return [low - more, high + more];
};

/** The encoded points at the centres of a grid over both axes, row-major from the lowest y up. */
function gridPoints(x: Axis, y: Axis): NDArray {
  const centre = (at: number, count: number, along: Axis): number => {
    const [low, high] = reach(along);
    return (low + ((at + 0.5) / count) * (high - low) - along.offset) / along.scale;
  };
  const data = new Float32Array(gridRows * gridColumns * 2);
  for (let at = 0; at < gridRows * gridColumns; at += 1) {
    data[2 * at] = centre(at % gridColumns, gridColumns, x);
    data[2 * at + 1] = centre(Math.floor(at / gridColumns), gridRows, y);
  }
  return ndarray(data, [gridRows * gridColumns, 2]);
}

const field = (margins: Float32Array): MarginField => ({
  columns: gridColumns,
  rows: gridRows,
  values: Array.from(margins, (margin) => Number(margin.toFixed(digits))),
});

/** The first person of each band of debt who stands and ends inside the picture. */
function shown(
  people: readonly PromisedAction[],
  { domain: [left, right] }: Axis,
  { domain: [low, high] }: Axis,
) {
  const inside = ([x, y]: Point): boolean => x > left && x < right && y > low && y < high;
  return Array.from({ length: bands }, (_, band) =>
    people.find(
      ({ from, to }) =>
        Math.floor(((from[1] - low) / (high - low)) * bands) === band && inside(from) && inside(to),
    ),
  ).filter((person) => person !== undefined);
}

/**
 * Trains a small teacher and its 4-bit student on two columns of the synthetic set, asks the teacher what each person
 * it denies should do, and sees what the student says to those who do it. The same seed gives the same bits on the same
 * machine.
 */
export async function computeWhatBreaks({ seed, decay }: WhatBreaksOptions): Promise<WhatBreaksScene> {
  const dataset = incomeAndDebt(seed);
  const x = axis(dataset, 'income', 'income, thousands a year', [5, 90]);
  const y = axis(dataset, 'debt', 'debt, thousands', [0, 38]);
  const teacher = await trainTeacher({
    model: mlp({ inputWidth: 2, hidden }),
    dataset,
    seed,
    options: decay === undefined ? {} : { decay },
  });
  const student = await trainStudent({ method: methods.lsq, teacher, dataset, budgetBits: bits, seed });
  const models = {
    teacher: tracedModel({ logits: modelLogits(teacher.model), parameters: teacher.parameters }),
    student: tracedModel(student),
  };
  const { test: rows } = dataset;
  const { test, population, margins } = await evaluate({
    ...models,
    x: rows.x,
    labels: rows.y,
    actionSet: actionSetFromFeatureSpace(dataset.featureSpace),
    margins: [0, kappa],
    seed,
  });
  const { teacher: issued, atTeacherRecourse } = margins[1]!;
  const raw = (row: number, change = 0): Point => {
    const encoded = (column: number): number => {
      const at = 2 * row + column;
      return Math.fround(rows.x.data[2 * population[row]! + column]! + change * issued.delta.data[at]!);
    };
    return [
      Number((encoded(0) * x.scale + x.offset).toFixed(2)),
      Number((encoded(1) * y.scale + y.offset).toFixed(2)),
    ];
  };
  const promised = [...population.keys()].filter((row) => issued.valid[row] === 1);
  const people = promised.map((row): PromisedAction => ({
    from: raw(row),
    to: raw(row, 1),
    kept: atTeacherRecourse.studentPrediction[row] === favourable,
  }));
  const grid = gridPoints(x, y);
  const share = (value: number): number => Number(value.toFixed(4));
  return {
    x: { label: x.label, domain: x.domain },
    y: { label: y.label, domain: y.domain },
    fieldX: reach(x),
    fieldY: reach(y),
    teacher: field(await models.teacher.margins(grid)),
    student: field(await models.student.margins(grid)),
    people: shown(people, x, y),
    measured: {
      seed,
      bits,
      kappa,
      test: rows.y.length,
      denied: population.length,
      promised: promised.length,
      broken: people.filter(({ kept }) => !kept).length,
      accuracyTeacher: share(accuracy({ label: test.label, prediction: test.teacherPrediction }).value),
      accuracyStudent: share(accuracy({ label: test.label, prediction: test.studentPrediction }).value),
      agreement: share(agreement(test).value),
    },
  };
}
