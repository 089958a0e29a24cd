import type { Grid } from './expand-grid.ts';

/** Both policies, what people could do first. */
export const bothPolicies = ['actionable', 'literature'] as const;

/**
 * What a family says of people's actions where it compares methods: `actionable` leaves too few people with recourse for that,
 * on COMPAS hardly anybody; the main table shows it all the same.
 */
export const underLiterature =
  'under the literature’s action policy, since actionable leaves few people with recourse to compare methods on';

const actions = ['literature'] as const;

/** Five seeds of the three datasets of the paper's main table, from the smallest to the largest. */
export const paperGrid: Grid = { datasets: ['german', 'compas', 'adult'], seeds: [0, 1, 2, 3, 4], actions };

/** Two seeds of German Credit: 600 people to learn from, seconds a student. */
export const quickGrid: Grid = { datasets: ['german'], seeds: [0, 1], actions };

/** One seed of it, for families with a teacher a setting. */
export const quickestGrid: Grid = { datasets: ['german'], seeds: [0], actions };
