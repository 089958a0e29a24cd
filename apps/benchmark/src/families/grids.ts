import type { Grid } from './expand-grid.ts';

/** Five seeds of the three datasets of the paper's main table, from the smallest to the largest. */
export const paperGrid: Grid = { datasets: ['german', 'compas', 'adult'], seeds: [0, 1, 2, 3, 4] };

/** Two seeds of German Credit: 600 people to learn from, seconds a student. */
export const quickGrid: Grid = { datasets: ['german'], seeds: [0, 1] };

/** One seed of it, for families with a teacher a setting. */
export const quickestGrid: Grid = { datasets: ['german'], seeds: [0] };
