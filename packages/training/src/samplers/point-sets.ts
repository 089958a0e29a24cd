import { crossedPoints } from './crossed-points.ts';
import { dataPoints } from './data-points.ts';
import { deniedPoints } from './denied-points.ts';
import { rayPoints } from './ray-points.ts';
import { recoursePoints } from './recourse-points.ts';
import type { PointSet, PointSetName } from './point-set.ts';

/** Every set of points by name. */
export const pointSets: { readonly [name in PointSetName]: PointSet } = {
  data: dataPoints,
  recourse: recoursePoints,
  ray: rayPoints,
  crossed: crossedPoints,
  denied: deniedPoints,
};
