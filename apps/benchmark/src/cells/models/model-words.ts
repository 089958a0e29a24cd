import { decisionRuleText, evenOdds } from '@cfq/training';
import type { CellSettings } from '../cell-settings.ts';
import { classWeightText } from './class-weight-text.ts';

/** What each option of the teacher's training is called on the command line. */
export const teacherWords = {
  epochs: 'epochs',
  decay: 'decay',
  learningRate: 'learning-rate',
  batch: 'batch',
  decayScale: 'decay-scale',
  dropout: 'dropout',
  keep: 'keep',
} as const satisfies Readonly<Record<keyof CellSettings['teacherOptions'], string>>;

/** How the models of a run are made, as commands have it. */
export interface ModelSettings {
  readonly teacher?: CellSettings['teacherOptions'];
  readonly threshold?: CellSettings['decision'];
  readonly classWeights?: CellSettings['classWeights'];
}

/** The flags that ask for models made in this way, for each way that is not the default. */
export function modelWords({ teacher = {}, threshold, classWeights = 'none' }: ModelSettings): string[] {
  const words = Object.entries(teacherWords).flatMap(([key, name]) => {
    const value = teacher[key as keyof typeof teacherWords];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return [
    ...(words.length === 0 ? [] : [`--teacher ${words.join(',')}`]),
    ...(threshold === undefined || threshold === decisionRuleText(evenOdds)
      ? []
      : [`--threshold ${threshold}`]),
    ...(classWeights === 'none' ? [] : [`--class-weights ${classWeightText(classWeights)}`]),
  ];
}
