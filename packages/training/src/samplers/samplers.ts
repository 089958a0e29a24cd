import { alongRecourse } from './along-recourse.ts';
import { dataPoints } from './data-points.ts';
import { deniedPoints } from './denied-points.ts';
import { featureCrossover } from './feature-crossover.ts';
import { recoursePoints } from './recourse-points.ts';
import type { Sampler } from './sampler.ts';

/** Names of the samplers of the catalogue. */
export type SamplerName = 'data' | 'denied' | 'recourse' | 'along-recourse' | 'feature-crossover';

/** Every sampler by name. An entry that is missing or under a wrong name is a type error. */
export const samplers: { readonly [Name in SamplerName]: Sampler } = {
  data: dataPoints,
  denied: deniedPoints,
  recourse: recoursePoints,
  'along-recourse': alongRecourse,
  'feature-crossover': featureCrossover,
};
