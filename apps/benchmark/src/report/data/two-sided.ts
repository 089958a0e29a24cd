const twoSided = ['cfq-faithful', 'cf-ptq-faithful'];

/** Whether a method keeps the teacher's *no* as well as its *yes*: no baseline, but what baselines are held against. */
export function isTwoSided(method: string): boolean {
  return twoSided.includes(method);
}
