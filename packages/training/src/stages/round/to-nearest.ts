import type { RoundStage } from './round-stage.ts';

/** Every weight takes the code nearest to it. */
export const toNearest: RoundStage = {
  name: 'nearest',
  description: 'every weight takes the code nearest to it',
  options: {},
  calls: 0,
  round: (_setting, { fitted }) => Promise.resolve(fitted),
};
