import type { Extent } from './crossed.ts';

/** Five seeds of the three datasets of the paper's main table, from the smallest to the largest. */
export const paperExtent: Extent = { datasets: ['german', 'compas', 'adult'], seeds: [0, 1, 2, 3, 4] };

/** Two seeds of German Credit: 600 people to learn from, seconds a student. */
export const quickExtent: Extent = { datasets: ['german'], seeds: [0, 1] };

/** One seed of it, for families with a teacher a setting. */
export const quickestExtent: Extent = { datasets: ['german'], seeds: [0] };
