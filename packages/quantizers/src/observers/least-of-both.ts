import { analyticClipping } from './analytic-clipping.ts';
import { meanSquaredError, quantizationError } from './mean-squared-error.ts';
import type { ObservedRange, Observer } from './observer.ts';

/** Of the range that a search finds and the analytic one, that of less squared error: the search ends at a best of its own. */
export const leastOfBoth: Observer = {
  name: 'least-of-both',
  description: 'the analytic clip, or what a search finds if that has less error',
  observe(values, scheme, percentile) {
    const searched = meanSquaredError.observe(values, scheme, percentile);
    const analytic = analyticClipping.observe(values, scheme, percentile);
    const errorOf = (range: ObservedRange): number => quantizationError(values, scheme, range);
    return errorOf(analytic) < errorOf(searched) ? analytic : searched;
  },
};
