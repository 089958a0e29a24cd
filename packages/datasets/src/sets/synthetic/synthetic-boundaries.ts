import type { Boundary } from './boundary.ts';

/** Shapes of the synthetic boundary: a hyperplane, or one curved in debt and tenure. */
export type BoundaryShape = 'linear' | 'curved';

const housing = { rent: -0.3, own: 0.4, free: -0.1 };

/** The boundary of each synthetic set, in raw units. About half of the generated rows lie on either side. */
export const syntheticBoundaries: Readonly<Record<BoundaryShape, Boundary>> = {
  linear: {
    bias: -3.6,
    linear: { income: 0.07, debt: -0.1, tenure: 0.06, age: 0.01, education: 0.5 },
    quadratic: {},
    levels: { housing },
  },
  curved: {
    bias: -4.2,
    linear: { income: 0.07, tenure: 0.3, age: 0.01, education: 0.5 },
    quadratic: { debt: -0.003, tenure: -0.015 },
    levels: { housing },
  },
};
