/** The rows of the main table: the floor, the baselines, the paper's method and ours. */
export const mainMethods = [
  'fp32',
  'retrained',
  'lsq',
  'pact',
  'mixedprec',
  'kd',
  'cfq',
  'cfq-faithful',
] as const;
